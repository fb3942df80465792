"""The generated lake of the catalogue's timing: every question runs on it, and a missed bar is told."""

import pytest

from benchmarks import queries
from benchmarks.questions import questions


@pytest.fixture(scope="module")
def timings(tmp_path_factory: pytest.TempPathFactory) -> list[queries.Timing]:
    root = tmp_path_factory.mktemp("generated")
    queries.make(root, n_sentences=10_000)
    return queries.measure(root / "hearsay.duckdb")


def test_every_question_is_timed_and_most_find_rows(timings: list[queries.Timing]):
    assert [one.question for one in timings] == questions()
    empty = {one.question.number for one in timings if one.n_rows == 0}
    assert empty <= {6, 7, 17}, "articles without or with one source, and silent outlets, are not generated"
    assert all(one.wall > 0 for one in timings)


def test_a_missed_bar_is_told(timings: list[queries.Timing], capsys: pytest.CaptureFixture[str]):
    slow = queries.Timing(timings[0].question, wall=queries.BAR + 1, cpu=queries.BAR + 0.1, n_rows=1)
    quick = queries.Timing(timings[1].question, wall=queries.BAR, cpu=0.1, n_rows=1)
    assert not slow.holds and quick.holds and quick.bar == queries.SIMPLE_BAR
    queries.show([slow, quick], 10_000)
    printed = capsys.readouterr().out
    assert "simple questions: 1 of 1" in printed and "others: 0 of 1" in printed
