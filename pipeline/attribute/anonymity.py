"""Whether the outlet withholds who a source is, what it says of it, and why.

Anonymous: source(s), insider(s), people familiar, a stated condition, a changed name, a court bar, an insider
singled out or counted. Not anonymous: collectives, bystanders, spokespeople and lawyers, authors, documents, nobody.
"""

# ruff: noqa: E501 (a pattern is read best on one line)

import re

from pipeline.attribute import heads as h
from pipeline.attribute.kind import Phrase, phrase
from pipeline.vocabulary import SourceKind
from pipeline.word_set import word_set

CONDITION = re.compile(
    r"\b(?:(?:condition|conditions|guarantee|promise) of anonymity|anonymously|anonymity|not (?:to )?be (?:named|identified|quoted by name)|not being (?:named|identified)|(?:not|n['’]t) (?:want|wish|willing) to give (?:his|her|their) (?:full |real )?names?|"
    r"declin\w+ to (?:be (?:named|identified)|give (?:his|her|their) (?:full )?names?)|refus\w+ to (?:be (?:named|identified)|give (?:his|her|their) names?)|"
    r"(?:not|n['’]t) (?:wish|want|wanting) to be (?:named|identified|drawn|quoted)|(?:not|n['’]t) (?:authori[sz]ed|permitted|allowed|cleared) to (?:speak|talk|discuss|comment|brief|disclose)|"
    r"names? (?:has|have|had) been (?:changed|withheld)|names? (?:was|were) (?:changed|withheld)|(?:cannot|can['’]t|could not|may not) be (?:named|identified)|"
    r"gave only (?:his|her|their|a) (?:call sign|first names?|nickname|initials?)|would (?:only )?(?:give|be identified)(?: only)? (?:by )?(?:his|her|their) (?:first|given)|"
    r"only (?:his|her|their) first names?|(?:by|use) (?:only )?(?:his|her|their) first names?|on background|(?:was|is|were|been) not (?:named|identified)|unnamed|unidentified|not their real names?|(?:is|are) a pseudonym|asked for anonymity|spoke privately|speaking privately)\b",
    re.IGNORECASE,
)
HINTS = (
    "onym",
    "call sign",
    "nickname",
    "initial",
    "first",
    "given",
    "named",
    " name",
    "dentifi",
    "uthori",
    "permitted",
    "allowed",
    "cleared",
    "background",
    "privately",
    "drawn",
    "quoted",
)
"""Pieces of words one of which every condition holds: most sentences hold none, and need no pattern."""
FIRST_NAME = re.compile(
    r"\b(?:only|by) (?:(?:her|his|their) )(?:first|given) names?|gave only (?:his|her|their) first|first names? only",
    re.IGNORECASE,
)
REASON = re.compile(
    r"\b(?:because|for fear|fearing|as (?:he|she|they|it)|since (?:he|she|they)|in order to|so as to|citing|due to|to (?:protect|avoid|discuss|describe|speak|talk)|for legal reasons|out of)\b[^.;|]*",
    re.IGNORECASE,
)
REASON_REACH = 40
"""Characters behind the condition within which its reason begins."""
NEAR = re.compile(
    r"\b(?:familiar with|close to|briefed (?:on|about|by)|with (?:direct |first-?hand |detailed |intimate |close )?knowledge|knowledgeable about|aware of|privy to|in the room|involved in|who (?:has|have|had) (?:read|seen|reviewed|been briefed)|who (?:is|are|was|were) (?:close|familiar|briefed|aware|present|involved))",
    re.IGNORECASE,
)
COUNTERS = word_set("two three four five six seven eight nine ten several multiple various half-dozen ")
SINGLING = word_set("a an one another second third fourth fifth ")
UNDESCRIPTIVE = COUNTERS | SINGLING | {"the", "some", "most", "recent"}
"""What tells nothing of a source."""
RANKS = word_set(
    "senior top high-ranking high-level ranking intelligence administration current unnamed anonymous close "
)
"""What makes one or some of many an insider."""
ANYBODY = word_set(
    "person worker man woman individual someone somebody medic engineer leader participant investor trader general "
    "partner officer "
)
"""Heads that, singled out, may be a bystander: only a rank or closeness makes them insiders."""
ANYBODIES = word_set("people persons members scientists friends workers employees individuals")
"""The same of several that are counted."""
CONFIDANTS = word_set("aides advisers advisors confidants insiders")
"""Insiders however many they are."""
RANKED = word_set("officials officers executives diplomats ministers negotiators commanders allies members associates")
"""Collectives that a rank makes insiders: "senior officials", not "officials"."""
WITHHELD_OPENLY = h.OPEN_SPEAKERS - {"scientists", "lawyers", "lawyer"}
"""Who speaks openly even where close to the matter."""
NEVER = (
    SourceKind.OTHER,
    SourceKind.DOCUMENT,
    SourceKind.MEDIA_OUTLET,
    SourceKind.NAMED_ORGANIZATION,
    SourceKind.PRONOUN,
)
"""Kinds whose identity cannot be withheld, or is that of what they refer to."""


def condition(text: str) -> re.Match[str] | None:
    """Where a text tells that somebody's identity is withheld."""
    return CONDITION.search(text) if any(map(text.__contains__, HINTS)) else None


def is_anonymous(source: str | None, kind: SourceKind, rest: str) -> bool:
    """Whether the source's identity is withheld.

    Args:
        source: The source as it stands.
        kind: Its kind.
        rest: What else the text says of its identity: words of its sentence outside content, and a following sentence
            that tells a condition.
    """
    if source is None or kind in NEVER:
        return False
    if kind is SourceKind.NAMED_PERSON:
        return bool(FIRST_NAME.search(source))
    text = source.strip("\"“”‘’'")
    if condition(text) or condition(rest):
        return True
    p = phrase(text)
    if _is_source(p):
        return True
    if NEAR.search(text):
        return p.head not in WITHHELD_OPENLY and "not involved" not in text
    return p.head not in h.OPEN_SPEAKERS and "not involved" not in text and _singled_out(p, text)


def _is_source(p: Phrase) -> bool:
    """A source or insider by that word: "a White House source", "sources in the Wing", "a number of sources"."""
    if not h.SOURCES.isdisjoint(p.core.lower().split()) or (p.words and p.words[0] in h.SOURCES):
        return True
    return "sources" in p.of.lower().split() or (len(p.words) < 5 and p.words[-1] in h.SOURCES)


def _singled_out(p: Phrase, text: str) -> bool:
    """One or some insiders picked out of many: by an article, a number, a rank, or closeness to somebody."""
    core = p.core.lower().split()
    first = core[0] if core else ""
    one = first in SINGLING
    counted = first in COUNTERS or first.isdigit()
    ranked = not RANKS.isdisjoint(core)
    close = "close to" in text
    if p.of and one and len(core) == 1:
        return _is_one_of(p.of.lower().replace(",", "").split())
    if p.head in ANYBODY:
        return close or (one and ranked)
    if p.head in h.INSIDERS_SINGULAR:
        return one or (ranked and first != "the")
    if p.head in ANYBODIES:
        return close or (counted and (ranked or "members of the" in text))
    if p.head in h.INSIDERS_PLURAL:
        return counted or p.head in CONFIDANTS or (ranked and p.head in RANKED)
    return ranked and (counted or one)


def _is_one_of(rest: list[str]) -> bool:
    """ "one of the negotiators", "one of the six": picked from insiders, or from a number already told of."""
    picked = rest[:4]
    return not (h.INSIDERS_PLURAL | COUNTERS).isdisjoint(picked) and h.OPEN_SPEAKERS.isdisjoint(picked)


def descriptor_of(source: str) -> str | None:
    """What is said of an anonymous source: "close to Mr Kushner", "in the Fraud Office"."""
    match = NEAR.search(source)
    if match is not None:
        text = source[match.start() :]
    else:
        p = phrase(source)
        text = source[len(p.core) :].strip(" ,")
        if not text or condition(text):
            text = _plain(p.core)
    reason = REASON.search(text)
    if reason is not None and condition(text[: reason.start()]):
        text = text[: reason.start()]
    withheld = condition(text)
    if withheld is not None:
        text = text[: max(text.rfind(",", 0, withheld.start()), 0)]
    return text.strip(" ,\"“”‘’'") or _plain(phrase(source).core) or None


def _plain(core: str) -> str:
    words = core.split()
    while words and (words[0].lower() in UNDESCRIPTIVE):
        words = words[1:]
    return " ".join(words)


def reason_of(*texts: str) -> str | None:
    """The reason given for anonymity, behind the condition, in the first of the texts that gives one.

    Args:
        texts: The source's own words, those near the cue, a following sentence that tells the condition.
    """
    for text in texts:
        withheld = condition(text)
        match = REASON.search(text, withheld.end()) if withheld is not None else None
        if withheld is None or match is None or match.start() > withheld.end() + REASON_REACH:
            continue
        reason = match.group().strip(" ,")
        if " " in reason:
            return reason
    return None
