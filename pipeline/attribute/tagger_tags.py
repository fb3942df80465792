"""The tag scheme of the tagger: attributions of one paragraph written as one tag a token, and read back.

A token is outside, in a cue, in a source or in content. Source and content also say where their cue lies: the nearest
to the left, the nearest to the right, or (content alone) not in this paragraph. A cue is either one with a source of
its own, or none, or one that borrows the source of another ("McCain said, citing ..."). What gold keeps when it is
written so and read back is printed by `python -m training.tagger DATA --only oracle`.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Run = tuple[int, int]
"""Half-open pair of token positions."""

TAGS = ("O", "cue", "cue*", "source<", "source>", "content<", "content>", "content*")
N_TAGS = 2 * len(TAGS) - 1
"""Outside, then a begin and an inside tag for every other role."""

CUE, BORROWING_CUE, SOURCE_LEFT, SOURCE_RIGHT, CONTENT_LEFT, CONTENT_RIGHT, CONTENT_ALONE = range(1, len(TAGS))


@dataclass(frozen=True, slots=True)
class Link:
    """An attribution in token positions."""

    source: Run | None
    cue: Run | None
    content: tuple[Run, ...]


def begin(role: int) -> int:
    """Return the tag that begins a run of a role; the one after it continues the run."""
    return 2 * role - 1


def allowed() -> np.ndarray:
    """Return the N_TAGS x N_TAGS matrix of permitted steps: an inside tag follows a tag of its own role alone."""
    steps = np.ones((N_TAGS, N_TAGS), bool)
    for role in range(1, len(TAGS)):
        inside = begin(role) + 1
        steps[:, inside] = False
        steps[begin(role), inside] = steps[inside, inside] = True
    return steps


def encode(n_tokens: int, links: Sequence[Link]) -> np.ndarray:
    """Write attributions as tags.

    Args:
        n_tokens: Length of the paragraph.
        links: Its attributions; where two claim one token, cues go before sources, sources
            before content, else the first in the list.

    Returns:
        int64 array of n_tokens tags.
    """
    tags = np.zeros(n_tokens, np.int64)
    owners: dict[Run, Run] = {}
    for link in links:
        if link.source and link.cue:
            known = owners.get(link.source)
            owners[link.source] = link.cue if known is None else _closer(link.source, known, link.cue)
    for link in links:
        if link.cue:
            borrows = link.source is not None and owners[link.source] != link.cue
            _write(tags, link.cue, BORROWING_CUE if borrows else CUE)
    for source, cue in owners.items():
        _write(tags, source, SOURCE_LEFT if cue < source else SOURCE_RIGHT)
    for link in links:
        for run in link.content:
            _write(tags, run, _content_role(run, link.cue))
    return tags


def _write(tags: np.ndarray, run: Run, role: int) -> None:
    start, end = run
    if end > start and not tags[start:end].any():
        tags[start:end] = begin(role) + 1
        tags[start] = begin(role)


def _content_role(run: Run, cue: Run | None) -> int:
    if cue is None:
        return CONTENT_ALONE
    return CONTENT_LEFT if cue < run else CONTENT_RIGHT


def decode(tags: Sequence[int]) -> list[Link]:
    """Read attributions back from the tags of one paragraph."""
    return linked(cut(np.array(tags, np.int64)[:, None])[0])


def cut(tags: np.ndarray) -> list[list[tuple[int, Run]]]:
    """Cut the tag sequences of many paragraphs into (role, run).

    Args:
        tags: Integers (tokens, paragraphs), 0 past the end.

    Returns:
        For every paragraph its runs in order; an inside tag without its begin starts a run of its own.
    """
    n_tokens, n_paragraphs = tags.shape
    # All in one row, with a 0 behind every paragraph to end its last run.
    flat = np.concatenate([tags.T, np.zeros((n_paragraphs, 1), tags.dtype)], axis=1).ravel()
    roles = (flat + 1) // 2
    borders = np.flatnonzero((flat % 2 == 1) | (roles != np.roll(roles, 1)))
    starts = np.flatnonzero(roles[borders])
    first, last = borders[starts], borders[np.minimum(starts + 1, len(borders) - 1)]
    paragraphs, begins = np.divmod(first, n_tokens + 1)
    found: list[list[tuple[int, Run]]] = [[] for _ in range(n_paragraphs)]
    ends = begins + last - first
    for paragraph, role, start, end in zip(
        paragraphs.tolist(), roles[first].tolist(), begins.tolist(), ends.tolist(), strict=True
    ):
        found[paragraph].append((role, (start, end)))
    return found


def linked(runs: Sequence[tuple[int, Run]]) -> list[Link]:
    """Put the runs of a paragraph together: each goes to the nearest cue on the side that its tag names.

    A cue that is left without content is dropped. Runs that stand alone are one attribution without cue.
    """
    cues = [run for role, run in runs if role in (CUE, BORROWING_CUE)]
    owning = [run for role, run in runs if role == CUE] or cues
    content: dict[Run, list[Run]] = {cue: [] for cue in cues}
    alone: list[Run] = []
    sources: dict[Run, Run] = {}
    for role, run in runs:
        if role >= CONTENT_LEFT:
            cue = _nearest(cues, run, role == CONTENT_LEFT) if role != CONTENT_ALONE else None
            (content[cue] if cue else alone).append(run)
        elif role in (SOURCE_LEFT, SOURCE_RIGHT):
            cue = _nearest(owning, run, role == SOURCE_LEFT)
            if cue:
                sources[cue] = _closer(cue, sources.get(cue, run), run)
    _borrow([run for role, run in runs if role == BORROWING_CUE], sources)
    links = [Link(sources.get(cue), cue, tuple(content[cue])) for cue in cues if content[cue]]
    return [*links, Link(None, None, tuple(alone))] if alone else links


def _nearest(cues: list[Run], run: Run, leftward: bool) -> Run | None:
    """The nearest cue on the named side, else the nearest on the other, else none."""
    place = bisect_left(cues, run)
    left = cues[place - 1] if place else None
    right = cues[place] if place < len(cues) else None
    return (left or right) if leftward else (right or left)


def _closer(run: Run, known: Run, other: Run) -> Run:
    """Which of two runs lies closer to a third; the known one if both do."""

    def distance(one: Run) -> int:
        return max(run[0] - one[1], one[0] - run[1])

    return other if distance(other) < distance(known) else known


def _borrow(borrowing: list[Run], sources: dict[Run, Run]) -> None:
    """Give a borrowing cue the nearest source before it, else the nearest after it."""
    known = sorted(set(sources.values()))
    for cue in borrowing:
        source = _nearest(known, cue, leftward=True)
        if cue not in sources and source:
            sources[cue] = source
