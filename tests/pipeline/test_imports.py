"""The library stands without Dagster: only the command line reaches for the assets, and it does so when called."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "pipeline").rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The names of all modules imported anywhere in a file, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


def test_there_are_modules() -> None:
    assert len(MODULES) > 10


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_imports_dagster(path: Path) -> None:
    packages = {name.split(".")[0] for name in imported(path)}
    assert not {name for name in packages if name.startswith("dagster")}
    if not path.name.startswith("cli"):
        assert "assets" not in packages


def test_the_library_loads_without_what_a_plain_run_does_not_need() -> None:
    heavy = ("dagster", "torch", "sklearn", "lightgbm", "ray", "s3fs", "trafilatura")
    imports = "sys, pipeline, pipeline.lake, pipeline.engine, pipeline.checks, pipeline.tables_page"
    code = f"import {imports}; print(*set({heavy!r}) & {{*sys.modules}})"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
