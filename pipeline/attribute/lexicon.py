"""The cue lexicon: which words attribute, with which complements, and which words are verbs at all.

Reads `cues.txt` and `verbs.txt` once, inflects the lemmas, and offers plain dictionaries, so that the hot path is one
lookup a token. What a cue's neighbours must look like stands in `clauses.py`; closed word classes in `words.py`.
"""

from dataclasses import dataclass
from importlib import resources

VOWELS = frozenset("aeiou")
HYPHENATED = frozenset(("e-mail",))
"""Lemmas whose hyphen is written; that of others stands for a space ("point-out")."""
DOUBLED = frozenset(("ban", "drop", "grab", "plan", "rob", "slip", "stem", "step", "stop", "trap", "refer"))
"""Verbs of `verbs.txt` whose last consonant doubles."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One sense of a cue: its lemma, class, frames (see the head of cues.txt), and prepositions that begin content."""

    lemma: str
    kind: str
    frames: frozenset[str]
    prepositions: frozenset[str]


def inflect(lemma: str, doubled: frozenset[str]) -> tuple[str, str, str]:
    """Third person, past and present participle of a regular verb."""
    if lemma in doubled:
        return lemma + "s", lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"
    if lemma.endswith("ie"):
        return lemma + "s", lemma + "d", lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith("ee"):
        return lemma + "s", lemma + "d", lemma[:-1] + "ing"
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return third, lemma + "ed", lemma + "ing"


def _lines(name: str) -> list[str]:
    text = resources.files("pipeline.attribute").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _read_cues() -> tuple[dict[str, Cue], dict[str, Cue], dict[str, str], dict[str, str]]:
    """Verb forms of one word, of two words, nouns and adjectives, from `cues.txt`."""
    senses: dict[str, Cue] = {}
    irregular: dict[str, list[str]] = {}
    doubled: set[str] = set()
    nouns: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    for line in _lines("cues.txt"):
        head, _, tail = line.partition(":")
        words = head.split()
        match words[0]:
            case "double":
                doubled.update(line.split()[1:])
            case "forms":
                irregular[words[1]] = tail.split()
            case "noun":
                nouns.update(dict.fromkeys(tail.split(), words[1]))
            case "adjective":
                adjectives.update(dict.fromkeys(tail.split(), words[1]))
            case "verb":
                prepositions = frozenset(words[3][1:].split(",")) if len(words) > 3 else frozenset()
                for lemma in tail.split():
                    _add(senses, Cue(lemma, words[1], frozenset(words[2]) - {"-"}, prepositions))
    single: dict[str, Cue] = {}
    double: dict[str, Cue] = {}
    for lemma, cue in senses.items():
        two_words = "-" in lemma and lemma not in HYPHENATED
        for form in [lemma, *(irregular.get(lemma) or _inflect_phrase(lemma, frozenset(doubled)))]:
            if two_words:
                double[form.replace("-", " ")] = cue
            else:
                single[form] = cue
    plural = {f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s": kind for noun, kind in nouns.items()}
    return single, double, nouns | plural, adjectives


def _inflect_phrase(lemma: str, doubled: frozenset[str]) -> tuple[str, ...]:
    if "-" not in lemma or lemma in HYPHENATED:
        return inflect(lemma, doubled)
    verb, _, particle = lemma.partition("-")
    return tuple(f"{form}-{particle}" for form in inflect(verb, doubled))


def _add(senses: dict[str, Cue], cue: Cue) -> None:
    """A lemma in two groups takes the frames of both and keeps the class of the first."""
    old = senses.get(cue.lemma)
    if old is not None:
        cue = Cue(cue.lemma, old.kind, old.frames | cue.frames, old.prepositions | cue.prepositions)
    senses[cue.lemma] = cue


def _read_verbs() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """All forms that can be a finite verb, past forms, and base forms that are no nouns."""
    finite: set[str] = set()
    past: set[str] = set()
    plain: set[str] = set()
    section = ""
    for line in _lines("verbs.txt"):
        words = line.split()
        if words[0] in ("irregular", "plain") and len(words) == 1:
            section = words[0]
        elif section == "plain":
            plain.update(words)
        elif section == "irregular":
            finite.update(words[1:])
            past.update(words[2:])
        else:
            for word in words:
                third, ed, _ = inflect(word, DOUBLED)
                finite.update((third, ed))
                past.add(ed)
    return frozenset(finite | plain), frozenset(past), frozenset(plain)


CUES, PHRASES, NOUNS, ADJECTIVES = _read_cues()
"""Verb forms of one word; verb and particle ("pointed out"); cue nouns with class; cue adjectives with class."""

PHRASE_HEADS = frozenset(phrase.split()[0] for phrase in PHRASES)
FINITE, PAST, PLAIN = _read_verbs()
"""Forms of common verbs that can head a clause (of base forms only the plain ones: most are nouns as well)."""

CUE_PAST = frozenset(form for form in CUES if form.endswith("ed")) | frozenset(
    ("said", "told", "found", "shown", "sworn", "written", "known", "thought", "felt", "sung", "withdrawn")
)
"""Past forms and participles of cues."""

BASE = frozenset(cue.lemma for cue in CUES.values())
