"""The page in a browser: an asset, a failed check, a backfill. HEARSAY_PICTURES=docs/pictures draws and keeps them.

The words are those of Dagster's own page, which a new version may change: so this runs only when it is asked for.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from assets.launch import run_days
from pipeline.settings import Settings
from tests.assets.landing import days, land
from tests.assets.page import Page, free_port, wait_for
from tests.assets.test_page import BACKFILL, STATUS

SIZE = {"width": 1280, "height": 800}
SHOWN = {
    "asset": ("/assets/articles?view=overview", "the article of a page"),
    "failed-check": ("/assets/rejects?view=checks&checkDetail=rejected", "15 of 21"),
    "backfill": ("/runs/b/{backfill}", "2026-04-02"),
}
"""Picture to the page's path and words that it must show."""

ASKED = os.environ.get("HEARSAY_PICTURES", "")


@pytest.mark.skipif(not ASKED, reason="draws pictures of Dagster's page: set HEARSAY_PICTURES to a folder")
def test_what_an_operator_sees(browser, tmp_path: Path) -> None:
    for day in days(2):
        land(tmp_path, day, n_pages=6)
    _spoil(tmp_path, days(2)[1])
    run_days(days(2), Settings(data=str(tmp_path)))
    target = Path(ASKED)
    target.mkdir(parents=True, exist_ok=True)
    page = Page(tmp_path, free_port())
    try:
        backfill = _backfill(page)
        tab = browser.new_page(viewport=SIZE)
        for name, (path, words) in SHOWN.items():
            tab.goto(page.url + path.format(backfill=backfill), wait_until="domcontentloaded")
            tab.get_by_text(words).filter(visible=True).first.wait_for(timeout=120_000)
            tab.wait_for_load_state("networkidle")
            tab.screenshot(path=target / f"{name}.png")
        tab.close()
    finally:
        page.stop()


def _spoil(data: Path, day: date) -> None:
    """Fifteen pictures among six pages: more than a tenth is rejected, and the check warns."""
    for i in range(15):
        (data / "landing" / day.isoformat() / f"picture-{i}.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes([i]) * 100)


def _backfill(page: Page) -> str:
    selection = [{"path": [name]} for name in ("raw_pages", "rejects", "blocks", "page_metadata")]
    answer = page.query(BACKFILL, selection=selection, days=[day.isoformat() for day in days(2)])
    backfill = answer["launchPartitionBackfill"]["backfillId"]

    def done() -> bool:
        return page.query(STATUS, id=backfill)["partitionBackfillOrError"]["status"] == "COMPLETED_SUCCESS"

    wait_for(done, "the backfill", page)
    return backfill
