"""Kind, anonymity, relay, channel, stance, speech and resolution, through the public function."""

import pytest

from pipeline.attribute import Attribution, attribute, voices
from pipeline.attribute.anonymity import descriptor_of, reason_of
from pipeline.attribute.kind import source_kind
from pipeline.segment import split
from pipeline.vocabulary import Channel, SourceKind, Speech, Stance, Voice


def by_cue(text: str, cue: str) -> Attribution:
    for a in attribute(text):
        if a.cue is not None and text[a.cue[0] : a.cue[1]] == cue:
            return a
    raise AssertionError(f"no attribution by {cue!r} in {text!r}")


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Ada Birch", SourceKind.NAMED_PERSON),
        ("Mr Okoro", SourceKind.NAMED_PERSON),
        ("the skipper, Helga Vik", SourceKind.NAMED_PERSON),
        ("she", SourceKind.PRONOUN),
        ("Her", SourceKind.PRONOUN),
        ("You’ll", SourceKind.PRONOUN),
        ("Businesses", SourceKind.UNNAMED_GROUP),
        ("Orme Institutional Equities", SourceKind.NAMED_ORGANIZATION),
        ("The health ministry", SourceKind.NAMED_ORGANIZATION),
        ("Downing Street", SourceKind.NAMED_ORGANIZATION),
        ("The developer, Castle Homes", SourceKind.NAMED_ORGANIZATION),
        ("The New York Times", SourceKind.MEDIA_OUTLET),
        ("the Veenland Post", SourceKind.MEDIA_OUTLET),
        ("The affidavit, sworn by Detective Lena Maas", SourceKind.DOCUMENT),
        ("A poll of 1,204 voters", SourceKind.DOCUMENT),
        ("a spokeswoman for the actor Dario Penn", SourceKind.UNNAMED_PERSON),
        ("Mrs Holt's sister", SourceKind.UNNAMED_PERSON),
        ("one person during the hearing", SourceKind.UNNAMED_PERSON),
        ("the 36-year-old", SourceKind.UNNAMED_PERSON),
        ("Lorne's chief medical examiner", SourceKind.UNNAMED_PERSON),
        ("many public figures", SourceKind.UNNAMED_GROUP),
        ("official figures released Tuesday", SourceKind.DOCUMENT),
        ("a flyer posted on a wall", SourceKind.DOCUMENT),
        ("the Associated Press news agency", SourceKind.MEDIA_OUTLET),
        ("the Spokesman-Review", SourceKind.MEDIA_OUTLET),
        ("Lorne MLA and Executive Minister Birch", SourceKind.NAMED_PERSON),
        ("Ada Fa", SourceKind.NAMED_PERSON),
        ("Angry Democrats in Orme", SourceKind.UNNAMED_GROUP),
        ("an invitation obtained by the Echo", SourceKind.DOCUMENT),
        ("two aides", SourceKind.UNNAMED_GROUP),
        ("Residents", SourceKind.UNNAMED_GROUP),
        (None, SourceKind.OTHER),
    ],
)
def test_kind(source: str | None, kind: SourceKind) -> None:
    assert source_kind(source) is kind


@pytest.mark.parametrize(
    "text",
    [
        "A person familiar with the talks said the deal was dead.",
        "Two officials said the deal was dead.",
        "One minister said the deal was dead.",
        "Sources said the deal was dead.",
        "A nurse, who asked not to be named, said the deal was dead.",
        "A nurse said the deal was dead. She asked not to be named.",
    ],
)
def test_anonymous(text: str) -> None:
    assert by_cue(text, "said").anonymous


@pytest.mark.parametrize(
    "text",
    [
        "Critics said the deal was dead.",
        "A spokeswoman for Halden Rail said the deal was dead.",
        "A neighbour said the deal was dead.",
        "Ada Birch said the deal was dead.",
        "Officers said the deal was dead.",
        "An anonymous letter said the deal was dead.",
    ],
)
def test_look_alikes_are_not_anonymous(text: str) -> None:
    assert not by_cue(text, "said").anonymous


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Two people close to him said it was dead. They asked not to be named because they had no leave to talk.",
            "because they had no leave to talk",
        ),
        (
            "Nothing was said, according to a former clerk, who asked not to be named for fear of losing her pension.",
            "for fear of losing her pension",
        ),
        ("Two people close to him said the deal was dead. They asked not to be named.", None),
    ],
)
def test_the_reason_for_anonymity_in_the_source_or_told_next(text: str, reason: str | None) -> None:
    [found] = [a for a in attribute(text) if a.anonymous]
    assert found.anonymity_reason == reason


def test_descriptor_and_reason() -> None:
    assert descriptor_of("three sources close to Mr Okoro") == "close to Mr Okoro"
    near = " | speaking on condition of anonymity because the talks are private | said"
    assert reason_of("The aide", near) == "because the talks are private"
    withheld = "A clerk, who asked not to be named for fear of losing his pension"
    assert reason_of(withheld, ", told the Courier") == "for fear of losing his pension"


def test_the_condition_that_a_source_made_is_no_attribution() -> None:
    text = (
        "The people, who declined to be identified because the negotiations are private, said a deal was near. "
        "“It fell,” said a clerk, who spoke on condition of anonymity because officials are forbidden to discuss it."
    )
    assert [text[slice(*one.cue)] for one in attribute(text) if one.cue] == ["said", "said"]


@pytest.mark.parametrize(
    ("text", "cue", "via"),
    [
        ("Two aides told Axios the deal was dead.", "told", ("Axios",)),
        ("CNN reported that two aides said the deal was dead.", "said", ("CNN",)),
        ("Ada Birch was quoted by Reuters as saying the deal was dead.", "was quoted", ("Reuters",)),
        ("A memo seen by the BBC says the deal is dead.", "says", ("BBC",)),
        ("Ada Birch said in an email to Reuters that the deal was dead.", "said", ("Reuters",)),
        ("“The deal is dead,” Ada Birch said in a statement issued to Reuters.", "said", ("Reuters",)),
        ("“The deal is dead,” Ada Birch said in an interview with CNN.", "said", ("CNN",)),
        ("“The deal is dead,” Ada Birch said, via Tom Lund of the Orme Courier.", "said", ("Orme Courier",)),
        ("Ada Birch, via USA Today, said the deal was dead.", "said", ("USA Today",)),
        ("“The deal is dead,” Ada Birch said in an email to Tom Lund.", "said", ()),
        (
            'The Veenland Post visited Ms Birch. "I am staying," Ms Birch told the paper.',
            "told",
            ("The Veenland Post",),
        ),
        ("Ada Birch told reporters the deal was dead.", "told", ()),
    ],
)
def test_relay(text: str, cue: str, via: tuple[str, ...]) -> None:
    assert by_cue(text, cue).via == via


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("Ada Birch said in a statement that it was over.", Channel.STATEMENT),
        ("Ada Birch said in an interview that it was over.", Channel.INTERVIEW),
        ("In a letter to members, Ada Birch said it was over.", Channel.LETTER),
        ("Ada Birch said at a news conference that it was over.", Channel.PRESS_CONFERENCE),
        ("Ada Birch said in an email that it was over.", Channel.EMAIL),
        ("Ada Birch said that it was over.", None),
    ],
)
def test_channel(text: str, channel: Channel | None) -> None:
    assert by_cue(text, "said").channel is channel


@pytest.mark.parametrize(
    ("text", "cue", "stance"),
    [
        ("Ada Birch denied that she had met him.", "denied", Stance.DENIES),
        ("Ada Birch said the report was false.", "said", Stance.DENIES),
        ("Ada Birch said the boat was not ready.", "said", Stance.ASSERTS),
        ("Ada Birch declined to comment.", "declined", Stance.DECLINES_TO_COMMENT),
        ("Ada Birch declined to sell the ferry.", "declined", Stance.ASSERTS),
        ("Ada Birch asked that the ferry be sold.", "asked", Stance.ASSERTS),
        ("The firm said it does not comment on rumours.", "said", Stance.DECLINES_TO_COMMENT),
        ("Ada Birch asked whether it was true.", "asked", Stance.QUESTIONS),
    ],
)
def test_stance(text: str, cue: str, stance: Stance) -> None:
    assert by_cue(text, cue).stance is stance


def test_speech() -> None:
    assert by_cue('"It is over," Ada Birch said.', "said").speech is Speech.DIRECT
    assert by_cue('Ada Birch said it was "over".', "said").speech is Speech.MIXED
    assert by_cue("Ada Birch said it was over.", "said").speech is Speech.INDIRECT


@pytest.mark.parametrize(
    ("text", "cue", "name"),
    [
        ("Ada Birch runs the port. Ms Birch said it was over.", "said", "Ada Birch"),
        ("Ada Birch runs the port. She said it was over.", "said", "Ada Birch"),
        ("Tarrow Wool shut its mill. The company said it was over.", "said", "Tarrow Wool"),
        ("A spokesman for Tarrow Wool said it was over.", "said", "Tarrow Wool"),
        ("Petra Lund met Ernst Lund. Mr Lund said it was over.", "said", "Ernst Lund"),
        ("Two aides said it was over.", "said", None),
    ],
)
def test_resolution(text: str, cue: str, name: str | None) -> None:
    assert by_cue(text, cue).source_name == name


def test_levels_know_what_holds_them() -> None:
    text = "CNN reported that two aides said the deal was dead."
    tags = attribute(text)
    inner = by_cue(text, "said")
    assert inner.within is not None and tags[inner.within].source_name == "CNN"


def test_voices() -> None:
    text = "The bridge fell. Ada Birch said it was old. The keys went to Una Tolley, who said it had been sold."
    sentences = [(int(a), int(b)) for a, b in split(text)]
    assert voices(text, sentences, attribute(text, sentences)) == [Voice.REPORTER, Voice.ATTRIBUTED, Voice.MIXED]


def _named(text: str) -> list[tuple[str | None, str | None]]:
    return [(found.cue_lemma, found.source_name) for found in attribute(text)]


def test_a_shared_surname_stays_with_who_is_speaking() -> None:
    text = (
        'Desmond Orr went into the witness box. "It was shortbread," he said. His brother, Roger Orr, nodded.\n'
        "Mr Orr admitted that he had taken the money. He insisted it was the price of a horse.\n"
        "Cross-examined by Beatrix Lomond, he claimed that he had forgotten its name."
    )
    assert {name for _, name in _named(text)} == {"Desmond Orr"}


def test_a_body_that_is_described_with_which_is_no_person() -> None:
    text = "Quayside Geotechnics, which drilled, denied that it paid. It did not say who had claimed so."
    found = attribute(text)
    assert [one.source_name for one in found] == ["Quayside Geotechnics"] * 2
    assert found[0].source_kind == "named_organization"
    assert found[1].stance == "declines_to_comment"


def test_a_thing_that_shows_is_no_source_but_data_are() -> None:
    assert attribute("The lake has gone down. A ring of pale mud shows where it stood.") == []
    assert len(attribute("The latest figures show that prices fell.")) == 1
