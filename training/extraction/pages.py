"""Reading a folder in the benchmark's format: pages, full gold, snippet gold.

A folder holds `pages/<id>.html.gz`, `gold.jsonl` (`id, family, gold_text, …`) and, where there are such pages,
`gold_snippets.jsonl` (`id, family, with, without, …`). A folder `more/` inside it is read the same way.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.extract import stage
from pipeline.extract.page_input import ParsedPage
from pipeline.ingest import decode


@dataclass(slots=True)
class GoldPage:
    """One page of the folder: either `gold_text`, or the strings that its text must and must not hold."""

    id: str
    family: str
    part: str
    dataset: str
    lang: str
    html: str
    body: bytes
    gold_text: str | None
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    row: dict = field(default_factory=dict)
    _parsed: ParsedPage | None = None

    @property
    def parsed(self) -> ParsedPage:
        if self._parsed is None:
            self._parsed = stage.parse_text(self.html, plain=False)
        return self._parsed


def read_pages(folder: Path) -> list[GoldPage]:
    """All pages of the folder and of its `more/`, in the order of the files."""
    pages = list(_read(folder, "dev"))
    if (folder / "more" / "gold.jsonl").exists():
        pages += _read(folder / "more", "more")
    return pages


def _read(folder: Path, part: str) -> Iterator[GoldPage]:
    for name in ("gold.jsonl", "gold_snippets.jsonl"):
        path = folder / name
        if not path.exists():
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            body = gzip.decompress((folder / "pages" / f"{row['id']}.html.gz").read_bytes())
            yield GoldPage(
                id=row["id"], family=row.get("family") or row["site"], part=part, dataset=row["dataset"],
                lang=(row.get("lang") or "en")[:2], html=decode(body).text, body=body, gold_text=row.get("gold_text"),
                wanted=tuple(row.get("with", ())), unwanted=tuple(row.get("without", ())), row=row,
            )  # fmt: skip
