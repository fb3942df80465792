"""The command line: `hearsay run`, `tag`, `sql`, `show`, `report`, `fetch`, `backfill`, `catalog`, `ui`.

What belongs here: reading arguments, calling one function, printing. The longer printing stands in `cli_*.py`. Dagster
is imported by nothing here: what starts a run calls `assets.launch` by name, so that the library stays free of it.

Exit codes: 0 done, 1 something failed, 2 the command was given wrong.
"""

import importlib
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from pipeline.errors import HearsayError, InputError, SettingsError
from pipeline.settings import Settings

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
"""The pages that the project brings along: what `hearsay run` without arguments works on."""

WRONG_COMMAND = (InputError, SettingsError)


class Day(click.ParamType):
    """A UTC date, YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value!r} is not a day like 2026-03-02", param, ctx)


DAY = Day()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="hearsay")
@click.option("--data", metavar="DIR", help="Where everything is kept (HEARSAY_DATA; default: data).")
@click.pass_context
def cli(context: click.Context, data: str | None) -> None:
    """Turns raw news pages into tables that say who said what, on whose authority."""
    context.obj = Settings.load(data=data)


@cli.command()
@click.argument("inputs", nargs=-1, metavar="[FILE|DIR|WARC]...")
@click.option("--day", type=DAY, help="UTC date of capture of the inputs; without inputs: the landed day to run.")
@click.option("--force", is_flag=True, help="Work again also where code and input are unchanged.")
@click.option("--replay", metavar="REASON", help="Work again on the days (or --day) that rejected inputs for it.")
@click.pass_obj
def run(settings: Settings, inputs: tuple[str, ...], day: date | None, force: bool, replay: str | None) -> None:
    """Lands the inputs and runs every stage over their days (default: the sample).

    A folder that holds folders named YYYY-MM-DD keeps these days; anything else is landed on --day, or today.
    """
    from pipeline import cli_progress, cli_summary, ingest

    console = Console()
    if replay is not None:
        days, force = _replayed(settings, replay, day), True
    elif day is not None and not inputs:
        days = [day]
    else:
        places = [_existing(name) for name in inputs] or [SAMPLE]
        days = sorted(ingest.land(places, settings.landing_path, day))
    seconds = cli_progress.run_days(_launch(), days, settings, force=force)
    cli_summary.show(console, settings, days, seconds)


def _replayed(settings: Settings, reason: str, day: date | None) -> list[date]:
    from pipeline.ingest import replay
    from pipeline.lake import Lake
    from pipeline.vocabulary import RejectReason

    reasons = [one for one in RejectReason if one == reason]
    if not reasons:
        raise InputError(f"--replay {reason}: rejects know {', '.join(RejectReason)}")
    days = replay.days(Lake(settings.lake_path), reasons, day)
    if not days:
        raise InputError(f"--replay {reason}: no input that landed was rejected for it")
    return days


@cli.command()
@click.argument("first", type=DAY)
@click.argument("last", type=DAY)
@click.option("--force", is_flag=True, help="Work again also where code and input are unchanged.")
@click.pass_obj
def backfill(settings: Settings, first: date, last: date, force: bool) -> None:
    """Runs every stage over the days FIRST to LAST; days that stand already are left alone."""
    from pipeline import cli_progress, cli_summary

    if last < first:
        raise InputError(f"{last} lies before {first}")
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    seconds = cli_progress.run_days(_launch(), days, settings, force=force)
    cli_summary.show(Console(), settings, days, seconds)


@cli.command()
@click.argument("page", metavar="FILE|URL")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--url", default="", help="The address that the file was captured from.")
@click.pass_obj
def tag(settings: Settings, page: str, as_json: bool, url: str) -> None:
    """Prints one page with its tags: who says it, on whose authority, and what was left out and why."""
    from pipeline import cli_tag
    from pipeline import tag as tag_page

    body, address = cli_tag.read_page(page, settings)
    tagged = tag_page(body, url or address)
    if as_json:
        click.echo(cli_tag.as_json(tagged))
    else:
        cli_tag.show(Console(), tagged)


@cli.command()
@click.argument("query")
@click.option("--format", "kind", type=click.Choice(["table", "csv", "json", "parquet"]), default="table")
@click.option("--output", type=click.Path(dir_okay=False), help="The file to write; Parquet needs one.")
@click.pass_obj
def sql(settings: Settings, query: str, kind: str, output: str | None) -> None:
    """Runs a query on the catalogue and prints the answer."""
    from pipeline import cli_sql

    cli_sql.run(Console(), settings, query, kind, Path(output) if output else None)


@cli.command()
@click.argument("urls", nargs=-1, metavar="[URL]...")
@click.option("--feed", "feeds", multiple=True, metavar="URL", help="An RSS or Atom feed.")
@click.option("--sitemap", "sitemaps", multiple=True, metavar="URL", help="A sitemap or an index of them.")
@click.option("--sources", type=click.Path(dir_okay=False), help="A file of such addresses, one a line.")
@click.pass_obj
def fetch(
    settings: Settings, urls: tuple[str, ...], feeds: tuple[str, ...], sitemaps: tuple[str, ...], sources: str | None
) -> None:
    """Fetches pages, feeds and sitemaps into the landing folder of today; `hearsay run --day` goes on from there."""
    from pipeline.ingest.fetch import fetch as fetch_pages
    from pipeline.ingest.fetch import fetch_sources

    if not (urls or feeds or sitemaps or sources):
        raise InputError("nothing to fetch: name an address, a --feed, a --sitemap or a file of --sources")
    outcomes = [fetch_sources(_existing(sources), settings.landing_path)] if sources else []
    if urls or feeds or sitemaps:
        outcomes.append(fetch_pages(urls, feeds, sitemaps, landing=settings.landing_path))
    for outcome in outcomes:
        click.echo(f"{outcome.n_pages} pages landed on {outcome.day}, {outcome.n_rejects} addresses gave none")
        if outcome.left_out:
            click.echo(f"{outcome.left_out} more addresses were named than one fetch takes")
    click.echo(f"hearsay run --day {outcomes[-1].day}")


@cli.command()
@click.argument("page", metavar="FILE|PAGE_ID|URL")
@click.option("--output", type=click.Path(dir_okay=False), help="The HTML file to write (default: show/ in the data).")
@click.pass_obj
def show(settings: Settings, page: str, output: str | None) -> None:
    """Writes the reading view of a page: claims coloured by kind of source, removed blocks dimmed with the reason."""
    from pipeline import cli_show

    click.echo(cli_show.write(settings, page, Path(output) if output else None))


@cli.command()
@click.option(
    "--output", type=click.Path(dir_okay=False), help="The HTML file to write (default: report.html in the data)."
)
@click.pass_obj
def report(settings: Settings, output: str | None) -> None:
    """Writes the report: charts over the whole lake, each with its query."""
    from pipeline import catalog, cli_show
    from pipeline import report as pages

    target = Path(output) if output else cli_show.local(settings) / "report.html"
    with catalog.connect(settings.catalog_path, settings.lake_path) as connection:
        click.echo(pages.write(connection, target))


@cli.command()
@click.pass_obj
def catalog(settings: Settings) -> None:
    """Writes the catalogue anew, after the lake was moved for instance."""
    from pipeline import catalog as catalogue

    catalogue.build(settings.lake_path, settings.catalog_path)
    click.echo(f"{settings.catalog_path}: views over {settings.lake_path}")


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=3000, show_default=True)
@click.pass_obj
def ui(settings: Settings, host: str, port: int) -> None:
    """Starts Dagster's page, with its daemon, on http://HOST:PORT."""
    _launch().serve(settings, host, port)


def _launch() -> Any:
    """`assets.launch`, by name: the library must work, and be read, without Dagster."""
    return importlib.import_module("assets.launch")


def _existing(name: str) -> Path:
    path = Path(name)
    if not path.exists():
        raise InputError(f"{name} does not exist")
    return path


def main() -> None:
    """The `hearsay` command: an error that hearsay raises on purpose is printed as a sentence, without a trace."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; what was finished is kept", err=True)
        sys.exit(130)
    except HearsayError as error:
        click.echo(f"hearsay: {error}", err=True)
        sys.exit(2 if isinstance(error, WRONG_COMMAND) else 1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)


if __name__ == "__main__":
    main()
