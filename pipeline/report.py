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

from pipeline.html import asset, csp_hash, environment

MAX_TABLE_ROWS = 200
"""Rows that the table below a chart shows; the query gives the rest."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of the report: what it answers, the query, and the function that draws the query's rows."""

    name: str
    title: str
    note: str
    sql: str
    draw: Callable[[alt.Chart], alt.Chart]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with the rows of its query; `more` rows are left out of the table below it."""

    chart: Chart
    names: tuple[str, ...]
    rows: tuple[tuple, ...]
    more: int


def _anonymous(chart: alt.Chart) -> alt.Chart:
    return chart.mark_line(point=True).encode(
        x=alt.X("period:T", title="week"),
        y=alt.Y("share:Q", title="share of attributions", axis=alt.Axis(format="%"), scale=alt.Scale(domainMin=0)),
        color=alt.Color("outlet:N", title=None),
        tooltip=["outlet:N", "period:T", "n_anonymous:Q", "n_attributions:Q", alt.Tooltip("share:Q", format=".1%")],
    )


def _mix(chart: alt.Chart) -> alt.Chart:
    return chart.mark_bar().encode(
        x=alt.X("n_attributions:Q", stack="normalize", title="share of attributions", axis=alt.Axis(format="%")),
        y=alt.Y("outlet:N", title=None),
        color=alt.Color("kind:N", title=None),
        tooltip=["outlet:N", "kind:N", "n_attributions:Q"],
    )


def _quoted(chart: alt.Chart) -> alt.Chart:
    return chart.mark_bar().encode(
        x=alt.X("n_attributions:Q", title="attributions"),
        y=alt.Y("source_name:N", sort="-x", title=None),
        color=alt.Color("n_outlets:O", title="outlets", scale=alt.Scale(scheme="blues")),
        tooltip=["source_name:N", "n_attributions:Q", "n_direct:Q", "n_outlets:Q"],
    )


def _relays(chart: alt.Chart) -> alt.Chart:
    return chart.mark_rect().encode(
        x=alt.X("taken_from:N", title="taken from"),
        y=alt.Y("outlet:N", title="printed by"),
        color=alt.Color("n_attributions:Q", title="claims", scale=alt.Scale(scheme="purples")),
        tooltip=["outlet:N", "taken_from:N", "n_attributions:Q"],
    )


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
        y=alt.Y("label:N", sort="-x", title=None),
        color=alt.Color("reason:N", title="decided by"),
        tooltip=["outlet:N", "label:N", "reason:N", "n_blocks:Q", "n_words:Q"],
    )


def _by_day(colour: str) -> Callable[[alt.Chart], alt.Chart]:
    def draw(chart: alt.Chart) -> alt.Chart:
        return chart.mark_bar().encode(
            x=alt.X("day:O", title=None),
            y=alt.Y("n_pages:Q", title="pages"),
            color=alt.Color(f"{colour}:N", title=None),
            tooltip=["day:O", f"{colour}:N", "n_pages:Q"],
        )

    return draw


def _confidence(chart: alt.Chart) -> alt.Chart:
    return chart.mark_bar().encode(
        x=alt.X("mean_confidence:Q", title="mean confidence", scale=alt.Scale(domain=[0, 1])),
        y=alt.Y("rule:N", sort="x", title=None),
        tooltip=["rule:N", "n_attributions:Q", "mean_confidence:Q", "n_unsure:Q"],
    )


CHARTS = (
    Chart(
        "anonymous",
        "How much rests on anonymous sources",
        "Share of all attributions, by outlet and week of publication.",
        "FROM anonymous_share('week')",
        _anonymous,
    ),
    Chart(
        "mix",
        "Whom each outlet relies on",
        "Attributions by kind of source; anonymous sources stand apart.",
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
        "Words by label of the block, coloured by what decided.",
        "SELECT outlet, label, reason, n_blocks, n_words FROM removed ORDER BY ALL",
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
        _by_day("status"),
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
    return (
        environment()
        .from_string(asset("report.html"))
        .render(
            figures=figures,
            max_rows=MAX_TABLE_ROWS,
            totals=_totals(connection),
            outlets=[row[0] for row in connection.execute("SELECT outlet FROM outlets ORDER BY outlet").fetchall()],
            payload=jinja2.utils.markupsafe.Markup(_json(payload)),
            script=script,
            style=style,
            script_hash=csp_hash(script),
        )
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


def _spec(chart: Chart) -> dict:
    drawn = chart.draw(alt.Chart(alt.NamedData("rows"), width="container"))
    return drawn.to_dict(validate=True)


def _totals(connection: duckdb.DuckDBPyConnection) -> dict:
    row = connection.execute(
        "SELECT min(day), max(day), count(*), count(DISTINCT coalesce(outlet, site)), "
        "(SELECT count(*) FROM sentences), (SELECT count(*) FROM attributions) FROM articles"
    ).fetchone()
    names = ("first_day", "last_day", "n_articles", "n_outlets", "n_sentences", "n_attributions")
    return dict(zip(names, row or (None, None, 0, 0, 0, 0), strict=True))


def _plain(value: object) -> object:
    return value if isinstance(value, (int, float, str, bool, type(None))) else str(value)


def _json(value: object) -> str:
    """JSON that cannot end the script element it stands in."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c").replace("\u2028", "\\u2028")


@cache
def _renderer() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script; no tag inside it may end the script element."""
    bundle = vl_convert.javascript_bundle("window.draw = vegaEmbed;")
    return bundle.replace("</script", "<\\/script") + "\n"
