"""The data files say where they come from, and hold what the code reads."""

from importlib import resources

import pytest

from pipeline.segment.model import LANGUAGES, rule, weights
from pipeline.segment.words import word_classes

FILES = resources.files("pipeline.segment")


@pytest.mark.parametrize("name", ["weights.txt", "words.txt"])
def test_the_header_tells_origin_and_licence(name: str) -> None:
    header = "\n".join(
        line for line in FILES.joinpath(name).read_text(encoding="utf-8").splitlines()[:12] if line.startswith("#")
    )
    for word in ("origin:", "licence", "python -m"):
        assert word in header


def test_weights_come_from_data_whose_licence_lets_them_ship() -> None:
    header = FILES.joinpath("weights.txt").read_text(encoding="utf-8").partition("\nbias")[0]
    assert "CC BY-SA" in header
    assert "no GUM, no Brown" in header


def test_weights_are_few_sorted_and_known_to_the_languages() -> None:
    lines = [line for line in FILES.joinpath("weights.txt").read_text().splitlines() if not line.startswith("#")]
    assert lines == sorted(lines)
    assert 50 < len(weights()) < 1_000
    prefixes = {name.partition(":")[0] for name in weights() if name[2:3] == ":"}
    assert prefixes <= LANGUAGES


def test_a_language_reads_its_own_lists_before_those_for_all() -> None:
    assert word_classes("en")[0]["Mr"] == "title"
    assert word_classes("de")[0]["bzw"] == "abbreviation"
    assert "bzw" not in word_classes("en")[0]
    assert word_classes("xx")[0] == {
        word: kind for word, kind in word_classes("en")[0].items() if word in word_classes("xx")[0]
    }


def test_rules_leave_to_the_model_what_is_not_so_by_nature() -> None:
    assert rule(("p=word",), ("m=.", "m=./none", "m/none"), ("n=name",)) is None
    assert rule(("p=clock",), ("m=.", "m=./none", "m/none"), ("n=weekday",)) is False
    assert rule(("p=word",), ("m=?", "m=?/quote", "m/quote"), ("n=lower",)) is False
