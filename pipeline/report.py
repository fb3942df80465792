"""The report: one self-contained HTML page of charts over the catalogue, each with its query below it.

Charts are Vega-Lite specifications made with Altair; the renderer is bundled into the file (vl-convert), so that it
opens without a network. Expressions run in Vega's interpreter and the page forbids every script but its own, so that a
hostile text from a page stays text. No clock enters: the report says which days it covers.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import altair as alt
import duckdb
import jinja2
import vl_convert

from pipeline.html import asset, csp_hash, template

MAX_TABLE_ROWS = 200
"""Rows that the table below a chart shows; the query gives the rest."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of the report: what it answers, the query, and the function that draws the query's rows."""

    name: str
    title: str
    note: str
    sql: str
    draw: Callable[[alt.Chart], alt.Chart | alt.LayerChart]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with the rows of its query; `more` rows are left out of the table below it."""

    chart: Chart
    names: tuple[str, ...]
    rows: tuple[tuple, ...]
    more: int


KINDS = {
    "named_person": "#3b7dd8",
    "pronoun": "#8fb0e0",
    "unnamed_person": "#2a9d9d",
    "unnamed_group": "#c98a3a",
    "named_organization": "#4f9d55",
    "document": "#d9b310",
    "media_outlet": "#8a63c9",
    "other": "#9a958a",
    "anonymous": "#d9481c",
}
"""Colour of each kind of source, as in the reading view; anonymous ones last, so that they stand at one edge."""

MAX_LABELLED = 12
"""Weeks or outlets beside each other whose cells still have room for a number."""

PLAIN = "replace(datum.label, regexp('_', 'g'), ' ')"
"""A value of a closed list in words."""

WHOLE = "datum.value % 1 === 0 ? format(datum.value, ',') : ''"
"""Marks of a count: none between whole numbers."""


def _cells(chart: alt.Chart, x: alt.X, y: alt.Y, value: str, form: str, scheme: str, tooltip: list) -> alt.LayerChart:
    """A table of coloured cells with their numbers, which are left out where the columns are many."""
    shaded = alt.Color(f"{value}:Q", legend=None, scale=alt.Scale(scheme=scheme, domainMin=0))  # type: ignore[arg-type]
    spread = chart.transform_joinaggregate(
        columns=f"distinct({x.shorthand.split(':')[0]})",
        largest=f"max({value})",  # type: ignore[union-attr]
    )
    base = spread.encode(x=x, y=y, tooltip=tooltip)
    number = base.mark_text().encode(
        text=alt.Text(f"{value}:Q", format=form),
        opacity=alt.condition(f"datum.columns <= {MAX_LABELLED}", alt.value(1), alt.value(0)),
        color=alt.condition(f"datum.{value} > 0.6 * datum.largest", alt.value("white"), alt.value("black")),
    )
    return base.mark_rect(stroke="white", strokeOpacity=0.3).encode(color=shaded) + number


def _anonymous(chart: alt.Chart) -> alt.LayerChart:
    week = alt.X("period:O", title="week from", axis=alt.Axis(labelAngle=0, labelOverlap=True, orient="top"))
    outlet = alt.Y("outlet:N", title=None)
    share = alt.Tooltip("share:Q", format=".1%")
    shown = ["outlet:N", "period:O", "n_anonymous:Q", "n_attributions:Q", share]
    return _cells(chart, week, outlet, "share", ".0%", "oranges", shown)


def _mix(chart: alt.Chart) -> alt.Chart:
    scale = alt.Scale(domain=list(KINDS), range=list(KINDS.values()))
    return (
        chart.transform_calculate(place=f"indexof({json.dumps(list(KINDS))}, datum.kind)")
        .mark_bar()
        .encode(
            x=alt.X("n_attributions:Q", stack="normalize", title="share of attributions", axis=alt.Axis(format="%")),
            y=alt.Y("outlet:N", title=None),
            color=alt.Color("kind:N", scale=scale, title=None, legend=alt.Legend(labelExpr=PLAIN)),
            order="place:Q",
            tooltip=["outlet:N", "kind:N", "n_attributions:Q"],
        )
    )


def _quoted(chart: alt.Chart) -> alt.Chart:
    return chart.mark_bar().encode(
        x=alt.X("n_attributions:Q", title="attributions"),
        y=alt.Y("source_name:N", sort="-x", title=None),
        color=alt.Color("n_outlets:O", title="outlets", scale=alt.Scale(scheme="blues")),
        tooltip=["source_name:N", "n_attributions:Q", "n_direct:Q", "n_outlets:Q"],
    )


def _relays(chart: alt.Chart) -> alt.LayerChart:
    taken_from = alt.X("taken_from:N", title="taken from", axis=alt.Axis(labelAngle=-45, labelOverlap=False))
    outlet = alt.Y("outlet:N", title="printed by")
    shown = ["outlet:N", "taken_from:N", "n_attributions:Q"]
    return _cells(chart, taken_from, outlet, "n_attributions", "d", "purples", shown)


def _verbs(chart: alt.Chart) -> alt.Chart:
    return chart.mark_bar().encode(
        x=alt.X("n_attributions:Q", title="attributions"),
        y=alt.Y("cue_lemma:N", sort="-x", title=None),
        color=alt.Color("outlet:N", title=None),
        tooltip=["outlet:N", "cue_lemma:N", "n_attributions:Q"],
    )


def _removed(chart: alt.Chart) -> alt.Chart:
    return chart.mark_bar().encode(
        x=alt.X("n_words:Q", title="words removed"),
        y=alt.Y("label:N", sort="-x", title=None, axis=alt.Axis(labelExpr=PLAIN)),
        color=alt.Color("decided_by:N", title="decided by"),
        tooltip=["label:N", "decided_by:N", "reasons:N", "n_blocks:Q", "n_words:Q"],
    )


STATUSES = {
    "ok": "#3b7dd8",
    "paywalled": "#d9b310",
    "too_short": "#9a958a",
    "no_article": "#d9481c",
    "failed": "#7a1f0c",
}
"""Colour of each status of an article: what was lost is warm."""


def _by_day(colour: str, colours: dict[str, str] | None = None) -> Callable[[alt.Chart], alt.Chart]:
    scale = alt.Scale(domain=list(colours), range=list(colours.values())) if colours else alt.Undefined

    def draw(chart: alt.Chart) -> alt.Chart:
        return chart.mark_bar().encode(
            x=alt.X("day:O", title=None, axis=alt.Axis(labelAngle=-35, labelOverlap=True)),
            y=alt.Y("n_pages:Q", title="pages", axis=alt.Axis(labelExpr=WHOLE)),
            color=alt.Color(f"{colour}:N", scale=scale, title=None, legend=alt.Legend(labelExpr=PLAIN)),
            tooltip=["day:O", f"{colour}:N", "n_pages:Q"],
        )

    return draw


def _confidence(chart: alt.Chart) -> alt.Chart:
    return chart.mark_bar().encode(
        x=alt.X("mean_confidence:Q", title="mean confidence", scale=alt.Scale(domain=[0, 1])),
        y=alt.Y("rule:N", sort="x", title=None, axis=alt.Axis(labelExpr=PLAIN)),
        tooltip=["rule:N", "n_attributions:Q", "mean_confidence:Q", "n_unsure:Q"],
    )


CHARTS = (
    Chart(
        "anonymous",
        "How much rests on anonymous sources",
        "Share of all attributions, by outlet and week of publication (from Monday).",
        "FROM anonymous_share('week')",
        _anonymous,
    ),
    Chart(
        "mix",
        "Whom each outlet relies on",
        "Attributions by kind of source; anonymous ones of any kind stand apart, at the right.",
        "SELECT outlet, kind, sum(n_attributions)::INT AS n_attributions FROM source_mix('year')\n"
        "GROUP BY ALL ORDER BY outlet, kind",
        _mix,
    ),
    Chart(
        "quoted",
        "Who is quoted most",
        "Named sources over all days; the colour tells in how many outlets.",
        "FROM most_quoted('1900-01-01', '2999-12-31') LIMIT 20",
        _quoted,
    ),
    Chart(
        "relays",
        "What outlets take from each other",
        "Claims that an outlet relays, by the outlet that it names.",
        "SELECT outlet, taken_from, count(*) AS n_attributions FROM relays GROUP BY ALL ORDER BY ALL",
        _relays,
    ),
    Chart(
        "verbs",
        "Which words attribute",
        "The twenty most frequent cues in their base form.",
        "WITH verbs AS (FROM reporting_verbs()),\n"
        "top AS (SELECT cue_lemma FROM verbs GROUP BY cue_lemma "
        "ORDER BY sum(n_attributions) DESC, cue_lemma LIMIT 20)\n"
        "SELECT outlet, cue_lemma, n_attributions FROM verbs SEMI JOIN top USING (cue_lemma)\n"
        "ORDER BY cue_lemma, outlet",
        _verbs,
    ),
    Chart(
        "removed",
        "What was removed as boilerplate",
        "Words by label of the block, coloured by what decided: a rule, the model, the site's template, or metadata.",
        "SELECT outlet, label, CASE WHEN reason LIKE 'rule%' THEN 'rule' WHEN reason LIKE '%copy' THEN 'metadata' "
        "ELSE reason END AS decided_by,\n"
        "    list_sort(list(reason)) AS reasons, sum(n_blocks)::INT AS n_blocks, sum(n_words)::INT AS n_words\n"
        "FROM removed GROUP BY ALL ORDER BY ALL",
        _removed,
    ),
    Chart(
        "rejects",
        "What could not be used",
        "Rejected inputs by day and reason.",
        "SELECT day, reason, sum(n_pages)::INT AS n_pages FROM rejected GROUP BY ALL ORDER BY ALL",
        _by_day("reason"),
    ),
    Chart(
        "articles",
        "What became of the pages",
        "Pages by day and status.",
        "SELECT day, status, count(*) AS n_pages FROM articles GROUP BY ALL ORDER BY ALL",
        _by_day("status", STATUSES),
    ),
    Chart(
        "confidence",
        "How sure the tagger is",
        "Mean of the calibrated confidence, by the rule that found the attribution.",
        "FROM confidence_by_rule ORDER BY mean_confidence, rule",
        _confidence,
    ),
)


def render(connection: duckdb.DuckDBPyConnection) -> str:
    """The report of a catalogue as an HTML document."""
    figures = [_figure(connection, chart) for chart in CHARTS]
    payload = {
        figure.chart.name: {
            "spec": _spec(figure.chart),
            "rows": [dict(zip(figure.names, row, strict=True)) for row in figure.rows],
        }
        for figure in figures
    }
    script, style = _renderer() + asset("report.js"), asset("report.css")
    return template("report.html").render(
        figures=figures,
        max_rows=MAX_TABLE_ROWS,
        totals=_totals(connection),
        outlets=[row[0] for row in connection.execute("SELECT outlet FROM outlets ORDER BY outlet").fetchall()],
        payload=jinja2.utils.markupsafe.Markup(_json(payload)),
        script=script,
        style=style,
        script_hash=csp_hash(script),
    )


def write(connection: duckdb.DuckDBPyConnection, path: Path) -> Path:
    """Writes the report, replacing the one that is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.tmp")
    fresh.write_text(render(connection), encoding="utf-8")
    return fresh.replace(path)


def _figure(connection: duckdb.DuckDBPyConnection, chart: Chart) -> Figure:
    result = connection.execute(chart.sql)
    names = tuple(column[0] for column in result.description or [])
    rows = [tuple(_plain(value) for value in row) for row in result.fetchall()]
    return Figure(chart, names, tuple(rows), max(0, len(rows) - MAX_TABLE_ROWS))


@cache
def _spec(chart: Chart) -> dict:
    """The chart without its rows, which come by name: so one drawing serves every report of a process."""
    drawn = chart.draw(alt.Chart(alt.NamedData("rows"), width="container"))
    return drawn.to_dict(validate=True)


def _totals(connection: duckdb.DuckDBPyConnection) -> dict:
    row = connection.execute(
        "SELECT min(day), max(day), count(*), (SELECT count(*) FROM outlets), (SELECT count(*) FROM sentences), "
        "(SELECT count(*) FROM attributions), (SELECT count(*) FROM attributions WHERE anonymous) FROM articles"
    ).fetchone()
    names = ("first_day", "last_day", "pages", "outlets", "sentences", "attributions", "anonymous")
    return dict(zip(names, row or (None, None, 0, 0, 0, 0, 0), strict=True))


def _plain(value: object) -> object:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value if isinstance(value, (int, float, str, bool, type(None))) else str(value)


def _json(value: object) -> str:
    """JSON that cannot end the script element it stands in."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c").replace("\u2028", "\\u2028")


@cache
def _renderer() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script; no tag inside it may end the script element."""
    bundle = vl_convert.javascript_bundle("window.draw = vegaEmbed;")
    return bundle.replace("</script", "<\\/script") + "\n"
