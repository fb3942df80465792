"""What the model knows about a candidate: the token before the stop, the stop with its closers, the word after it.

Each of the three is reduced to a short tuple of features by itself, so that a token is looked at once and remembered
(`model.py`); the features of a candidate are those of its three parts and their pairs. Nothing here decides.
"""

import re

from pipeline.segment.words import word_classes

OPENERS = "\"'“”„‘’‚«»‹›([{¿¡*_—–-"
CLOSERS = "\"'“”’‘»«›‹)]}*_"
START = "^"  # put before a token with which its sentence begins
_QUOTES = frozenset("\"'“”’‘»«›‹")
_DOTTED_UPPER = re.compile(r"(?:[A-Z]\.)+[A-Z]{1,2}")
_DOTTED_LOWER = re.compile(r"(?:[a-z]{1,2}\.)+[a-z]{1,2}")
_ROMAN = re.compile(r"[IVX]{2,6}")
_COMPOUNDED = frozenset({"state", "month", "title", "unit"})
_CAPITALISED = frozenset({"state", "month", "title", "company", "street", "weekday"})
_VOWEL = re.compile(r"[aeiouyàáâäèéêëìíîïòóôöùúûüAEIOUYÀÁÂÄÈÉÊËÌÍÎÏÒÓÔÖÙÚÛÜ]")


def before_features(token: str, language: str) -> tuple[str, ...]:
    """Features of the token before a stop, the first being its class.

    Args:
        token: the token as it stands; `START` before it where it begins the sentence. Where the token is a single
            capital, the word before it stands before it as well ("Daniel K", "vitamin C").
    """
    start = token.startswith(START)
    token = token.removeprefix(START)
    bare = token.lstrip(OPENERS)
    previous, _, bare = bare.rpartition(" ")
    bare = bare.lstrip(OPENERS)
    kind = _before_class(bare, previous, language)
    shape = _shape(bare)
    features = [f"p={kind}", f"p:{shape}"]
    if kind in ("word", "name"):
        features.append(f"p:len{min(len(bare), 5)}{shape}")
        if not _VOWEL.search(bare):
            features.append("p:vowelless")
    if start and token == bare:
        features.append("p:starts")
        features.append(f"p:starts-{kind}")
    return tuple(features)


def _before_class(bare: str, previous: str, language: str) -> str:
    if not bare:
        return "empty"
    lists = word_classes(language)[0]
    kind = lists.get(bare)
    if kind is None and "-" in bare:
        kind = lists.get(bare.rpartition("-")[2])  # D-Calif, mid-Sept, ex-Gov, 8-oz
        if kind not in _COMPOUNDED:
            kind = None
    elif kind is None and len(bare) > 1 and bare.isupper():
        kind = lists.get(bare.title())  # ST. PAUL, GEN. MEEKS
        if kind not in _CAPITALISED:
            kind = None
    if kind:
        return kind
    if len(bare) == 1:
        if bare == "I":
            return "I"
        if bare.isupper():
            return "initial-name" if previous[:1].isupper() else "initial"
        return "digit1" if bare.isdigit() else "letter" if bare.isalpha() else "symbol"
    return _open_class(bare)


def _open_class(bare: str) -> str:
    if bare.isdigit():
        return "number2" if len(bare) < 3 else "year" if len(bare) == 4 else "number"
    if _DOTTED_UPPER.fullmatch(bare):
        return "acronym" if len(bare) > 3 else "acronym2"
    if _DOTTED_LOWER.fullmatch(bare):
        return "dotted"
    if _ROMAN.fullmatch(bare):
        return "roman"
    if not bare[-1].isalnum():
        return "percent" if bare[-1] in "%°$€£" else "symbol"
    if bare[-1].isdigit():
        return "figure"
    if any(mark in bare for mark in ("/", "@", "://", "www.")):
        return "web"
    if "." in bare:
        return "inner-stop"
    if bare.isupper():
        return "caps"
    return "name" if bare[0].isupper() else "word"


def _shape(bare: str) -> str:
    if not bare:
        return "none"
    if bare[0].isdigit():
        return "digit"
    if bare.isupper():
        return "upper"
    return "title" if bare[0].isupper() else "lower" if bare[0].islower() else "other"


def middle_features(middle: str) -> tuple[str, ...]:
    """Features of the stop and the closers after it, the first being its class."""
    middle, noted, _ = middle.partition("[")
    stop = middle.rstrip(CLOSERS + " \xa0\u202f")
    closers = middle[len(stop) :].strip()
    if "…" in stop or ".." in stop or " ." in stop or "\xa0." in stop:
        kind = "ellipsis4" if len(stop) > 3 and " " not in stop else "ellipsis"
    elif "?" in stop or "!" in stop:
        kind = "?" if "?" in stop else "!"
    else:
        kind = "."
    if "..." in stop and ("?" in stop or "!" in stop):
        kind = "?"
    closer = "note" if noted else "none"
    if any(mark in _QUOTES for mark in closers):
        closer = "quote"
    elif closers:
        closer = "bracket" if closers[0] in ")]}" else "mark"
    return (f"m={kind}", f"m={kind}/{closer}", f"m/{closer}")


def after_features(chunk: str, language: str) -> tuple[str, ...]:
    """Features of what follows the stop, the first being its class; `chunk` is the next word, or the next four."""
    word, _, rest = chunk.partition(" ")
    bare = word.lstrip(OPENERS)
    opener = word[: len(word) - len(bare)]
    core = bare.rstrip(".,;:!?\"'”’»)]…")
    kind = _after_class(bare, core, language)
    features = [f"n={kind}"]
    if opener:
        dash = opener[0] in "—–-"
        features.append("n:dash" if dash else "n:bracket" if opener[0] in "([{" else "n:opener")
        features.append(f"n:open-{'dash' if dash else 'x'}-{'lower' if kind in ('lower', 'verb') else 'other'}")
    if rest and kind not in ("starter", "lower", "verb") and _names_then_verb(rest, language):
        features.append("n:then-verb")
    return tuple(features)


def _names_then_verb(rest: str, language: str) -> bool:
    """Whether nothing but names stands before a verb of saying: "Smith asked", "Mr. Ivo Smith asked"."""
    after = word_classes(language)[1]
    for word in rest.split(" "):
        if after.get(word.rstrip(",.:;")) == "verb":
            return True
        if not word[:1].isupper():
            return False
    return False


def _after_class(bare: str, core: str, language: str) -> str:
    if not core:
        return "mark"
    if len(core) == 1 and core.isupper() and bare.startswith(core + "."):
        return "initial"
    kind = word_classes(language)[1].get(core)
    if kind:
        return kind
    first = core[0]
    if first.isdigit():
        return "digit"
    if first.islower():
        return "lower"
    if first in "$€£¥#@&+/%=":
        return "money" if first in "$€£¥" else "handle" if first in "#@" else "symbol"
    if len(core) == 1 and first.isupper():
        return "single"
    if first.isupper():
        if bare[len(core) :].startswith(".") and word_classes(language)[0].get(core) == "title":
            return "title"
        return "caps" if core.isupper() else "possessive" if core.endswith(("'s", "’s")) else "name"
    return "other" if first.isalpha() else "mark"


def pair_features(before: tuple[str, ...], middle: tuple[str, ...], after: tuple[str, ...], language: str) -> list[str]:
    """All features of a candidate; those marked with the language adapt the shared ones to it."""
    p, n = before[0], after[0]
    features = ["bias", *before, *middle, *after]
    features += [f"{p}&{n}", f"{p}&{middle[0]}", f"{p}&{middle[2]}"]
    features += [f"{n}&{middle[0]}", f"{n}&{middle[1]}"]
    features += [f"{x}&{n}" for x in before[1:]]
    features += [f"{x}&{middle[1]}" for x in after[1:]]
    if language != "en":
        features += [f"{language}:{x}" for x in ("bias", *before, *middle, *after, f"{p}&{n}")]
    return features
