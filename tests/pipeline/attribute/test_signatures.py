"""Words that the layout gives to somebody: signatures behind them, labels before them."""

import pytest

from pipeline import segment
from pipeline.attribute import Attribution, attribute
from pipeline.vocabulary import Channel, Speech

WORDS = "“The harbour was never asked what it wanted from us.”"


def _found(text: str, rule: str) -> list[Attribution]:
    return [one for one in attribute(text, segment.split(text, "en")) if one.rule == rule]


def _words(text: str, one: Attribution) -> tuple[str, list[str]]:
    assert one.source is not None
    return text[slice(*one.source)], [text[slice(*span)] for span in one.content]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"{WORDS} ― Ada Birch", "Ada Birch"),
        (f"{WORDS} -- Ada Birch, harbour master.", "Ada Birch, harbour master"),
        (f"Letters.\n{WORDS}\n— Joris de Wael Jr.", "Joris de Wael Jr"),
    ],
)
def test_a_signed_quotation_belongs_to_who_signs(text: str, source: str) -> None:
    [one] = _found(text, "signature")
    assert _words(text, one) == (source, [WORDS])
    assert one.speech is Speech.DIRECT
    assert one.channel is None


def test_an_embedded_post_belongs_to_its_account_and_is_a_tweet() -> None:
    text = "The ferry is late again, and nobody at the pier knows why. — Ada Birch (@adabirch) 3 March 2026"
    [one] = _found(text, "signature")
    words = ["The ferry is late again, and nobody at the pier knows why."]
    assert _words(text, one) == ("Ada Birch (@adabirch)", words)
    assert (one.channel, one.speech) == (Channel.TWEET, Speech.DIRECT)


@pytest.mark.parametrize(
    "text",
    [
        "“The Long Pier” — Ada Birch, a novel about ferries",
        "The council met on Monday — Ada Birch was not there",
        "“The harbour was never asked what it wanted.” — and nobody has asked since",
        "PORT AURELIA — Ada Birch",
    ],
)
def test_titles_and_asides_are_no_signatures(text: str) -> None:
    assert not _found(text, "signature")


def test_a_printed_dialogue_gives_each_turn_to_its_label() -> None:
    turns = [("BIRCH", "We sail at nine."), ("ORR", "Not on my watch."), ("BIRCH", "Then watch us.")]
    text = "The exchange in full:\n" + "\n".join(f"{label}: {words}" for label, words in turns)
    assert [_words(text, one) for one in _found(text, "transcript")] == [(label, [words]) for label, words in turns]


def test_labels_that_name_nobody_or_do_not_recur_are_no_dialogue() -> None:
    boxes = "UPDATE: The pier is open.\nUPDATE: It is shut.\nREAD MORE: The pier.\nQ: Why?\nA: The tide.\nQ: When?"
    once = "VENICE: Water rose.\nPARIS: Rain fell.\nROME: Sun shone."
    letters = "DEAR ORR: My ferry is late.\nDEAR LATE: Swim.\nDEAR ORR: My ferry sank."
    assert not _found(boxes, "transcript")
    assert not _found(letters, "transcript")
    assert not _found(once, "transcript")
