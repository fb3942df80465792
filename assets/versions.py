"""Versions: of the code that makes a table, and of the bytes that it was made from.

The code version is a hash over the sources and weights of a stage, so that the page shows what a changed rule made
stale. The digest of a file is its data version; both go into a partition's receipt (`receipts.py`), by which a run
leaves alone what would come out the same.
"""

import hashlib
from functools import cache, lru_cache
from pathlib import Path

from upath import UPath

import pipeline

SHARED = ("tables", "vocabulary", "word_set")
"""Modules that shape every table."""

CODE = frozenset({".py", ".csv", ".txt", ".json", ".onnx", ".npz", ".npy", ".sql", ".html", ".css", ".js"})
"""What decides about a result; documentation beside it does not."""

_READ = 1 << 20


@cache
def code_version(*parts: str) -> str:
    """12 hexadecimal digits over the files of `parts` and of what all share.

    A part is a package of `pipeline`, or a module with the data files of its name (`outlets`, `ingest/decode`).
    """
    root = Path(pipeline.__file__).parent
    files: set[Path] = set()
    for part in (*SHARED, *parts):
        place = root / part
        found = place.rglob("*") if place.is_dir() else place.parent.glob(f"{place.name}.*")
        files |= {path for path in found if path.suffix in CODE}
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]


def file_digest(path: UPath) -> str:
    """SHA-256 of a file, read once as long as its size and time of change stay."""
    stat = path.stat()
    return _digest(str(path), int(stat.st_size), float(stat.st_mtime))


@lru_cache(maxsize=4096)
def _digest(path: str, size: int, mtime: float) -> str:
    digest = hashlib.sha256()
    with UPath(path).open("rb") as file:
        while chunk := file.read(_READ):
            digest.update(chunk)
    return digest.hexdigest()


def folder_digest(folder: UPath) -> str | None:
    """A digest over names and bytes of all files below a folder; `None` where there is no folder."""
    if not folder.exists():
        return None
    digest = hashlib.sha256()
    for path in sorted((p for p in folder.rglob("*") if p.is_file()), key=str):
        digest.update(f"{str(path)[len(str(folder)) :]}\0{file_digest(path)}\n".encode())
    return digest.hexdigest()


def combined(*parts: str) -> str:
    """One digest of several, 16 hexadecimal digits."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
