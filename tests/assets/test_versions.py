"""What makes a table stale: its code, the data that the code reads, the settings and files that a user gives."""

from datetime import date
from pathlib import Path

import pytest

import pipeline
from assets.stage import Stage, fingerprint
from assets.versions import code_version
from pipeline.lake import Lake
from pipeline.settings import Settings
from pipeline.tables import ARTICLES

DAY = date(2026, 4, 1)
FILES = ("tables.py", "word_set.py", "outlets.py", "outlets.csv", "extract/label.py", "extract/net.onnx")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of the shape of `pipeline`."""
    for name in (*FILES, "__init__.py", "report.py", "extract/README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(pipeline, "__file__", str(tmp_path / "__init__.py"))
    return tmp_path


def test_a_changed_rule_weight_or_list_changes_the_version(package: Path) -> None:
    def version() -> str:
        return code_version.__wrapped__("extract", "outlets")

    seen = {version()}
    for name in FILES:
        (package / name).write_text("changed")
        assert version() not in seen, name
        seen.add(version())
    before = version()
    for name in ("report.py", "extract/README.md"):
        (package / name).write_text("changed")
        assert version() == before, name


def test_a_file_that_a_setting_names_counts_with_its_bytes(tmp_path: Path) -> None:
    stage = Stage("label", (ARTICLES,), (), ("segment",), run=lambda work: None, settings=("outlets",))  # type: ignore
    own, lake = tmp_path / "outlets.csv", Lake(tmp_path / "lake")
    own.write_text("domain,name")
    marks = [fingerprint(stage, lake, Settings(outlets=str(own)), DAY)]
    marks.append(fingerprint(stage, lake, Settings(), DAY))
    own.write_text("domain,name\npost.example,Post")
    marks.append(fingerprint(stage, lake, Settings(outlets=str(own)), DAY))
    assert len(set(marks)) == 3
