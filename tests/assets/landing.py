"""Small landing zones for tests: pages about invented people, different on every day."""

from datetime import date, timedelta
from pathlib import Path

FIRST = date(2026, 4, 1)
PAGE = """<!doctype html><html lang="en"><head><title>Ferry {n} delayed again | Tarn Valley Post</title>
<meta property="og:site_name" content="Tarn Valley Post"></head><body><article><h1>Ferry {n} delayed again</h1>
<p>The {n} o'clock ferry to Corvane was late for the {n}th time this month; the harbour office does not know why.</p>
<p>"We were told to wait, and we waited," said Ilse Marrow, who runs the ticket desk on pier {n}.</p>
<p>Two people close to the operator said the boat had failed an inspection. The operator, Halden Lines, declined to
comment on Tuesday, and a spokesman for the port authority said that an inquiry would begin within {n} days.</p>
<p>According to the Corvane Courier, the same boat was withdrawn in March after a fire in its galley was put out.</p>
</article><footer>Copyright Tarn Valley Post</footer></body></html>
"""


def days(n: int) -> list[date]:
    return [FIRST + timedelta(days=i) for i in range(n)]


def land(data: Path, day: date, n_pages: int = 2, first: int = 0) -> Path:
    """Writes pages into the day's landing folder."""
    folder = data / "landing" / day.isoformat()
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(first, first + n_pages):
        number = day.toordinal() % 1000 * 10 + i
        (folder / f"ferry-{i}.html").write_text(PAGE.format(n=number))
        url = f"https://tarnvalleypost.example/ferry-{number}"
        (folder / f"ferry-{i}.json").write_text(f'{{"url": "{url}", "captured_at": "{day}T08:00:00Z"}}')
    return folder
