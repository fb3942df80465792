"""The report: every chart draws, the filter works, each query can be read, and a hostile text runs nothing."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline import catalog, report, tables
from pipeline.lake import Lake
from pipeline.vocabulary import ArticleStatus, SourceKind
from tests.pipeline.lake_rows import DAY, rows

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def sample_report(sample_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    with catalog.connect(sample_run / "hearsay.duckdb") as connection:
        return report.write(connection, tmp_path_factory.mktemp("report") / "report.html")


def hostile(table: tables.Table) -> pa.Table:
    """A row whose every free text is a script."""
    row = rows(table, pages=1).to_pylist()[0]
    for column in table.columns:
        if column.type == tables.STRING and column.values is None and column.name not in ("page_id", "attribution_id"):
            row[column.name] = HOSTILE
        elif column.type == tables.NAMES and column.values is None:
            row[column.name] = [HOSTILE]
    return table.from_rows([row])


def test_every_chart_has_its_query_below_it(sample_report: Path):
    text = sample_report.read_text(encoding="utf-8")
    for chart in report.CHARTS:
        assert f'id="{chart.name}"' in text
        assert chart.sql.splitlines()[0].replace("'", "&#39;") in text


def test_every_kind_and_status_has_its_colour():
    assert set(report.KINDS) == {*SourceKind, "anonymous"}
    assert set(report.STATUSES) == set(ArticleStatus)
    for colours in (report.KINDS, report.STATUSES):
        assert len(set(colours.values())) == len(colours)


def test_the_same_tables_give_the_same_bytes(sample_run: Path):
    with catalog.connect(sample_run / "hearsay.duckdb") as connection:
        assert report.render(connection) == report.render(connection)


def test_all_charts_draw_and_the_filter_filters(browser, sample_report: Path):
    tab = browser.new_page(viewport={"width": 1200, "height": 900})
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    tab.goto(sample_report.as_uri())
    tab.wait_for_selector("body[data-drawn=all]")
    assert tab.locator("figure svg.marks").count() == len(report.CHARTS)
    before = tab.locator("#mix path[aria-roledescription=bar]").count()
    tab.select_option("#outlet", "Capital Pulse")
    tab.wait_for_selector('body[data-drawn="Capital Pulse"]')
    assert 0 < tab.locator("#mix path[aria-roledescription=bar]").count() < before
    tab.hover("#mix path[aria-roledescription=bar] >> nth=0")
    tab.wait_for_selector("#vg-tooltip-element.visible")
    tab.click("#quoted summary")
    assert tab.is_visible("#quoted table")
    assert errors == []
    tab.close()


def test_a_phone_shows_it_without_scrolling_sideways(browser, sample_report: Path):
    tab = browser.new_page(viewport={"width": 390, "height": 800})
    tab.goto(sample_report.as_uri())
    tab.wait_for_selector("body[data-drawn=all]")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    tab.close()


def test_a_hostile_lake_runs_nothing(browser, tmp_path: Path):
    lake = Lake(tmp_path / "lake")
    for table in tables.TABLES:
        with lake.writer(DAY, table) as writer:
            writer.write({table.name: hostile(table)})
    catalog.build(tmp_path / "lake", tmp_path / "hearsay.duckdb")
    with catalog.connect(tmp_path / "hearsay.duckdb") as connection:
        path = report.write(connection, tmp_path / "report.html")
    assert HOSTILE not in path.read_text(encoding="utf-8")
    tab = browser.new_page()
    alerts: list[str] = []
    tab.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    tab.goto(path.as_uri())
    tab.wait_for_selector("body[data-drawn=all]")
    assert alerts == []
    tab.close()


def test_before_the_first_run_it_says_that_there_is_nothing(tmp_path: Path):
    catalog.build(tmp_path / "none", tmp_path / "hearsay.duckdb")
    with catalog.connect(tmp_path / "hearsay.duckdb") as connection:
        text = report.render(connection)
    assert text.count("Nothing to show.") == len(report.CHARTS)
    assert str(date.min) not in text
