"""Rules and tagger brought together: whose spans stay, and what a find alone must show."""

import pytest

from pipeline.attribute.agree import agree, overlap
from pipeline.attribute.candidates import Candidate
from pipeline.attribute.text import Document, document

SENTENCE = "Ada Birch, who runs the port, told the council that the harbour would close, and sat down."


def place(text: str, words: str) -> tuple[int, int]:
    """Where words stand in a text."""
    start = text.index(words)
    return start, start + len(words)


def candidate(
    text: str, source: str, cue: str, content: str, rule: str = "tagger", kind: str = "say", score: float = 0.9
) -> Candidate:
    """A candidate by its words; the lemma does not matter here."""
    spans = [place(text, content)]
    return Candidate(place(text, source), place(text, cue), spans, rule, cue, kind, score=score)


def read(text: str) -> Document:
    """A text of one sentence for each full stop."""
    sentences, start = [], 0
    for piece in text.split(". "):
        sentences.append((start, min(start + len(piece) + 1, len(text))))
        start += len(piece) + 2
    return document(text, sentences)


def words_of(text: str, found: Candidate) -> tuple[str, list[str]]:
    """Source and content in words."""
    assert found.source is not None
    return text[slice(*found.source)], [text[slice(*span)] for span in found.content]


def test_the_taggers_content_stands_where_it_is_sure() -> None:
    text = "Birch said the harbour would close, which nobody had expected."
    rule = candidate(text, "Birch", "said", "the harbour would close, which nobody had expected", "subject_verb")
    sure = candidate(text, "Birch", "said", "the harbour would close")
    [found] = agree(read(text), [rule], [sure])
    assert words_of(text, found) == ("Birch", ["the harbour would close"])
    assert (found.rule, found.score) == ("subject_verb", 0.9)


def test_the_cue_keeps_the_preposition_that_the_content_begins_behind() -> None:
    text = "Birch called for an inquiry into the pier."
    rule = candidate(text, "Birch", "called", "for an inquiry into the pier", "subject_verb")
    [found] = agree(read(text), [rule], [candidate(text, "Birch", "called for", "an inquiry into the pier")])
    assert words_of(text, found) == ("Birch", ["an inquiry into the pier"])
    assert found.cue == place(text, "called for")


def test_a_clause_before_who_said_that_is_a_circumstance() -> None:
    text = "When the ferry sank, Birch said that the harbour would close."
    rule = candidate(text, "Birch", "said", "that the harbour would close", "subject_verb")
    tagged = candidate(text, "Birch", "said", "that the harbour would close")
    tagged.content.insert(0, place(text, "the ferry sank"))
    [found] = agree(read(text), [rule], [tagged])
    assert words_of(text, found) == ("Birch", ["that the harbour would close"])


def test_a_condition_alone_is_half_of_what_was_said() -> None:
    text = "Birch warned that unless it rains, the harbour will close."
    rule = candidate(text, "Birch", "warned", "that unless it rains, the harbour will close", "told", "tell")
    tagged = candidate(text, "Birch", "warned", "that unless it rains")
    [found] = agree(read(text), [rule], [tagged])
    assert words_of(text, found) == ("Birch", ["that unless it rains, the harbour will close"])


def test_whose_words_the_whole_is_stays_outside_the_inner_content() -> None:
    text = "Birch said the harbour would close, Reyes testified."
    rule = candidate(text, "Birch", "said", "the harbour would close", "subject_verb")
    tagged = candidate(text, "Birch", "said", "the harbour would close, Reyes testified")
    [found] = agree(read(text), [rule], [tagged])
    assert words_of(text, found) == ("Birch", ["the harbour would close"])


def test_one_cue_of_the_taggers_for_two_verbs_moves_neither() -> None:
    text = "Birch said in the note this case shows that free ferries fail."
    outer = candidate(text, "Birch", "said", "this case shows that free ferries fail", "subject_verb")
    inner = candidate(text, "this case", "shows", "that free ferries fail", "subject_verb")
    tagged = candidate(text, "Birch", "said in the note this case shows", "that free ferries fail")
    found = agree(read(text), [outer, inner], [tagged])
    assert words_of(text, found[0]) == ("Birch", ["this case shows that free ferries fail"])


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Birch added three goals in May.", "Birch", "added", "three goals"),
        ("It rained. Methodology: we asked all ferries.", "Methodology", ":", "we asked all ferries"),
        ("LONDON: Ferries are late again.", "LONDON", ":", "Ferries are late again"),
        ("It is in a memo seen by Orme Radio.", "Orme Radio", "seen by", "a memo"),
    ],
)
def test_what_the_tagger_finds_and_nobody_says(text: str, source: str, cue: str, content: str) -> None:
    found = candidate(text, source, cue, content)
    found.lemma = "add" if cue == "added" else cue
    assert agree(read(text), [], [found]) == []


def test_a_headlines_label_is_a_source() -> None:
    text = "Birch: Ferries Are Late"
    assert agree(read(text), [], [candidate(text, "Birch", ":", "Ferries Are Late")])


def test_the_rules_content_stands_where_the_tagger_is_unsure() -> None:
    text = "Birch said the harbour would close, which nobody had expected."
    rule = candidate(text, "Birch", "said", "the harbour would close, which nobody had expected", "subject_verb")
    [found] = agree(read(text), [rule], [candidate(text, "Birch", "said", "the harbour", score=0.4)])
    assert words_of(text, found)[1] == ["the harbour would close, which nobody had expected"]


def test_a_quotation_does_not_give_way_to_paraphrase() -> None:
    text = "“It will close,” Birch said of the harbour."
    rule = candidate(text, "Birch", "said", "“It will close,”", "trailing")
    rule.quoted = True
    [found] = agree(read(text), [rule], [candidate(text, "Birch", "said", "of the harbour")])
    assert words_of(text, found)[1] == ["“It will close,”"]


def test_a_relative_clause_stays_with_its_source_and_the_addressee_outside() -> None:
    rule = candidate(SENTENCE, "Ada Birch, who runs the port", "told", "that the harbour would close", "told", "tell")
    same = candidate(SENTENCE, "Ada Birch", "told", "the council that the harbour would close", kind="tell")
    [found] = agree(read(SENTENCE), [rule], [same])
    assert words_of(SENTENCE, found) == ("Ada Birch, who runs the port", ["that the harbour would close"])


def test_what_stands_before_a_comma_is_not_drawn_into_a_source() -> None:
    text = "Speaking from Lima, his sister said he was safe."
    rule = candidate(text, "his sister", "said", "he was safe", "subject_verb")
    [found] = agree(read(text), [rule], [candidate(text, "Speaking from Lima, his sister", "said", "he was safe")])
    assert words_of(text, found)[0] == "his sister"


@pytest.mark.parametrize(
    ("cue", "kind", "score", "stays"),
    [
        ("said", "say", 0.36, True),
        ("said", "say", 0.34, False),
        ("touted", "other", 0.31, True),
        ("touting", "other", 0.45, False),
        ("voted for", "other", 0.9, False),
        ("citing", "cite", 0.9, False),
        ("was not authorised to discuss", "other", 0.9, False),
    ],
)
def test_a_find_of_the_tagger_alone_must_be_sure_enough(cue: str, kind: str, score: float, stays: bool) -> None:
    text = f"The mayor {cue} the new harbour."
    alone = candidate(text, "The mayor", cue, "the new harbour", kind=kind, score=score)
    assert bool(agree(read(text), [], [alone])) == stays


@pytest.mark.parametrize(
    ("content", "stays"), [("the deal", False), ("that the deal was dead", True), ("“the deal”", True)]
)
def test_a_rules_find_that_the_tagger_passes_over_needs_evidence(content: str, stays: bool) -> None:
    text = f"The mayor feared {content} all along."
    rule = candidate(text, "The mayor", "feared", content, "subject_verb", "belief")
    found = agree(read(text), [rule], [])
    assert bool(found) == stays
    assert all(one.score == 0 for one in found)


def test_paraphrase_ends_with_its_sentence() -> None:
    text = "Birch said the harbour would close. The storm came at night."
    alone = candidate(text, "Birch", "said", "the harbour would close. The storm came at night")
    [found] = agree(read(text), [], [alone])
    assert words_of(text, found)[1] == ["the harbour would close"]


def test_overlap_is_the_share_of_common_characters() -> None:
    assert overlap([(0, 10)], [(0, 10)]) == 1
    assert overlap([(0, 10)], [(5, 15)]) == pytest.approx(1 / 3)
    assert overlap([], []) == 1
