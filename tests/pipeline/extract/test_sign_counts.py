"""Signs counted in many lines at once, as a look at each line counts them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.sign_counts import sign_counts

STOP = re.compile(r"[.!?](?=[^A-Za-z0-9,.!?\u0080-\U0010ffff])")
TITLED = re.compile(r"(?<![A-Za-z0-9,.!?\u0080-\U0010ffff])[A-Z](?=[a-z\u0080-\U0010ffff])")


def counted(line: str) -> list[int]:
    line = f" {line}"
    beginning = line.encode()[:100]
    return [line.count(","), len(STOP.findall(line)), len(TITLED.findall(line)), len(re.findall(rb"[0-9]", beginning))]


@given(st.lists(st.text("Aa é.!,|@:(19", max_size=120), min_size=2, max_size=5), st.data())
def test_each_line_is_counted_by_itself(lines, data):
    n = data.draw(st.integers(1, len(lines) - 1))
    found = sign_counts(b" " + "\n ".join(lines).encode(), n)
    assert found.T.tolist() == [counted(line) for line in lines[:n]]
