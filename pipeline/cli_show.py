"""`hearsay show`: the reading view of a page of the lake, or of a file, as an HTML file."""

import re
from pathlib import Path

from pipeline import catalog, cli_tag
from pipeline import show as view
from pipeline.settings import Settings


def local(settings: Settings) -> Path:
    """The local folder for what is made to be looked at: beside the catalogue."""
    return Path(str(settings.catalog_path)).parent


def write(settings: Settings, page: str, output: Path | None = None) -> Path:
    """Writes the view of a file that exists, else of a page of the lake, and returns where.

    Raises:
        InputError: neither a file nor a page of the lake has this name.
        CatalogError: there is no catalogue yet.
    """
    if Path(page).is_file():
        body, url = cli_tag.read_page(page, settings)
        found, origins = view.from_file(body, url)
        name = Path(page).name.split(".")[0]
    else:
        with catalog.connect(settings.catalog_path, settings.lake_path) as connection:
            found, origins = view.from_lake(connection, page)
        name = re.sub(r"\W+", "-", page).strip("-")[-80:]
    target = output or local(settings) / "show" / f"{name}.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(view.render(found, origins), encoding="utf-8")
    return target
