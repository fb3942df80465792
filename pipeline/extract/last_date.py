"""The date of a page on which neither data for machines, nor the address, nor any line gives one: htmldate's answer.

htmldate takes 7 to 13 ms a page, more than all else together, so it is asked last: on one of 262 news pages and on one
in twelve of 545 web pages, where it answered right on 7 of the 9 whose date is known. It looks into scripts, attributes
and comments.
"""

import logging
import re
from dataclasses import replace

from htmldate import find_date

from pipeline.extract import choose, dates
from pipeline.extract.metadata import Candidate
from pipeline.extract.page_input import ParsedPage
from pipeline.vocabulary import MetadataMethod

log = logging.getLogger(__name__)

_LATEST = "2100-01-01"
"""htmldate's own limit is today, which would make the table depend on the day of the run."""

_NOT_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML does not know: htmldate's parser reads them and then refuses to move them."""


def is_wanted(page: ParsedPage, url: str) -> bool:
    """Whether no date is in sight."""
    return choose.published(page.declared, url)[0] is None and not any(map(dates.of_line, page.blocks.texts))


def added(page: ParsedPage, text: str, url: str) -> ParsedPage:
    """The page with the date that htmldate finds in its text, if any."""
    text = _NOT_XML.sub(" ", text)
    try:
        found = find_date(text, extensive_search=False, original_date=True, url=url or None, max_date=_LATEST)
    except Exception:  # whatever a library trips over, a page without a date is an article all the same
        log.warning("htmldate failed on %s", url or "a page without an address", exc_info=True)
        return page
    if not found:
        return page
    return replace(page, declared=(*page.declared, Candidate("published", found, MetadataMethod.HTMLDATE)))
