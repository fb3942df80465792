"""What the assets are given: the settings, the lake, the engine.

The fields are what an operator may set per deployment or per run (the launchpad shows them); left empty they follow
`HEARSAY_*` and the defaults of `pipeline/settings.py`.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import dagster as dg

from pipeline.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.engine import Outcome
    from pipeline.lake import Lake


class SettingsResource(dg.ConfigurableResource):
    """Where things lie; an empty field keeps what the environment or the default says."""

    data: str = ""
    landing: str = ""
    lake: str = ""
    catalog: str = ""

    def load(self) -> Settings:
        given = {name: getattr(self, name) or None for name in ("data", "landing", "lake", "catalog")}
        return Settings.load(**given)


class LakeResource(dg.ConfigurableResource):
    """The lake that the settings name."""

    settings: dg.ResourceDependency[SettingsResource]

    def open(self) -> "Lake":
        from pipeline.lake import Lake

        return Lake(self.settings.load().lake_path)


class EngineResource(dg.ConfigurableResource):
    """How the parts of a day are worked through: `serial`, `processes` or `ray`, and with how many workers."""

    settings: dg.ResourceDependency[SettingsResource]
    engine: str = ""
    workers: int = 0

    def run(
        self,
        stage: Callable[[dict[str, "pa.Table"]], dict[str, "pa.Table"]],
        inputs: Iterable[dict[str, "pa.Table"]],
        output: Any,
    ) -> "Outcome":
        """Maps a stage over the parts with the engine of this resource; see `pipeline.engine.map_parts`."""
        from pipeline.engine import map_parts

        settings = self.settings.load()
        return map_parts(
            stage,
            inputs,
            output,
            engine=self.engine or settings.engine,
            workers=self.workers or settings.workers,
        )


def resources() -> dict[str, object]:
    """The resources of the code location by the names that the assets ask for."""
    settings = SettingsResource()
    return {
        "settings": settings,
        "lake": LakeResource(settings=settings),
        "engine": EngineResource(settings=settings),
    }
