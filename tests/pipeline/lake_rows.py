"""Rows for the tests of lake, engine and checks: made from the declarations, about nobody."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa

from pipeline.tables import Column, Table

DAY = date(2026, 11, 22)
MIDNIGHT = datetime(2026, 11, 22, tzinfo=UTC)


def page_id(n: int) -> str:
    return hashlib.sha256(f"page {n}".encode()).hexdigest()[:32]


def value(column: Column, n: int) -> object:
    """A value of the column's type that depends on `n` alone; nulls and empty lists among them."""
    kind = column.type
    if column.nullable and n % 3 == 0:
        return None
    if column.values is not None and not pa.types.is_list(kind):
        members = list(column.values)
        return str(members[n % len(members)])
    if pa.types.is_list(kind):
        if pa.types.is_struct(kind.value_type):
            return [{"start": i, "end": i + n % 7} for i in range(n % 3)]
        members = [str(v) for v in column.values] if column.values else ["Ada Brandt", "Žofie Ngata", "José"]
        return members[: n % 3]
    if pa.types.is_date(kind):
        return DAY
    if pa.types.is_timestamp(kind):
        return MIDNIGHT + timedelta(seconds=n)
    if pa.types.is_boolean(kind):
        return n % 2 == 0
    if pa.types.is_binary(kind):
        return f"<p>The mayor “declined” to say. {n}</p>".encode() * (n % 5)
    if pa.types.is_string(kind):
        return f"{column.name} “{n}”" * (n % 4)
    return n % 100


def row(table: Table, page: int, n: int) -> dict[str, object]:
    """Row `n` of page `page`: the key unique, the site one of five."""
    known = {"page_id": page_id(page), "site": f"site{page % 5}.example", "day": DAY, "url": f"https://x.example/{n}"}
    for name in table.key:
        if name.endswith("_id") and name != "page_id":
            known[name] = page_id(1_000_000 + n)
    known |= {"block_index": n, "sentence_index": n, "fingerprint": n, "rank": n, "landing_file": f"{n}.html"}
    return {c.name: known[c.name] if c.name in known else value(c, page * 31 + n) for c in table.columns}


def rows(table: Table, pages: int, per_page: int = 1, first: int = 0) -> pa.Table:
    """A table of whole pages, in the declared order."""
    made = [row(table, page, page * per_page + i) for page in range(first, first + pages) for i in range(per_page)]
    return table.sorted(table.from_rows(made))
