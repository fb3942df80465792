"""Whether the outlet withholds who a source is, what it says of it, and why.

Anonymous: source(s), insider(s), people familiar, a stated condition, a changed name, a court bar, an insider
singled out or
counted. Not anonymous: collectives, bystanders, spokespeople and lawyers, authors, documents, nobody.
"""

# ruff: noqa: E501 (a pattern is read best on one line)

import re

from pipeline.attribute import heads as h
from pipeline.attribute.kind import phrase
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
    r"\b(?:because|for fear|fearing|as (?:he|she|they|it)|since (?:he|she|they)|in order to|so as to|citing|due to|to (?:protect|avoid|discuss|describe|speak|talk)|for legal reasons|out of)\b[^.;]*",
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
RANKS = word_set(
    "senior top former high-ranking high-level ranking intelligence administration current unnamed anonymous "
)


def condition(text: str) -> re.Match[str] | None:
    """Where a text tells that somebody's identity is withheld."""
    return CONDITION.search(text) if any(hint in text for hint in HINTS) else None


def is_anonymous(source: str | None, kind: SourceKind, rest: str) -> bool:
    """Whether the source's identity is withheld.

    Args:
        source: The source as it stands.
        kind: Its kind.
        rest: What else the text says of its identity: words of its sentence outside content, and a following sentence
            that tells a condition.
    """
    if source is None or kind in (
        SourceKind.OTHER,
        SourceKind.DOCUMENT,
        SourceKind.MEDIA_OUTLET,
        SourceKind.NAMED_ORGANIZATION,
        SourceKind.PRONOUN,
    ):
        return False
    if kind is SourceKind.NAMED_PERSON:
        return bool(FIRST_NAME.search(source))
    text = source.strip("\"“”‘’'")
    if condition(text) or condition(rest):
        return True
    p = phrase(text)
    head, words = p.head, p.words
    if head in h.SOURCES or (words and (words[0] in h.SOURCES or (words[-1] in h.SOURCES and len(words) < 5))):
        return True
    core = [word.lower() for word in p.core.split()]
    if any(word in h.SOURCES for word in core) or (" sources" in f" {text.lower()}" and " of " in text.lower()):
        return True
    if head in h.OPEN_SPEAKERS and not NEAR.search(text):
        return False
    if "not involved" in text:
        return False
    if NEAR.search(text) and head not in h.OPEN_SPEAKERS - {"scientists", "lawyers", "lawyer"}:
        return True
    return _singled_out(head, core, text)


def _singled_out(head: str, core: list[str], text: str) -> bool:
    first = core[0] if core else ""
    if text.lower().startswith("one of the"):
        rest = text.lower().split()[3:]
        return any(
            word.strip(",.") in h.INSIDERS_PLURAL or word.strip(",.") in COUNTERS for word in rest[:4]
        ) and not any(word.strip(",.") in h.OPEN_SPEAKERS for word in rest[:3])
    if head in h.INSIDERS_SINGULAR:
        if head in (
            "person",
            "friend",
            "worker",
            "employee",
            "man",
            "woman",
            "individual",
            "someone",
            "somebody",
            "medic",
            "engineer",
            "leader",
            "teammate",
            "participant",
            "donor",
            "investor",
            "trader",
            "general",
            "partner",
            "officer",
        ):
            return (head in ("friend", "colleague", "teammate", "donor") and first in SINGLING) or "close to" in text
        return first in SINGLING or (bool(set(core) & RANKS - {"former"}) and first != "the")
    if head in h.INSIDERS_PLURAL:
        if first in COUNTERS or first.isdigit():
            return (
                head not in ("people", "members", "scientists", "friends", "workers", "employees", "individuals")
                or "close to" in text
                or "members of the" in text
            )
        return head in ("aides", "advisers", "advisors", "allies", "confidants", "insiders") or (
            bool(set(core) & RANKS)
            and head
            in ("officials", "officers", "executives", "diplomats", "ministers", "negotiators", "aides", "commanders")
        )
    return False


def descriptor_of(source: str) -> str | None:
    """What is said of an anonymous source: "close to Mr Kushner", "in the Anti-Corruption Wing"."""
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
    while words and (words[0].lower() in COUNTERS | SINGLING | {"the", "some", "most", "recent"}):
        words = words[1:]
    return " ".join(words)


def reason_of(text: str) -> str | None:
    """The reason given for anonymity, from the words around the condition."""
    withheld = condition(text)
    if withheld is None:
        return None
    match = REASON.search(text, withheld.end())
    if match is None or match.start() > withheld.end() + REASON_REACH:
        return None
    return match.group().strip(" ,")
