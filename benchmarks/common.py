"""What the benchmarks share: where their folders are, running a scorer, the peers' figures, tables, CPU time.

The data of the benchmarks is not part of this repository. A benchmark takes its folder as an argument, or looks for
`benchmarks/<name>` in the folder `shared` beside the repository. What is scored and how belongs in the benchmark's own
module; the scorers themselves stand in the benchmark folders, so that anybody can score another tool the same way.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from pipeline.errors import HearsayError, InputError

REPOSITORY = Path(__file__).resolve().parent.parent
BENCHMARKS = REPOSITORY.parent / "shared" / "benchmarks"

# Wide enough for the peers' table of the segmentation benchmark, also where the output is piped into a file.
console = Console(width=None if sys.stdout.isatty() else 180)


def folder(name: str, argument: str | Path | None = None) -> Path:
    """Finds the folder of a benchmark.

    Args:
        name: `extraction`, `segmentation` or `attribution`.
        argument: the folder that the user named, if any.

    Raises:
        InputError: the folder does not exist; the message says where it was looked for.
    """
    place = Path(argument) if argument else BENCHMARKS / name
    if not (place / "README.md").is_file():
        raise InputError(
            f"no benchmark in {place}: give the folder with the README.md and score.py of the {name} benchmark as "
            f"an argument, or put it at ../shared/benchmarks/{name} beside the repository"
        )
    return place


def arguments_of(name: str, about: str, given: Sequence[str] | None, **flags: str) -> argparse.Namespace:
    """The command line of a benchmark that needs a folder of data.

    Args:
        name: `extraction`, `segmentation` or `attribution`.
        about: What `--help` says of it.
        given: The arguments, those of the process if `None`.
        flags: Switches beside the folder, each with its help.
    """
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}", description=about)
    parser.add_argument("folder", nargs="?", help=f"default: ../shared/benchmarks/{name}")
    for flag, meaning in flags.items():
        parser.add_argument(f"--{flag.replace('_', '-')}", action="store_true", help=meaning)
    return parser.parse_args(given)


def run_scorer(scorer: Path, *arguments: str | Path) -> str:
    """Runs a benchmark's own scorer in its own process and returns what it printed.

    Raises:
        HearsayError: the scorer failed; the message holds its last lines.
    """
    done = subprocess.run([sys.executable, str(scorer), *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        raise HearsayError(f"{scorer} ended with {done.returncode}: {done.stderr.strip()[-2000:]}")
    return done.stdout


def run_json_scorer(scorer: Path, *arguments: str | Path) -> Any:
    """Like `run_scorer`, for a scorer that prints JSON."""
    return json.loads(run_scorer(scorer, *arguments))


def read_peers(readme: Path, first_column: str, which: int = 0) -> list[dict[str, str]]:
    """Reads a table of published tools out of a benchmark's README, where its figures are kept.

    Args:
        readme: a Markdown file.
        first_column: head of the table's first column, as `tool`.
        which: the how-manieth table with that head, from 0.

    Returns:
        A row each, by column head, with bold marks taken off; empty where there is no such table.
    """
    tables: list[list[dict[str, str]]] = []
    heads: list[str] | None = None
    for line in readme.read_text(encoding="utf-8").splitlines():
        if not line.lstrip().startswith("|"):
            heads = None
            continue
        cells = [cell.strip().strip("*") for cell in line.strip().strip("|").split("|")]
        if heads is None:
            heads = cells
            if heads[0] == first_column:
                tables.append([])
        elif heads[0] == first_column and not set(line) <= set("|-: \n"):
            tables[-1].append(dict(zip(heads, cells, strict=False)))
    return tables[which] if which < len(tables) else []


def print_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]], mark: str = "hearsay") -> None:
    """Prints a table; floats with three places, rows whose first cell begins with `mark` in bold."""
    table = Table(title=title, title_justify="left", title_style="bold")
    for i, head in enumerate(heads):
        table.add_column(head, justify="right" if i else "left")
    for row in rows:
        cells = [f"{cell:.3f}" if isinstance(cell, float) else "" if cell is None else str(cell) for cell in row]
        table.add_row(*cells, style="bold" if cells and cells[0].startswith(mark) else None)
    console.print(table)


def interleaved_cpu_seconds(tools: Mapping[str, Callable[[], object]], rounds: int = 4) -> dict[str, list[float]]:
    """Measures the CPU seconds of each tool, round by round, the tools taken in turn.

    On a shared machine wall time tells nothing, and tools measured one after the other meet different machines. The
    first entry of a tool is its cold round, the least of all its warm one.
    """
    seconds: dict[str, list[float]] = {name: [] for name in tools}
    for _ in range(rounds):
        for name, tool in tools.items():
            begun = time.process_time()
            tool()
            seconds[name].append(time.process_time() - begun)
    return seconds


def fail(error: HearsayError) -> int:
    """Prints an error of ours without a trace; returns the exit status."""
    console.print(f"[bold red]error:[/] {error}", highlight=False)
    return 2
