"""What kind of source a phrase is: person, pronoun, organisation, outlet, document, unnamed person or group.

Works on the words of the source alone plus what the article has introduced as outlets and people; references ("the
senator") are turned into what they refer to later, in `sources.py`. Word lists stand in `heads.py`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline import outlets
from pipeline.attribute import heads as h
from pipeline.attribute import words as w
from pipeline.attribute.capitals import PARTICLES, pieces, runs
from pipeline.attribute.names import person_in, person_name
from pipeline.vocabulary import SourceKind
from pipeline.word_set import word_set

TITLE = re.compile(r" [\"“][^\"“”]*[\"”](?= \w)")
"""A title in quotation marks within a phrase: the bureau's “Crime in Lorne” report."""
AGE = re.compile(r"\d+-year-olds?")
SPOKESPEOPLE = word_set("spokesman spokeswoman spokesperson spokespeople spokesmen spokeswomen spokespersons")
NOTABLES = word_set("public senior leading key prominent political industry opposition party religious major")
"""Behind these "figures" are people."""
GROUP_ENDINGS = ("ers", "ors", "ists", "ians", "ants", "ents", "ees", "men", "women", "eers", "esses", "ations", "nies")
THING_ENDINGS = ("tion", "sion", "ment", "ness", "ity", "ing", "ism", "ance", "ence", "ship", "ure", "age", "sis", "th")
"""Endings of nouns that name a thing or an event; no person unless `heads.py` has the word."""
THINGS = word_set(
    "case ct scan array system problem incident property nothing anything something everything solution model models "
    "test tests result results trial trials look thing key way recipe evidence footage image images photo photos "
    "picture map chart graph graphic budget market markets history tradition experience rest sign signs event events "
    "game games product products policy tax war crisis deal fall rain weather science it "
)
FIRM_ROLES = word_set(
    "developer owner operator supplier manufacturer maker retailer rival partner employer producer publisher landlord "
    "promoter opponent opponents "
)
"""Roles that a firm can fill: an apposition that is no person's name makes them one."""
INDEFINITE = frozenset(("a", "an", "one", "another", "some"))
NON_FINITE = ("ing", "ed")
"""Endings of words that begin a clause rather than an apposition behind a comma ("the bank, advised by Ada Birch")."""
POINTING = frozenset(("i", "we", "you", "this", "that", "he/she"))
"""Pronouns beyond those of `words.py` that stand as a source by themselves."""
PEOPLE_ENDINGS = ("men", "women", "people", "folk", "police")
QUANTIFIERS = word_set("both many some several others all most few those none neither more ")
AMOUNTS = word_set(
    "number slew handful group couple dozen majority minority range host percent percentage quarter third"
)
"""Heads behind which the people stand that are meant: a slew of leaders."""
PLURAL_PEOPLE = ("s", "men", "women", "people")
MEDIA_REPORTS = ("media reports", "press reports", "media narratives", "news reports")
VERSIONS = word_set("draft copy transcript version summary ")
"""A version of a document is one, whatever it is a version of."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source phrase taken apart: the core before modifiers, its head noun, the appositions behind commas.

    `words` are those of the whole phrase in lower case, `of` what stands behind the head's "of" or "for".
    """

    text: str
    core: str
    head: str
    words: tuple[str, ...]
    parts: tuple[str, ...]
    of: str = ""


@lru_cache(maxsize=1 << 14)
def phrase(text: str) -> Phrase:
    """Takes a source phrase apart at commas, relative pronouns, participles and prepositions."""
    parts = tuple(part.strip() for part in text.split(",") if part.strip())
    words = (parts[0] if parts else text).split()
    end = next((k for k in range(1, len(words)) if _ends_core(words, k)), len(words))
    head = words[end - 1].strip('()"“”‘’').lower() if words else ""
    for suffix in ("'s", "’s"):
        head = head.removesuffix(suffix)
    of = " ".join(words[end + 1 :]) if words[end : end + 1] in (["of"], ["for"]) else ""
    low = tuple(word.strip(',.()"“”').lower() for word in text.split())
    return Phrase(text, " ".join(words[:end]), head, low, parts, of)


def _ends_core(words: list[str], k: int) -> bool:
    """Whether the core ends before the word at `k`: at a preposition, relative pronoun or participle."""
    low = words[k].lower().strip("()'\"")
    if low in ("of", "for", "and", "&") and _joins_name(words, k):
        return False
    if low in w.RELATIVES or low in h.CORE_STOPS or low == "that":
        return True
    following = words[k + 1].lower() if k + 1 < len(words) else ""
    if low.endswith("ing") and words[k - 1].lower() not in w.DETERMINERS and words[k].islower():
        return following == "to" or following in w.DETERMINERS  # the doctors offering to help
    if not low.endswith("ed") or words[k - 1].lower() in w.DETERMINERS or words[k][:1].isupper():
        return False
    return (
        not following or following in w.PREPOSITIONS or following in w.WEEKDAYS
    )  # "data released by", "figures released"


def _joins_name(words: list[str], k: int) -> bool:
    """Whether "of" or "for" stands inside a body's name: the Ministry of the Interior, the Centre for Policy."""
    before, following = words[k - 1], words[k + 1 : k + 2]
    body = before.lower() in h.ORGANISATIONS
    if following == ["the"] and body:
        following = words[k + 2 : k + 3]
    if not before[:1].isupper() or not following or not following[0][:1].isupper():
        return False
    if words[k] in ("and", "&"):
        last = next((word for word in reversed(words[k:]) if word[:1].isupper()), "")
        return last.lower() in h.ORGANISATIONS and person_in(" ".join(words[k + 1 :])) is None
    if words[k].lower() == "of":
        return before.lower() not in h.PEOPLE_SINGULAR | w.TITLES
    return body and person_in(" ".join(words[k + 1 :])) is None


def source_kind(
    text: str | None, local: frozenset[str] = frozenset(), people: frozenset[str] = frozenset()
) -> SourceKind:
    """The kind of a source by its words.

    Args:
        text: The source as it stands, `None` where nobody is given.
        local: Folded names that this article introduces as outlets.
        people: First and last names of persons that this article names in full.
    """
    if text is None:
        return SourceKind.OTHER
    p = _bare(text)
    if _is_pronoun(p):
        return SourceKind.PRONOUN
    if p.head in SPOKESPEOPLE:
        return SourceKind.NAMED_PERSON if _names_someone(p) else _spokesperson(p)
    if (p.core not in people or p.core.isupper()) and _is_outlet(p, local):
        return SourceKind.MEDIA_OUTLET
    if _is_document(p):
        return SourceKind.DOCUMENT
    if _names_someone(p) or _is_surname(p, people):  # King, where Ada King is known
        return SourceKind.NAMED_PERSON
    if AGE.fullmatch(p.head):
        return SourceKind.UNNAMED_GROUP if p.head.endswith("s") else SourceKind.UNNAMED_PERSON
    if p.head in FIRM_ROLES and len(p.parts) > 1 and p.parts[1][:1].isupper():
        return SourceKind.NAMED_ORGANIZATION
    if p.head in h.PEOPLE_SINGULAR or p.head in h.PEOPLE_PLURAL:
        return _people(p)
    if p.head in AMOUNTS and p.of and p.of[:1].islower():
        return SourceKind.UNNAMED_GROUP if phrase(p.of).head.endswith(PLURAL_PEOPLE) else _people(p)
    if p.head in h.ORGANISATIONS:
        return SourceKind.NAMED_ORGANIZATION
    if _is_counted(p) or _is_ones_officer(p):
        return _people(p)
    return _proper(p, people) if _has_name(p, people) else _people(p)


@lru_cache(maxsize=1 << 14)
def _bare(text: str) -> Phrase:
    """A source phrase without titles of works and quotation marks around it."""
    return phrase(TITLE.sub("", text).strip("\"“”‘’'«»„([") or text)


def _is_pronoun(p: Phrase) -> bool:
    """A pronoun, unless it is an abbreviation in capitals (WHO, US)."""
    low = p.text.lower().replace("’", "'").partition("'")[0]  # you'll, we've
    shouted = p.text.isupper() and len(p.text) > 1
    return (low in w.PRONOUNS and not shouted) or low in POINTING


def _spokesperson(p: Phrase) -> SourceKind:
    return SourceKind.UNNAMED_GROUP if p.head in h.PEOPLE_PLURAL else SourceKind.UNNAMED_PERSON


def _is_counted(p: Phrase) -> bool:
    """ "two Democratic speechwriters", "one Republican": a number makes capitals those of a party or a people."""
    first = p.words[0] if p.words else ""
    counting = first in h.COUNTED or first in QUANTIFIERS or first in ("one", "another") or first[:1].isdigit()
    return counting and len(p.core.split()) > 1 and not person_in(p.core)


def _is_surname(p: Phrase, people: frozenset[str]) -> bool:
    """A name alone that is a plain word as well: King, Fa."""
    return p.core in people and not p.core.isupper() and p.head not in h.PEOPLE_PLURAL


def _is_ones_officer(p: Phrase) -> bool:
    """ "Lorne's chief medical examiner": somebody of a named body, by a plain noun for a person."""
    owned = "'s " in p.core or "’s " in p.core
    return owned and p.core.split()[-1].islower() and p.head.endswith(h.PERSON_ENDINGS)


def _has_name(p: Phrase, people: frozenset[str]) -> bool:
    """Whether the core holds a proper name: a capital beyond that of a sentence's first plain word."""
    core = p.core.split()
    named = [word for word in core if word[:1].isupper() and word.lower() not in w.DETERMINERS]
    if not named:
        return False
    if len(core) == 1 and p.head.endswith(GROUP_ENDINGS) and p.core not in people:
        return False
    plain = core[0].lower() in h.ALL or core[0].lower() in w.DETERMINERS
    if len(named) == 1 and named[0] is core[0] and len(core) > 1 and core[-1].islower() and core[0] not in people:
        return core[0] in h.PLACES  # "Education advocacy groups": a sentence's first word, no name
    return not (plain and len(named) == 1 and named[0] is core[0]) or named[-1] in people


def _is_outlet(p: Phrase, local: frozenset[str]) -> bool:
    core = p.core.removesuffix("'s").removesuffix("’s").removesuffix(" news agency")
    words = core.split()
    begin = next((k for k, word in enumerate(words) if word[:1].isupper() and word.lower() not in w.DETERMINERS), 0)
    name = " ".join(words[begin:])  # the state-run Xinhua News Agency
    if p.head in h.OUTLET_NOUNS or (p.head in h.AIRWAVES and len(p.words) > 1):
        return not (p.head in h.PAPERS and p.words[0] in INDEFINITE)  # a paper is a study, the paper an outlet
    forms = (core,) if name == core else (core, name)
    if any(_is_local(one, local) or outlets.find(one) or outlets.shaped_like_outlet(one) for one in forms):
        return True
    if (p.words and p.words[-1] == "media") or p.text.lower().endswith(MEDIA_REPORTS):
        return True
    return p.head in ("company", "group", "firm") and any(outlets.find(name) for name in p.parts[1:])


def _is_local(name: str, local: frozenset[str]) -> bool:
    """Whether the article itself makes a name an outlet's: the Post, where the Veenland Post is known."""
    return outlets.fold(name) in local and name.split()[-1][:1].isupper()


def _is_document(p: Phrase) -> bool:
    if p.head in h.DOCUMENTS:
        return not (p.head == "figures" and len(p.words) > 1 and not NOTABLES.isdisjoint(p.words))
    return bool(p.words) and p.words[0] in w.DETERMINERS and not VERSIONS.isdisjoint(p.core.lower().split())


def _names_someone(p: Phrase) -> bool:
    """A personal name in the core or in an apposition that names the head."""
    if ("'s " in p.core or "’s " in p.core) and len(p.parts) == 1:
        owned = p.core.replace("’s ", "'s ").rpartition("'s ")[2]
        if not owned[:1].isupper() and person_in(owned) is None:
            return False
    if person_in(p.core) or _named_at_end(p):
        return True
    if p.head in h.ORGANISATIONS or p.head in h.PEOPLE_PLURAL:
        return False
    appositions = [part for part in p.parts[1:] if person_in(part) and _is_apposition(part)]
    if p.head in SPOKESPEOPLE or p.head in h.AGENTS:
        return bool(appositions) and not p.of
    if p.words and p.words[0] in ("a", "an"):
        return not p.of and any(len(part.split()) <= 3 and part[:1].isupper() for part in appositions)
    return bool(appositions)


def _is_apposition(part: str) -> bool:
    first = part.split()[0].lower()
    return not (first in w.RELATIVES or first in w.PREPOSITIONS or first.endswith(NON_FINITE))


def _named_at_end(p: Phrase) -> bool:
    """ "minister of mines and energy Tom Lund", "lead researcher and planetary scientist Ada Birch".

    Not "a friend of the actor Dario Penn": behind an indefinite head or a second determiner the name is another's.
    """
    first = p.parts[0] if p.parts else p.text
    if first == p.core or (p.words and p.words[0] in INDEFINITE) or (p.head in h.AGENTS and p.of):
        return False
    found = runs(first)
    if not found or found[-1][0] + len(found[-1][1]) != len(first):
        return False
    start, run = found[-1]
    offset, piece = pieces(run, PARTICLES)[-1]
    name = person_name(piece)
    joined = first.startswith(" and ", len(p.core))
    if name is None or (len(name.words) < 2 and not (name.honoured and joined)):
        return False
    before = first[: start + offset + name.offset].split()
    inner = before[len(p.core.split()) + 1 :]
    if p.head in h.PEOPLE_SINGULAR and not any(word in w.DETERMINERS for word in inner):
        return bool(before) and before[-1] not in w.PREPOSITIONS | w.COORDINATORS
    return bool(before) and before[-1].lower() in h.PEOPLE_SINGULAR


def _proper(p: Phrase, people: frozenset[str]) -> SourceKind:
    """A proper name without a personal name's shape."""
    last = p.core.split()[-1].removesuffix("'s").removesuffix("’s")
    low = last.lower()
    if last in people and not (p.words[0] == "the" and len(p.core.split()) == 2):  # the Louvre
        return SourceKind.NAMED_PERSON
    if low in h.PLURAL_PEOPLES or (low.endswith("s") and p.head in h.PEOPLE_PLURAL):
        return SourceKind.UNNAMED_GROUP
    article = p.words[0] == "the"
    if article or low in h.ORGANISATIONS or low in h.COMPANY_TAILS or (last.isupper() and len(last) > 1):
        return SourceKind.NAMED_ORGANIZATION
    if last in h.PLACES or p.core in h.PLACES_OF_WORDS or "&" in p.core or len(p.core.split()) > 1:
        return SourceKind.NAMED_ORGANIZATION
    return SourceKind.NAMED_PERSON


def _people(p: Phrase) -> SourceKind:
    """Somebody without a name, one or several, or something that is nobody."""
    first, head = p.words[0] if p.words else "", p.head
    if head in h.PEOPLE_PLURAL or (first in h.COUNTED and head.endswith("s")):
        return SourceKind.UNNAMED_GROUP
    if head in THINGS or (head.endswith(THING_ENDINGS) and head not in h.PEOPLE_SINGULAR | h.COLLECTIVES):
        return SourceKind.OTHER
    if first in INDEFINITE - {"some"} and head not in h.COLLECTIVES:
        return SourceKind.UNNAMED_PERSON
    if first in ("someone", "somebody"):
        return SourceKind.UNNAMED_PERSON
    if first in QUANTIFIERS or first[:1].isdigit() or head in h.COLLECTIVES:
        return SourceKind.UNNAMED_GROUP
    plural = head.endswith("s") and head not in h.SINGULAR_IN_S and head not in h.PEOPLE_SINGULAR
    if plural or head.endswith(PEOPLE_ENDINGS):
        return SourceKind.UNNAMED_GROUP
    if head in h.PEOPLE_SINGULAR or head.endswith(h.PERSON_ENDINGS) or head.isalpha():
        return SourceKind.UNNAMED_PERSON
    return SourceKind.OTHER
