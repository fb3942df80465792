"""What is cut off spans: datelines, circumstances behind a source, a sentence that the source does not stand in."""

import pytest

from pipeline.attribute import Attribution, attribute
from pipeline.attribute.agree import agree
from pipeline.attribute.candidates import Candidate
from pipeline.attribute.text import document
from pipeline.attribute.trim import trim
from pipeline.segment import split
from pipeline.vocabulary import Channel


def only(text: str) -> Attribution:
    [found] = attribute(text)
    return found


@pytest.mark.parametrize(
    "dateline",
    [
        "PORT ORME, Lorne (AP) — ",
        "(Reuters) - ",
        "New Orme, NY – ",
        "ORME, May 3 -- ",
        "SOUTH PORT-ORME, LOR. (WORM) - ",
    ],
)
def test_a_dateline_is_no_content(dateline: str) -> None:
    text = dateline + "The bridge was shut, officials said."
    doc = document(text, split(text))
    found = Candidate(None, (len(text) - 5, len(text) - 1), [(0, text.index(", officials"))], "tagger", "say", "say")
    trim(doc, [found])
    assert [text[slice(*span)] for span in found.content] == ["The bridge was shut"]


@pytest.mark.parametrize("words", ["NASA was right", "Orme, the port — it was shut —", "The bridge - it was shut"])
def test_other_beginnings_are_kept(words: str) -> None:
    text = f"{words}, officials said."
    found = Candidate(None, (len(text) - 5, len(text) - 1), [(0, len(words))], "tagger", "say", "say")
    trim(document(text, split(text)), [found])
    assert found.content == [(0, len(words))]


@pytest.mark.parametrize(
    ("text", "source", "channel"),
    [
        ("“The mill is closed for good,” said Ada Birch in the firm’s news release.", "Ada Birch", Channel.STATEMENT),
        ("“The mill is closed for good,” wrote Ada Birch in a Tuesday research report.", "Ada Birch", Channel.REPORT),
        ("“The mill is closed for good,” said Ada Birch in an email to staff.", "Ada Birch", Channel.EMAIL),
        (
            "“The mill is closed for good,” said Ada Birch, in an interview on Monday.",
            "Ada Birch",
            Channel.INTERVIEW,
        ),
    ],
)
def test_where_it_was_said_is_no_part_of_who_says_it(text: str, source: str, channel: Channel) -> None:
    found = only(text)
    assert found.source is not None and text[slice(*found.source)] == source
    assert found.channel is channel


def test_when_it_was_said_is_no_content() -> None:
    text = "Orme Lines announced Oct. 3 that the ferry was late."
    found = Candidate((0, 10), (11, 20), [(21, len(text) - 1)], "tagger", "announce", "announce")
    trim(document(text, split(text)), [found])
    assert text[slice(*found.content[0])] == "that the ferry was late"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Birch confessed to the theft and the board took a vote at once.", "to the theft"),
        ("Birch condemned the strike and left the room.", "the strike"),
        ("Birch condemned the strike and angrily left the room.", "the strike"),
        ("Birch condemned the strike and was praised for it.", "the strike"),
        ("Birch condemned the strike and the claims made by Orme.", "the strike and the claims made by Orme"),
        ("Birch condemned the goods seized and sold the day before.", "the goods seized and sold the day before"),
    ],
)
def test_content_that_is_a_noun_ends_before_the_next_deed(text: str, content: str) -> None:
    source, cue, *_ = text.split()
    begin = len(source) + len(cue) + 2
    found = Candidate((0, 5), (6, begin - 1), [(begin, len(text) - 1)], "tagger", cue, "judge")
    trim(document(text, split(text)), [found])
    assert text[slice(*found.content[0])] == content


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("Harbour officials this week", "Harbour officials"),
        ("Ada Birch last week", "Ada Birch"),
        ("The Port Council on Friday", "The Port Council"),
        ("A poll released Friday", "A poll released Friday"),
        ("Ada Birch, who sailed on Friday", "Ada Birch, who sailed on Friday"),
        ("The envoy from 2012 until last year", "The envoy from 2012 until last year"),
    ],
)
def test_a_time_at_a_sources_end_is_when_it_was_said(source: str, kept: str) -> None:
    text = f"{source} said no."
    found = Candidate(
        (0, len(source)), (len(source) + 1, len(source) + 5), [(len(text) - 3, len(text) - 1)], "", "", ""
    )
    trim(document(text, split(text)), [found])
    assert found.source is not None and text[slice(*found.source)] == kept


def test_content_keeps_its_negation() -> None:
    text = "The college warned parents not to sail."
    begin = text.index("to sail")
    found = Candidate((0, 11), (12, 18), [(begin, begin + 7)], "told", "warn", "tell")
    trim(document(text, split(text)), [found])
    assert text[slice(*found.content[0])] == "not to sail"


def test_a_source_ends_with_its_sentence() -> None:
    text = "It was praised by Ada Birch. Other passengers said the ferry was late."
    doc = document(text, split(text))
    cue = text.index("said")
    tagged = Candidate((18, cue - 1), (cue, cue + 4), [(cue + 5, len(text) - 1)], "tagger", "say", "say", score=0.9)
    [found] = agree(doc, [], [tagged])
    assert found.source is not None and text[slice(*found.source)] == "Other passengers"
