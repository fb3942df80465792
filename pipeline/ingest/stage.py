"""The stage of ingest: rows of the landing zone to `raw_pages`, and to `rejects` with a reason."""

import hashlib
from operator import itemgetter
from typing import Any

import pyarrow as pa

from pipeline import collector
from pipeline.ingest.decode import decode
from pipeline.ingest.hazards import hazard
from pipeline.ingest.identity import canonical_url, declared_url, page_id, site_of
from pipeline.ingest.rows import reject
from pipeline.ingest.sniff import sniff
from pipeline.tables import RAW_PAGES, REJECTS
from pipeline.vocabulary import RejectReason, RejectStage

Tables = dict[str, pa.Table]


@collector.paused()
def ingest_part(tables: Tables) -> Tables:
    """Pages and rejects of one part of the landing zone; `rejects` rows that the part brings are passed on.

    A page without an address takes `canonical_url` and `site` from the address it calls its own, where it does.
    """
    pages, rejects, seen = [], [], set()
    for row in tables["landing"].to_pylist():
        page = _page(row)
        if "reason" not in page and page["page_id"] in seen:
            page = _duplicate(page)
        if "reason" in page:
            rejects.append(page)
        else:
            seen.add(page["page_id"])
            pages.append(page)
    made = REJECTS.from_rows(rejects)
    if "rejects" in tables:
        made = pa.concat_tables([tables["rejects"], made])
    pages.sort(key=itemgetter(*RAW_PAGES.sort))  # rows, not the table: sorting a table copies its bodies
    return {"raw_pages": RAW_PAGES.from_rows(pages), "rejects": REJECTS.sorted(made)}


def _page(row: dict[str, Any]) -> dict[str, Any]:
    body, url = row["body"], row["url"]

    def no(reason: RejectReason, detail: str) -> dict[str, Any]:
        return reject(
            row["day"], row["landing_file"], reason, detail, len(body), row["landing_record"], url, RejectStage.SNIFF
        )

    if not body.strip():
        return no(RejectReason.EMPTY, "holds nothing but white space")
    decoded = decode(body, row["content_type"])
    utf8, encoding = decoded.utf8, decoded.encoding
    media_type, reason, detail = sniff(body, utf8, encoding, row["content_type"])
    if reason:
        return no(reason, detail)
    if media_type == "text/html" and (found := hazard(utf8)):
        return no(*found)
    address = url or (declared_url(utf8) if media_type == "text/html" else "")
    return {
        "page_id": page_id(url, body), "day": row["day"], "url": url, "canonical_url": canonical_url(address),
        "site": site_of(address), "captured_at": row["captured_at"], "http_status": row["http_status"],
        "media_type": media_type, "encoding": encoding, "body": body, "body_sha256": hashlib.sha256(body).hexdigest(),
        "landing_file": row["landing_file"], "landing_record": row["landing_record"],
    }  # fmt: skip


def _duplicate(page: dict[str, Any]) -> dict[str, Any]:
    detail = f"same address and bytes as page {page['page_id']}"
    n = len(page["body"])
    return reject(page["day"], page["landing_file"], RejectReason.DUPLICATE, detail, n, page["landing_record"],
                  page["url"], RejectStage.SNIFF)  # fmt: skip


class Deduplicated:
    """An output that turns a page seen in an earlier part into a `duplicate` reject and hands the rest on."""

    def __init__(self, output: Any) -> None:
        self.output = output
        self.seen: set[str] = set()

    def write(self, tables: Tables) -> None:
        ids = tables["raw_pages"].column("page_id").to_pylist()
        fresh = [one not in self.seen for one in ids]
        self.seen.update(ids)
        if not all(fresh):
            pages = tables["raw_pages"]
            again = pages.filter(pa.array([not one for one in fresh], pa.bool_())).to_pylist()
            rejects = pa.concat_tables([tables["rejects"], REJECTS.from_rows([_duplicate(page) for page in again])])
            tables = {
                **tables,
                "raw_pages": pages.filter(pa.array(fresh, pa.bool_())),
                "rejects": REJECTS.sorted(rejects),
            }
        self.output.write(tables)
