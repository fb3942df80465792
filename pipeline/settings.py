"""Every setting of hearsay, with its default, its unit and the variable that changes it.

One frozen object, made once by whoever starts a run (`Settings.load()`) and handed on; no module reads the environment
on its own. Numbers that a measurement fixed (thresholds of the labeller, features of the splitter) are not settings:
they stand beside the code or in the weights' header.

To add one: a field here with a comment on what it does and why the default is what it is; the environment variable is
`HEARSAY_` and the field's name in capitals.
"""

import os
from dataclasses import dataclass, fields

from upath import UPath

from pipeline.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie and how much is held in memory at once."""

    data: str = "data"
    """Folder (or fsspec URL, s3://bucket/prefix) that holds landing/, lake/ and hearsay.duckdb."""

    landing: str = ""
    """Landing zone; empty: `landing` below `data`."""

    lake: str = ""
    """The lake; empty: `lake` below `data`."""

    catalog: str = ""
    """The catalogue, always a local file; empty: `hearsay.duckdb` below `data`, or in ./data where `data` is remote."""

    first_day: str = "2026-01-01"
    """First UTC date of capture that Dagster knows as a partition; move it back to load an older corpus."""

    days_per_run: int = 10
    """Days that one run of a backfill works through; 0: all of them, as `dg launch --partition-range` demands. Starting
    a run costs seconds, a run that dies is started again as a whole (days that it finished are then left alone)."""

    sources: str = ""
    """File of addresses, feeds and sitemaps, one a line, that the daily schedule fetches; empty: nothing is fetched."""

    outlets: str = ""
    """A CSV file of more outlets, with the columns of `pipeline/outlets.csv`; its rows win over the shipped ones."""

    views_url: str = "http://127.0.0.1:3001"
    """Beginning of the links to reading views on Dagster's page; `hearsay ui` serves them there, on this machine."""

    landing_settle_seconds: int = 30
    """The landing sensor leaves a day alone until its newest file is this old: a copy may still be under way."""

    engine: str = "serial"
    """`serial`, `processes` (forkserver pool on this machine) or `ray`."""

    workers: int = 0
    """Processes of the `processes` engine; 0: one for each core."""

    part_bytes: int = 32_000_000
    """Size of a part: a run of whole pages. Peak memory of a stage is a small multiple of it for each worker."""

    template_window_days: int = 7
    """Days that `site_templates` counts over, this day included: long enough for sites with few pages a day."""

    duplicate_window_days: int = 3
    """Days within which an article counts as a repeat of another, this day included: wire copy is reprinted fast."""

    max_page_bytes: int = 20_000_000
    """A larger page, decompressed, is rejected; the largest of 807 real news pages has 2.2 MB."""

    def path(self, name: str) -> UPath:
        """The place of `landing` or `lake`."""
        given = getattr(self, name)
        return UPath(given) if given else UPath(self.data) / name

    @property
    def landing_path(self) -> UPath:
        return self.path("landing")

    @property
    def lake_path(self) -> UPath:
        return self.path("lake")

    @property
    def catalog_path(self) -> UPath:
        if self.catalog:
            return UPath(self.catalog)
        root = UPath(self.data)
        return (root if root.protocol in ("", "file") else UPath("data")) / "hearsay.duckdb"

    @classmethod
    def load(cls, **given: object) -> "Settings":
        """Defaults, overridden by `HEARSAY_*` variables, overridden by `given`.

        Raises:
            SettingsError: a variable does not parse, or names no setting.
        """
        values: dict[str, object] = {}
        for field in fields(cls):
            variable = f"HEARSAY_{field.name.upper()}"
            if variable in os.environ:
                values[field.name] = _parse(variable, os.environ[variable], type(field.default))
        values.update({name: value for name, value in given.items() if value is not None})
        settings = cls(**values)  # type: ignore[arg-type]
        if settings.engine not in ("serial", "processes", "ray"):
            raise SettingsError(f"HEARSAY_ENGINE is {settings.engine!r}; use serial, processes or ray")
        for name in ("part_bytes", "template_window_days", "duplicate_window_days", "max_page_bytes"):
            if getattr(settings, name) < 1:
                raise SettingsError(f"HEARSAY_{name.upper()} is {getattr(settings, name)}; it must be at least 1")
        return settings


def _parse(variable: str, text: str, kind: type) -> object:
    if kind is int:
        try:
            return int(text)
        except ValueError:
            raise SettingsError(f"{variable} is {text!r}; it must be a whole number") from None
    return text
