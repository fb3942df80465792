"""The closing summary of a run: what came in, what became of it, and one question with its answer."""

from datetime import date

import duckdb
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline import catalog
from pipeline.cli_sql import print_rows
from pipeline.settings import Settings

EXAMPLE = "SELECT outlet, source_text AS source, content_text AS claim FROM anonymous_claims ORDER BY ALL LIMIT 5"
"""Which claims rest on anonymous sources alone?"""

COUNTS = (
    ("pages", "SELECT 'taken in', count(*) FROM raw_pages WHERE {days} HAVING count(*) > 0"),
    ("rejected", "SELECT reason, count(*) FROM rejects WHERE {days} GROUP BY 1 ORDER BY 2 DESC, 1"),
    ("articles", "SELECT status, count(*) FROM articles WHERE {days} GROUP BY 1 ORDER BY 2 DESC, 1"),
    (
        "sentences",
        "SELECT coalesce(voice, 'untagged'), count(*) FROM sentences WHERE {days} GROUP BY 1 ORDER BY 2 DESC",
    ),
    ("attributions", "SELECT source_kind, count(*) FROM attributions WHERE {days} GROUP BY 1 ORDER BY 2 DESC, 1"),
    ("of them", "SELECT 'anonymous', count(*) FROM attributions WHERE {days} AND anonymous HAVING count(*) > 0"),
)
"""Heading and query of each line."""


def show(console: Console, settings: Settings, days: list[date], seconds: float) -> None:
    """Prints the summary of the days.

    Raises:
        CatalogError: there is no catalogue.
    """
    with catalog.connect(settings.catalog_path, settings.lake_path) as connection:
        console.print(_counts(connection, days))
        span = f"{days[0]}" if len(days) == 1 else f"{days[0]} to {days[-1]} ({len(days)} days)"
        console.print(f"{span} in {seconds:.1f} s; tables in {settings.lake_path}, catalogue {settings.catalog_path}\n")
        console.print(Text("Which claims rest on anonymous sources alone?", style="bold"))
        console.print(Text(f'hearsay sql "{EXAMPLE}"', style="dim"))
        answer = connection.execute(EXAMPLE)
        names = [column[0] for column in answer.description]
        print_rows(console, names, answer.fetchall())


def _counts(connection: duckdb.DuckDBPyConnection, days: list[date]) -> Table:
    chosen = ", ".join(f"DATE '{day}'" for day in days)
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_column()
    for heading, query in COUNTS:
        rows = connection.execute(query.format(days=f"day IN ({chosen})")).fetchall()
        total = sum(count for _, count in rows)
        parts = "" if heading == "pages" else ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in rows)
        table.add_row(heading, f"{total:,}", parts)
    return table
