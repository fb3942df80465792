"""The benchmarks find their folder, read the peers' figures and measure in turn."""

from pathlib import Path

import pytest

from benchmarks.common import folder, interleaved_cpu_seconds, read_peers
from pipeline.errors import InputError


def test_a_missing_folder_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"(?s)README\.md and score\.py"):
        folder("segmentation", tmp_path)


def test_peers_are_read_from_the_table_asked_for(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(
        "| tool | **F1** |\n| --- | --- |\n| one | **0.9** |\n\ntext\n\n| tool | MB/s |\n|---|---|\n| two | 3 |\n"
    )
    assert folder("any", tmp_path) == tmp_path
    assert read_peers(readme, "tool") == [{"tool": "one", "F1": "0.9"}]
    assert read_peers(readme, "tool", 1) == [{"tool": "two", "MB/s": "3"}]
    assert read_peers(readme, "set") == []


def test_tools_are_measured_in_turn() -> None:
    calls: list[str] = []
    seconds = interleaved_cpu_seconds({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, rounds=2)
    assert calls == ["a", "b", "a", "b"]
    assert [len(taken) for taken in seconds.values()] == [2, 2]
