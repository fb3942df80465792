"""The twenty questions of the analysts' guide: `python -m benchmarks.questions [--write]`.

Reads `docs/questions.sql`, runs it on the catalogue and prints the answers; with `--write` puts them into
`docs/analysts.md`, between the markers that stand there. The answers in the guide are those of `data/sample`.
"""

import argparse
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline import catalog
from pipeline.settings import Settings

DOCS = Path(__file__).resolve().parent.parent / "docs"
MARKERS = ("<!-- questions: begin -->", "<!-- questions: end -->")
MAX_CELL = 90
"""Characters of a value that the guide shows."""

QUESTION = re.compile(r"^-- (\d+)\. (.+)\n((?:(?!--).*\n?)+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the guide with the statements that answer it."""

    number: int
    text: str
    statements: tuple[str, ...]


def questions() -> list[Question]:
    """The questions of `docs/questions.sql`, in order."""
    found = QUESTION.findall((DOCS / "questions.sql").read_text(encoding="utf-8"))
    return [
        Question(int(number), text, tuple(part.strip() for part in sql.split(";") if part.strip()))
        for number, text, sql in found
    ]


def answer(connection: duckdb.DuckDBPyConnection, statement: str) -> str:
    """The rows of a statement as a Markdown table."""
    result = connection.execute(statement)
    names = [column[0] for column in result.description or []]
    lines = [names, ["---"] * len(names), *([_cell(value) for value in row] for row in result.fetchall())]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def chapter(connection: duckdb.DuckDBPyConnection) -> str:
    """All questions with their queries and answers, as Markdown."""
    parts = []
    for question in questions():
        parts.append(f"### {question.number}. {question.text}")
        for statement in question.statements:
            parts.append(f"```sql\n{statement};\n```")
            parts.append(answer(connection, statement))
    return "\n\n".join(parts)


def guide(connection: duckdb.DuckDBPyConnection) -> str:
    """The analysts' guide with the chapter of questions written anew."""
    text = (DOCS / "analysts.md").read_text(encoding="utf-8")
    before, rest = text.split(MARKERS[0])
    after = rest.split(MARKERS[1])[1]
    return f"{before}{MARKERS[0]}\n\n{chapter(connection)}\n\n{MARKERS[1]}{after}"


def _cell(value: object) -> str:
    values = value if isinstance(value, list) else [] if value is None else [value]
    text = ", ".join(str(each) for each in values)
    text = text.replace("|", "\\|").replace("\n", " ")
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.questions", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the answers into docs/analysts.md")
    arguments = parser.parse_args()
    settings = Settings.load()
    with catalog.connect(settings.catalog_path) as connection:
        if arguments.write:
            (DOCS / "analysts.md").write_text(guide(connection), encoding="utf-8")
        else:
            print(chapter(connection))


if __name__ == "__main__":
    main()
