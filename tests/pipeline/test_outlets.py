"""Outlets by site, by alias, by shape, and from the user's own file."""

from pathlib import Path

import pytest

from pipeline import outlets
from pipeline.errors import SettingsError


def test_by_site() -> None:
    assert outlets.name_of("nytimes.com") == "The New York Times"
    outlet = outlets.of_site("independent.co.uk")
    assert outlet is not None and outlet.country == "GB"
    assert outlets.name_of("nobody.example") is None


@pytest.mark.parametrize("name", ["Reuters", "the BBC", "AFP", "The Sun", "Der Spiegel"])
def test_by_alias(name: str) -> None:
    assert outlets.find(name) is not None


@pytest.mark.parametrize("name", ["Sun", "time", "I", "the mirror", "Mirror", "people"])
def test_common_words_are_no_outlets(name: str) -> None:
    assert outlets.find(name) is None


@pytest.mark.parametrize("name", ["the Veenland Post", "Lorne Echo", "LedgerWire", "Tarrow Sport", "Radio Halden"])
def test_by_shape(name: str) -> None:
    assert outlets.shaped_like_outlet(name)


@pytest.mark.parametrize("name", ["Ada Birch", "Halden Rail", "Social Media", "Post", "the post"])
def test_not_by_shape(name: str) -> None:
    assert not outlets.shaped_like_outlet(name)


def test_table_is_sound() -> None:
    rows = outlets.read_outlets()
    assert len(rows) > 500
    domains = [domain for row in rows for domain in row.domains]
    assert len(domains) == len(set(domains))
    assert {row.kind for row in rows} <= {
        "agency",
        "newspaper",
        "broadcaster",
        "magazine",
        "site",
        "aggregator",
        "factcheck",
    }
    assert all(row.country == "" or (len(row.country) == 2 and row.country.isupper()) for row in rows)


def test_the_setting_adds_outlets_and_tells_of_a_file_it_cannot_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.csv"
    own.write_text("name,aliases,domains,country,kind\nThe Lorne Lantern,,lantern.example,NL,newspaper\n", "utf-8")
    try:
        monkeypatch.setenv("HEARSAY_OUTLETS", str(own))
        outlets.clear()
        assert outlets.name_of("lantern.example") == "The Lorne Lantern"
        monkeypatch.setenv("HEARSAY_OUTLETS", str(tmp_path / "none.csv"))
        outlets.clear()
        with pytest.raises(SettingsError, match="HEARSAY_OUTLETS"):
            outlets.name_of("lantern.example")
    finally:
        monkeypatch.undo()
        outlets.clear()


def test_own_file(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "name,aliases,domains,country,kind\nThe Lorne Lantern,Lantern,lantern.example,NL,newspaper\n", encoding="utf-8"
    )
    assert outlets.read_outlets(own)[0].aliases == ("Lantern",)
    own.write_text("name,domains\nx,y\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="aliases"):
        outlets.read_outlets(own)
