"""Reading views: drawn for three pages of a day as `hearsay show` draws them, and linked from the day's metadata."""

from pathlib import Path

from assets import views
from assets.launch import run_days
from pipeline import cli_show
from pipeline.lake import Lake
from pipeline.settings import Settings
from pipeline.tables import ARTICLES, BLOCKS, RAW_PAGES
from tests.assets.landing import days, land


def test_three_pages_of_a_day_are_drawn_as_show_draws_them(tmp_path: Path) -> None:
    settings, day = Settings(data=str(tmp_path)), days(1)[0]
    land(tmp_path, day, n_pages=5)
    run_days([day], settings)
    page_ids = Lake(settings.lake_path).read(RAW_PAGES, day, ["page_id"]).column(0).to_pylist()
    drawn = sorted((views.folder(settings) / day.isoformat()).iterdir())
    assert [path.stem for path in drawn] == views.chosen(page_ids) == sorted(page_ids)[:3]
    for path in drawn:
        assert path.read_text() == cli_show.write(settings, path.stem, tmp_path / "shown.html").read_text()
    linked = views.links(settings, day, page_ids)
    assert linked.splitlines()[0] == f"* [{drawn[0].stem}](http://127.0.0.1:3001/{day}/{drawn[0].name})"
    drawn[0].unlink()
    assert views.links(settings, day, page_ids).splitlines()[0] == f"* `hearsay show {drawn[0].stem}`"
    assert views.links(settings, day, []) == "no pages"


def test_a_day_without_pages_or_blocks_has_no_views(tmp_path: Path) -> None:
    settings, lake, day = Settings(data=str(tmp_path)), Lake(tmp_path / "lake"), days(1)[0]
    with lake.writer(day, ARTICLES):
        pass
    assert views.draw(lake, settings, day) == []
    land(tmp_path, day)
    run_days([day], settings)
    assert len(views.draw(lake, settings, day)) == 2
    Path(lake.path(BLOCKS, day).path).unlink()
    assert views.draw(lake, settings, day) == []


def test_views_of_pages_that_are_gone_do_not_stay(tmp_path: Path) -> None:
    settings, day = Settings(data=str(tmp_path)), days(1)[0]
    folder = land(tmp_path, day, n_pages=2)
    run_days([day], settings)
    for path in folder.glob("page-0.*"):
        path.unlink()
    run_days([day], settings)
    assert len(list((views.folder(settings) / day.isoformat()).iterdir())) == 1
