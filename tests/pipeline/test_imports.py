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


@pytest.mark.parametrize("name", ["pipeline.lake", "pipeline.engine", "pipeline.checks", "pipeline.tables_page"])
def test_the_frame_loads_without_dagster_and_without_models(name: str) -> None:
    heavy = ("dagster", "onnxruntime", "torch", "duckdb", "ray", "s3fs")
    code = f"import sys, {name}; print(*[m for m in {heavy!r} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
