"""No attribute goes uncounted, whatever stands around its tag."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.ingest import attributes
from pipeline.ingest.attributes import may_have, most_attributes
from tests.html_tags import PAGES, tag, tags

INSIDE = ["a", "=", '"', "'", " ", "/", '="', "='", "x=1", "<b", "\v", "\n", 'b="c"', " d", "é"]
TAGS = st.lists(st.sampled_from(INSIDE), max_size=30).map(lambda pieces: "<p" + "".join(pieces))
BOMB = " a b" * 50


@example('<p ="' + BOMB + ">")
@example('<p="' + BOMB + ">")
@example('<p a="b"="' + BOMB + ">")
@example('<p a=\v"' + BOMB + ">")
@given(PAGES)
def test_no_tag_has_more(text: str) -> None:
    most = most_attributes(text.encode())
    for begin, end, n_attributes in tags(text):
        assert n_attributes <= most
        assert n_attributes == 0 or may_have(text[begin:end].encode(), n_attributes - 1)


@given(TAGS)
def test_one_tag_is_read_as_the_standard_has_it(text: str) -> None:
    opens = [place for place in range(len(text)) if text.startswith(("<p", "<b"), place)]
    assert most_attributes(text.encode()) == max(tag(text, place)[1] for place in opens)


@pytest.mark.parametrize(
    "before",
    [
        "<script>x = '=\"';</script>", "<script>x ='</script><p id=a>", "<!-- =' -->",
        "<svg><![CDATA[ <a b=\" ]]></svg>",
        "<select><textarea><p x='</select>", "<style>a[b=\"</style>",
    ],
)  # fmt: skip
def test_an_open_quote_hides_none(before: str) -> None:
    page = f"{before}<p{BOMB} c='' d=\"\"{BOMB}>"
    assert most_attributes(page.encode()) >= 202


def test_values_count_as_one() -> None:
    assert most_attributes(b"<p data-json='" + b'{"a": "b < c", "d": 1} ' * 1000 + b"' id=a>") == 2


class Spy:
    """A pattern that keeps count of the bytes that it read."""

    def __init__(self, pattern: re.Pattern[bytes]) -> None:
        self.pattern, self.n_read = pattern, 0

    def match(self, text: bytes, place: int) -> re.Match[bytes] | None:
        if match := self.pattern.match(text, place):
            self.n_read += match.end() - place
        return match


@pytest.mark.parametrize(
    "piece",
    [
        '<a x="', "<a/x='b=c", "<a", "<a ", '="', "='", "<a x=<b ", '"', " ", "/", '<a x="b=c', "<a/x=\"b='c", "a =",
        "<a x='\"", "<a b=c", "<a =",
    ],
)  # fmt: skip
def test_no_byte_is_read_for_each_tag_anew(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spies = [Spy(getattr(attributes, name)) for name in ("_ATTRIBUTE", "_BARE_VALUE")]
    monkeypatch.setattr(attributes, "_ATTRIBUTE", spies[0])
    monkeypatch.setattr(attributes, "_BARE_VALUE", spies[1])
    page = ("<p " + piece * 5000).encode()
    most_attributes(page)
    assert sum(spy.n_read for spy in spies) <= 4 * len(page)
