"""Who a source is in its article: roles, bodies, pronouns, names with titles; and that the work stays linear."""

import sys

import pytest

from pipeline.attribute import attribute
from pipeline.attribute.attribution import Attribution
from pipeline.attribute.bodies import body_names
from pipeline.attribute.candidates import Candidate
from pipeline.attribute.capitals import RUN, pieces, runs
from pipeline.attribute.kind import source_kind
from pipeline.attribute.layers import _describe
from pipeline.attribute.names import person_name
from pipeline.attribute.resolve import key_of
from pipeline.attribute.text import document
from pipeline.vocabulary import SourceKind


def last(text: str) -> Attribution:
    return attribute(text)[-1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Petra Lund, the state treasurer, was there. The treasurer said it was over.", "Petra Lund"),
        ("Tarn's coach, Idris Vane, was there. The boss said it was over.", "Idris Vane"),
        ("His mother, Nkechi Obi, was there. His mother said it was over.", "Nkechi Obi"),
        ("Detective Sergeant Mina Holt met Saul Holt. DS Holt said it was over.", "Mina Holt"),
        ("Foreign Secretary Ada Birch was there. The secretary of state said it was over.", None),
        ("Ada Birch was there. A judge said it was over.", None),
        ("Ada Birch was there. The Conservative mayor said it was over.", "Ada Birch"),
        ("Marine Interests were there. The Conservative mayor said it was over.", None),
    ],
)
def test_roles(text: str, name: str | None) -> None:
    assert last(text).source_name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lorne Wool met the Harbour Bank in May. The bank said it was over.", "Harbour Bank"),
        ("Tarrow Wool, a textile company, met Lorne Council. The company said it was over.", "Tarrow Wool"),
        ("The Lorne Water Board met. LWB said it was over.", "Lorne Water Board"),
        ("The Ministry of Foreign Affairs met in Kenya. Kenya said it was over.", "Kenya"),
        ("Kenya met Kenya Airways. Kenya said it was over.", "Kenya"),
        ("The Kremlin said it was over.", "Kremlin"),
        ("It was late, and Nato said it was over.", "Nato"),
        ("Citing the Lorne Fish Database, a clerk wept. The Lorne Fish Database said no.", "Lorne Fish Database"),
        ("The Ministry of Ports met in Lorne, the town. The ministry said it was over.", "Ministry of Ports"),
        ("Lorne Party members met the Halden Party. The ruling party said it was over.", None),
    ],
)
def test_bodies(text: str, name: str | None) -> None:
    assert last(text).source_name == name


@pytest.mark.parametrize(
    "text",
    [
        "Halvora chief executive Ada Birch left. Halvora said it was over.",
        "Ada Birch is an analyst at Halvora. Halvora said it was over.",
        "Halvora’s headquarters burnt. Halvora said it was over.",
        "Halvora, a wool firm, left Lorne. Halvora said it was over.",
        "The wool was Halvora, which left Lorne. Halvora said it was over.",
        "Halvora will close its mill, the company said. Halvora said it was over.",
        "HalvOra left Lorne. HalvOra said it was over.",
        "They bought it from Halvora.com. Halvora.com said it was over.",
    ],
)
def test_a_bare_name_that_is_a_bodys(text: str) -> None:
    found = last(text)
    assert (found.source_kind, found.source_name) == (SourceKind.NAMED_ORGANIZATION, text.split(". ")[-1].split()[0])


@pytest.mark.parametrize(
    "text",
    [
        "Okoro left Lorne. Okoro said it was over.",
        "Okoro told the company he was tired of its mill. Okoro said it was over.",
        "Ada was told of the company and its mill, its fields and its fleet. Ada said it was over.",
        "McOkoro left Lorne. McOkoro said it was over.",
    ],
)
def test_a_bare_name_that_is_a_persons(text: str) -> None:
    assert last(text).source_kind is SourceKind.NAMED_PERSON


def test_a_contracted_pronoun_is_read_as_what_it_is() -> None:
    assert last("Ada Birch met Tom Reyes. She’d said it was over.").source_name == "Ada Birch"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Birch met Tom Reyes. She said it was over.", "Ada Birch"),
        ("Sola Adewale met Ada Birch; he left. Sola Adewale wept, and he said it was over.", "Sola Adewale"),
        ("Ada Birch and Tom Reyes met Una Tolley. Both men said it was over.", "Ada Birch; Tom Reyes"),
        ("Ada Birch and Tom Reyes said it was late. They said it was over.", "Ada Birch; Tom Reyes"),
        ("Ada Birch said that Tom Reyes had said it was late. She said it was over.", "Ada Birch"),
        ("Tom Reyes wept. “It ended the day Sam Dorn sailed,” he said.", "Tom Reyes"),
        ("Montel Figgs, who speaks for Tom Reyes, said it was late. He said it was over.", "Montel Figgs"),
        ("Ada Birch wept. FERRY LATE\nShe said it was over.", "Ada Birch"),
        ("Ada King was there. “It is over,” King said.", "Ada King"),
        ("Ada King was there. “It is over,” said King, who left.", "Ada King"),
        ("Orme Tarrow analyst Ada Birch said it was over.", "Ada Birch"),
        ("Tom Reyes supporter Ada Birch said it was over.", "Ada Birch"),
        ("Supervisor Ada Birch said it was over.", "Ada Birch"),
        ("Ada Birch from Fair Gardens said it was over.", "Ada Birch"),
        ("Ada Birch left. Omarra said it was late. She said it was over.", "Omarra"),
        ("Tom Reyes left. Melanie said it was late. He said it was over.", "Tom Reyes"),
        ("Ada Birch left. As Birch herself said, it was over.", "Ada Birch"),
        ("They read Lorne Council the report, which said that it was over.", None),
        ("They met the Lorne Tea Trust, a local body which said that it was over.", "Lorne Tea Trust"),
        ("Ada Birch met Lorne Council (LC), which denied that it was over.", "Lorne Council"),
        ("There are three Ada Birch voters who said it was over.", None),
        ("It was told to Ada Birch, who said it was over.", "Ada Birch"),
    ],
)
def test_pointers(text: str, name: str) -> None:
    assert last(text).source_name == name


@pytest.mark.parametrize(
    ("piece", "name"),
    [
        ("Team Leader Jennifer Ngo-Anh", "Jennifer Ngo-Anh"),
        ("Lorne Gov. Eric Reyes", "Eric Reyes"),
        ("Once Ada Birch", "Ada Birch"),
        ("President Han Geun-ho", "Han Geun-ho"),
        ("Martin King", "Martin King"),
        ("Australian-born Birch", None),
        ("Girl Found In Bushes Near Lorne Hills", None),
        ("Lorne Airways", None),
    ],
)
def test_names_in_runs(piece: str, name: str | None) -> None:
    found = person_name(piece)
    assert (" ".join(found.words) if found else None) == name


def test_runs_are_cut_by_what_reads_them() -> None:
    text = "The Ministry of Foreign Affairs met Ada de la Cruz's aide. The Courier left."
    found = runs(text)
    assert [run for _, run in found] == ["The Ministry of Foreign Affairs", "Ada de la Cruz's", "The Courier"]
    assert all(RUN.match(text, start).group() == run for start, run in found)  # type: ignore[union-attr]
    assert [name for _, name in body_names(pieces(found[0][1], frozenset(("of",)))[0][1])] == [
        "Ministry of Foreign Affairs"
    ]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("minister of mines and energy Tom Reyes", SourceKind.NAMED_PERSON),
        ("a friend of the actor Dario Penn", SourceKind.UNNAMED_PERSON),
        ("two Democratic speechwriters", SourceKind.UNNAMED_GROUP),
        ("one Republican involved in the planning", SourceKind.UNNAMED_PERSON),
        ("data released by the bureau", SourceKind.DOCUMENT),
        ("An array of instruments", SourceKind.OTHER),
        ("the state-run Xinhua News Agency", SourceKind.MEDIA_OUTLET),
        ("the bureau's “Crime in Lorne” report", SourceKind.DOCUMENT),
    ],
)
def test_kinds_of_longer_phrases(source: str, kind: SourceKind) -> None:
    assert source_kind(source) is kind


@pytest.mark.parametrize(
    "names",
    [("AP", "The Associated Press", "Associated Press"), ("The Veenland Post", "Veenland Post", "the Veenland Post")],
)
def test_one_key_for_an_outlet(names: tuple[str, ...]) -> None:
    assert len({key_of(name, SourceKind.MEDIA_OUTLET) for name in names}) == 1


def test_short_forms_of_an_outlet_have_its_key() -> None:
    found = attribute("The Veenland Post reported that it was late. The Post said that it was over.")
    assert [one.source_key for one in found] == ["veenland post"] * 2


def test_describing_many_candidates_of_one_sentence_takes_linear_work() -> None:
    """Ten times the candidates make about ten times the calls, in Python and into C."""
    piece = "two aides of Ada Birch told Lorne Post the company said in a memo it was over and he "

    def calls(n: int) -> int:
        text = piece * n
        doc = document(text, [(0, len(text))])
        candidates = []
        for begin in range(0, len(text), len(piece)):
            whole = (begin + piece.index("the company"), begin + len(piece) - 1)
            inner = begin + piece.index("said")
            candidates += [
                Candidate((begin, begin + 22), (begin + 23, begin + 27), [whole], "told", "tell", "tell"),
                Candidate((inner - 12, inner - 1), (inner, inner + 4), [(inner + 15, whole[1])], "told", "say", "say"),
                Candidate((whole[1] - 2, whole[1]), (inner + 5, inner + 7), [], "refusal", "decline", "decline"),
            ]
        for candidate in candidates:
            candidate.sentence = (0, len(text))
        count = 0

        def note(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(note)
        try:
            assert len(_describe(doc, candidates)) == 3 * n
        finally:
            sys.setprofile(None)
        return count

    calls(20)
    assert calls(500) < 13 * calls(50)
