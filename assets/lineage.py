"""Which column comes from which: what Dagster's page draws as column lineage.

A column of the same name in a table that the stage reads is its origin; `DERIVED` names the others. A test holds it
against the declarations, so that a renamed column shows.
"""

from typing import Any

import dagster as dg

from pipeline.tables import Table, table

READS: dict[str, tuple[str, ...]] = {
    "blocks": ("raw_pages",),
    "page_metadata": ("raw_pages",),
    "site_templates": ("blocks",),
    "articles": ("raw_pages", "page_metadata"),
    "block_labels": ("blocks",),
    "duplicates": ("articles",),
    "sentences": ("articles",),
    "attributions": ("articles", "sentences"),
}
"""Tables in which a column of the same name is the origin, the first that has it."""

BODY = ("raw_pages.body",)
TEXT = ("blocks.text",)
DECLARED = ("page_metadata.value",)
ARTICLE_TEXT = ("articles.text",)

DERIVED: dict[str, tuple[str, ...]] = {
    **{f"site_templates.{name}": ("blocks.address",) for name in ("n_pages", "n_site_pages")},
    "site_templates.mean_score": ("blocks.score",),
    **{f"site_templates.{name}": ("blocks.day",) for name in ("first_day", "last_day")},
    **{
        f"articles.{name}": DECLARED
        for name in ("outlet", "title", "deck", "authors", "published_at", "modified_at", "section", "keywords")
    },
    "articles.canonical_url": ("raw_pages.canonical_url", "page_metadata.value"),
    "articles.date_method": ("page_metadata.method",),
    **{f"articles.{name}": (*TEXT, "site_templates.n_pages") for name in ("text", "n_kept_blocks", "status")},
    "articles.n_blocks": ("blocks.block_index",),
    **{f"block_labels.{name}": (*TEXT, "site_templates.n_pages") for name in ("label", "kept", "reason", "score")},
    "duplicates.duplicate_of": ("articles.page_id", "articles.text"),
    "duplicates.duplicate_of_day": ("articles.day",),
    "duplicates.similarity": ARTICLE_TEXT,
}

OTHERWISE: dict[str, tuple[str, ...]] = {
    "blocks": BODY,
    "page_metadata": BODY,
    "articles": TEXT,
    "block_labels": TEXT,
    "sentences": ARTICLE_TEXT,
    "attributions": ARTICLE_TEXT,
}
"""Where the columns of a table come from that neither stand under their name upstream nor in `DERIVED`."""


def origins(declared: Table) -> dict[str, list[tuple[str, str]]]:
    """For each column the (table, column) pairs that it comes from; columns made of nothing else have none."""
    reads = READS.get(declared.name, ())
    found: dict[str, list[tuple[str, str]]] = {}
    for column in declared.columns:
        given = DERIVED.get(f"{declared.name}.{column.name}")
        if given is None:
            same = [name for name in reads if column.name in table(name).schema.names][:1]
            given = tuple(f"{name}.{column.name}" for name in same)
            given = given or OTHERWISE.get(declared.name, ())
        if given:
            found[column.name] = [(one.split(".")[0], one.split(".")[1]) for one in given]
    return found


def of_table(declared: Table) -> dict[str, Any]:
    """The metadata entry; a table that is read from the landing zone has none."""
    found = origins(declared)
    if not found:
        return {}
    deps = {
        name: [dg.TableColumnDep(asset_key=dg.AssetKey(origin), column_name=column) for origin, column in pairs]
        for name, pairs in found.items()
    }
    return {"dagster/column_lineage": dg.TableColumnLineage(deps_by_column=deps)}
