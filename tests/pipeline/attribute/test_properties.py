"""Properties that hold for any text: spans lie in it, cross no paragraph break; the same text gives the same tags."""

import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.attribute import attribute, voices
from pipeline.segment import split

PIECES = st.sampled_from(
    [
        '"We won," ', "said ", "Ada Birch", ", who runs the port,", " told Reuters ", "that ", "it was over",
        ". ", "\n\n", "‘no’ ", "according to ", "'", "“", "”", "«", "Mr ", "declined to comment", "citing ",
        "two sources ", ", ", "and ", "is thought to ", "(", ")", "—", "\u00a0", "é", "𝔘", "\u200b",
    ]
)  # fmt: skip


def check(text: str) -> None:
    sentences = [(int(a), int(b)) for a, b in split(text)]
    tags = attribute(text, sentences)
    assert tags == attribute(text, sentences)
    assert len(voices(text, sentences, tags)) == len(sentences)
    for index, a in enumerate(tags):
        for start, end in [*a.content, *(span for span in (a.source, a.cue) if span is not None)]:
            assert 0 <= start < end <= len(text)
            assert "\n" not in text[start:end]
        assert a.within is None or (0 <= a.within < len(tags) and a.within != index)
        assert 0 <= a.confidence <= 1
        assert a.rule


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_news_like_text(text: str) -> None:
    check(text)


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_any_unicode(text: str) -> None:
    check(text)


def test_work_grows_with_the_text_alone() -> None:
    """Ten times the text makes about ten times the calls, in Python and into C."""

    def calls(n: int) -> int:
        text = 'Ada Birch said "yes" and told Reuters that ' * n
        count = 0

        def note(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(note)
        try:
            attribute(text, [(0, len(text))])
        finally:
            sys.setprofile(None)
        return count

    calls(20)
    assert calls(1_000) < 14 * calls(100)
