"""Verdicts that rules give: what a block says of itself, whatever its score."""

import pytest

from pipeline.extract import label, rules
from pipeline.extract.label import Seen
from pipeline.vocabulary import BlockLabel, BlockReason

BODY = (
    "The harbour board of Port Avery voted on Monday night to close the ferry terminal that has served the islands"
    " since 1931, a decision that had been put off three times in as many years."
)


def verdicts(texts: list[str], scores: list[float] | None = None) -> list[label.Verdict]:
    n = len(texts)
    seen = Seen(texts, ["p"] * n, [0] * n, [0.0] * n, scores or [0.95] * n, plain=False)
    return label.verdicts(seen, label.keys_of(texts), "", "", ())


@pytest.mark.parametrize(
    "text",
    [
        "Members of the board on the quay. Photo: Mara Ellingsen/COASTAL",
        "Die Brücke am Morgen (Foto: M. Ellingsen, 19.01.2022).",
        "Members of the board, Wednesday, Dec. 4, 2019, in Port Avery. (AP Photo/Mara Ellingsen)",
        "Der Hafen von oben. Bildrechte: Hafenblatt/M. Ellingsen",
        "Foto © Mara Ellingsen",
        "© Coastal Pictures",
        "(Photo by Mara Ellingsen)",
    ],
)
def test_a_block_that_ends_in_a_picture_s_credit_is_its_caption(text):
    found = verdicts([BODY, text, BODY])[1]
    assert (found.label, found.kept, found.reason) == (BlockLabel.CAPTION, False, BlockReason.RULE_CAPTION)


@pytest.mark.parametrize(
    "text",
    [
        "She showed the board a photo: it had been taken on the quay in March, and nobody in it was known to her.",
        "The board will meet again in April. (dpa)",
        "Asked about the picture, he said: no comment.",
        "The photo/text ratio matters, said Mara Ellingsen. It had risen since.",
    ],
)
def test_a_sentence_that_speaks_of_a_picture_is_no_caption(text):
    assert not rules.is_credited(text)
    assert verdicts([BODY, text, BODY])[1].kept


def test_a_long_paragraph_is_no_caption_whatever_it_ends_in():
    assert verdicts([BODY, f"{BODY} {BODY} Photo: Mara Ellingsen"])[1].kept


def test_what_lies_between_two_parts_of_an_appeal_belongs_to_it():
    texts = [
        BODY,
        "Your support keeps us asking",
        "Independent journalism costs money, and the powerful would rather nobody paid for it.",
        "From council chambers to court rooms, our reporters stay with a story.",
        "Support us from 2 crowns",
        BODY,
    ]
    found = verdicts(texts)
    assert [verdict.kept for verdict in found] == [True, False, False, False, False, True]
    assert {verdict.label for verdict in found[1:5]} == {BlockLabel.APPEAL}


def test_a_paragraph_between_two_appeals_that_speaks_of_others_is_kept():
    found = verdicts([BODY, "Your support keeps us asking", BODY, "Support us from 2 crowns"])
    assert [verdict.kept for verdict in found] == [True, False, True, False]
