"""Clause patterns: source, cue and content of each, by rule, on sentences about invented people."""

import pytest

from pipeline.attribute.arbiter import decide
from pipeline.attribute.find import find
from pipeline.attribute.link import link
from pipeline.attribute.text import document
from pipeline.segment import split


def found(text: str) -> list[tuple[str | None, str | None, list[str], str]]:
    """Source, cue, content and rule of each candidate, by the rules alone."""
    doc = document(text, [(int(a), int(b)) for a, b in split(text)])

    def words(span: tuple[int, int] | None) -> str | None:
        return None if span is None else text[span[0] : span[1]]

    return [
        (words(c.source), words(c.cue), [text[a:b] for a, b in c.content], c.rule) for c in link(doc, decide(find(doc)))
    ]


CASES = [
    ("Ada Birch said that the ferry was late.", ("Ada Birch", "said", ["that the ferry was late"], "subject_verb")),
    (
        "Ada Birch, who runs the port, said the ferry was late.",
        ("Ada Birch, who runs the port", "said", ["the ferry was late"], "subject_verb"),
    ),
    ('"The ferry was late," said Ada Birch.', ("Ada Birch", "said", ['"The ferry was late,"'], "inverted")),
    ('"The ferry," Ada Birch said, "was late."', ("Ada Birch", "said", ['"The ferry,"', '"was late."'], "trailing")),
    ("The ferry was late, Ada Birch said.", ("Ada Birch", "said", ["The ferry was late"], "trailing")),
    ("Ada Birch told the harbour board the ferry was late.", ("Ada Birch", "told", ["the ferry was late"], "told")),
    (
        "According to Ada Birch, the ferry was late.",
        ("Ada Birch", "According to", ["the ferry was late"], "according_to"),
    ),
    (
        "The ferry was late, according to Ada Birch.",
        ("Ada Birch", "according to", ["The ferry was late"], "according_to"),
    ),
    (
        "The ferry was late, according to Ada Birch, who runs the port.",
        ("Ada Birch, who runs the port", "according to", ["The ferry was late"], "according_to"),
    ),
    (
        "According to the skipper, the storm started at Orme, at three.",
        ("the skipper", "According to", ["the storm started at Orme, at three"], "according_to"),
    ),
    (
        "Orme Lines announced Oct. 3 that the ferry was late.",
        ("Orme Lines", "announced", ["that the ferry was late"], "subject_verb"),
    ),
    (
        "The ferry was late, according to the skipper, so it was no use to anyone.",
        ("the skipper", "according to", ["The ferry was late"], "according_to"),
    ),
    ("It is understood that the ferry was late.", (None, "is understood", ["that the ferry was late"], "agentless")),
    ("The ferry is thought to be late.", (None, "is thought", ["The ferry", "to be late"], "agentless")),
    (
        "The ferry was described by Ada Birch as a wreck.",
        ("Ada Birch", "was described", ["The ferry", "as a wreck"], "passive"),
    ),
    (
        "Ada Birch was quoted by the Lorne Echo as saying the ferry was late.",
        ("Ada Birch", "was quoted", ["the ferry was late"], "quoted_as"),
    ),
    (
        '"The ferry was late," Ada Birch was quoted as saying by the Lorne Echo.',
        ("Ada Birch", "was quoted", ['"The ferry was late,"'], "quoted_as"),
    ),
    (
        "Police found the ferry inside the harbour, the town’s envoy in Orme, Ada Birch, told journalists.",
        ("the town’s envoy in Orme, Ada Birch", "told", ["Police found the ferry inside the harbour"], "trailing"),
    ),
    ("Her claim that the ferry was late is wrong.", ("Her", "claim", ["that the ferry was late"], "noun_cue")),
    ('Ada Birch was blunt: "The ferry was late."', ("Ada Birch", "was blunt", ['"The ferry was late."'], "colon")),
    ("The ferry was late, an inquest heard.", (None, "heard", ["The ferry was late"], "court")),
    ("Ada Birch, 40, pleaded not guilty to theft.", ("Ada Birch, 40", "pleaded not guilty", ["to theft"], "plea")),
    (
        "Ada Birch was convinced the ferry was late.",
        ("Ada Birch", "was convinced", ["the ferry was late"], "adjective"),
    ),
    ('As Ada Birch put it, "ferries are late".', ("Ada Birch", "put it", ['"ferries are late"'], "put_it")),
    ("The ferry reportedly sank in March.", (None, "reportedly", ["The ferry", "sank in March"], "adverb")),
    (
        "As Ada Birch reported for the Lorne Echo, the ferry was late.",
        ("Ada Birch", "reported", ["the ferry was late"], "put_it"),
    ),
]
BOUNDS = [
    # A source that "According to" opens goes on to the comma, and takes no second subject for an apposition.
    (
        "According to a paper published in the Orme Review on Monday, the ferry was late.",
        ("a paper published in the Orme Review on Monday", "According to", ["the ferry was late"], "according_to"),
    ),
    (
        "According to Ada Birch, her ferries, built in Orme, were late.",
        ("Ada Birch", "According to", ["her ferries, built in Orme, were late"], "according_to"),
    ),
    (
        "The ferry, according to Ada Birch, was late.",
        ("Ada Birch", "according to", ["The ferry", "was late"], "according_to"),
    ),
    # Nouns that look like verbs, and verbs between time and subject.
    ("The harbour board's report says the ferry was late.", ("The harbour board's report", "says", None, None)),
    ("This week Ada Birch said the ferry was late.", ("Ada Birch", "said", ["the ferry was late"], "subject_verb")),
    (
        "Ada Birch has over the past few months warned that the ferry was late.",
        ("Ada Birch", "has over the past few months warned", ["that the ferry was late"], "told"),
    ),
    (
        "In a Nov. 5 letter, Ada Birch said the ferry was late.",
        ("Ada Birch", "said", ["the ferry was late"], "subject_verb"),
    ),
    (
        "The line (its owner said the ferry was late) has closed.",
        ("its owner", "said", ["the ferry was late"], "subject_verb"),
    ),
    # Names that look like adverbs.
    ("Emily Feng said the ferry was late.", ("Emily Feng", "said", ["the ferry was late"], "subject_verb")),
    ("On Monday Connolly said the ferry was late.", ("Connolly", "said", ["the ferry was late"], "subject_verb")),
    (
        "Ada Birch said McNally had missed the ferry.",
        ("Ada Birch", "said", ["McNally had missed the ferry"], "subject_verb"),
    ),
    ("Privately Ada Birch said the ferry was late.", ("Ada Birch", "said", ["the ferry was late"], "subject_verb")),
    # Where the reporter goes on.
    (
        "The crew, who claimed that the ferry was late, is urging the board to resign.",
        ("who", "claimed", ["that the ferry was late"], "subject_verb"),
    ),
    (
        "Ada Birch said that the ferry was not only late, but also full.",
        ("Ada Birch", "said", ["that the ferry was not only late, but also full"], "subject_verb"),
    ),
    (
        "Ada Birch condemned the delays in a statement on Sunday.",
        ("Ada Birch", "condemned", ["the delays"], "subject_verb"),
    ),
    (
        "Ada Birch emphasised the fact that ferries were late.",
        ("Ada Birch", "emphasised", ["the fact that ferries were late"], "subject_verb"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_pattern(text: str, expected: tuple) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(("text", "expected"), BOUNDS)
def test_bounds_of_source_and_content(text: str, expected: tuple) -> None:
    source, cue, content, rule = expected
    assert any((source, cue) == tag[:2] and (content, rule) in (tag[2:], (None, None)) for tag in found(text))


def test_coordinated_verbs_share_their_source() -> None:
    tags = found("Ada Birch denied the report and said the ferry was on time.")
    assert ("Ada Birch", "denied", ["the report"], "subject_verb") in tags
    assert ("Ada Birch", "said", ["the ferry was on time"], "coordinated") in tags


def test_participle_hangs_on_the_subject() -> None:
    tags = found("Ada Birch refuted the charge, saying the ferry was on time.")
    assert ("Ada Birch", "saying", ["the ferry was on time"], "participle") in tags


def test_levels_of_speech_are_attributions_of_their_own() -> None:
    tags = found("CNN reported that two aides said the ferry had sunk.")
    assert ("CNN", "reported", ["that two aides said the ferry had sunk"], "subject_verb") in tags
    assert ("two aides", "said", ["the ferry had sunk"], "subject_verb") in tags


def test_cited_source_gets_the_outlets_content() -> None:
    tags = found("Reuters, citing three sources, reported that the ferry had sunk.")
    assert ("three sources", "citing", ["that the ferry had sunk"], "citing") in tags


def test_a_cited_reason_is_no_source() -> None:
    [only] = found("Orme said the line gave up its berth in May, citing internal business issues.")
    assert only[1] == "said"


def test_quotations_that_stand_alone_go_to_their_speaker() -> None:
    tags = found('"We lost the barn," said Ada Birch.\n\n"Then we lost the house. Now we are here."')
    assert tags == [
        ("Ada Birch", "said", ['"We lost the barn,"', '"Then we lost the house. Now we are here."'], "inverted")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The law states that shops must close by ten.",
        "The plant added 300 jobs in May.",
        "She asked not to be named for fear of losing her post.",
        "Officers charged the barricade.",
        'Her third novel, "The Salt Ledger", won the Orme Prize.',
        "The council approved the budget by nine votes to six.",
        "Ola Brandvold was announced as the winner at midnight.",
        "The delays are raising questions among owners.",
        "The board publishes economic forecasts covering five years.",
        "She works for a think tank in Orme.",
        "A convicted smuggler accused of burning ferries was let go.",
        "The judge allowed Birch to plead guilty to a lesser charge.",
        "Ferries run in the U.S. states where rivers are wide.",
        "It crushed the protests that began in Orme.",
        "The cases of theft declined to 653 that year.",
        "There are no immediate plans to sail.",
        "The feud threatened to sink the ferry.",
        "The recipe calls for three cups of sugar.",
        "He had begun “talks with the owners” in May.",
        "They live in a town called “Little Orme” by the sea.",
        "Prices vary according to the season.",
        "Cole put it away in the second half.",
        "Seven long questions leading up to the race of the ferries.",
        "They heard so many foolish remarks that in May they made a book of them.",
        "It is no plan such as the one proposed by Ada Birch.",
        "May 3, 1974: “The Great Ferry Race”",
        "It trains its crews to better understand what sinks ferries.",
    ],
)
def test_what_is_no_attribution(text: str) -> None:
    assert found(text) == []


def test_what_the_author_says_is_credited_to_nobody() -> None:
    text = "I said that ferries were a fine way to travel."
    doc = document(text, [(0, len(text))])
    candidates = find(doc)
    for candidate in candidates:
        candidate.score = 0.0  # the tagger has not found it
    assert candidates
    assert link(doc, candidates) == []


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("A spokesman for the hotel did not respond to a request for comment.", "did not respond"),
        ("Ada Birch declined to discuss the tapes.", "declined"),
        ("Ada Birch declined later to say when it would sail.", "declined"),
        ("It would not say how many are flying.", "would not say"),
        ("The firm could not be reached for comment.", "could not be reached"),
        ("The ministry would neither confirm nor deny the report.", "would neither confirm nor deny"),
        ("The bank had no comment.", "had"),
    ],
)
def test_refusals(text: str, cue: str) -> None:
    assert (cue, "refusal") in [(c, rule) for _, c, _, rule in found(text)]


def test_refusal_without_content() -> None:
    assert found("There was no immediate response from the Lorne council.") == [
        ("the Lorne council", "no immediate response", [], "refusal")
    ]
