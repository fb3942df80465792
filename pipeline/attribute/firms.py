"""Whether a name that could be a person's is a body's, by what the article says beside it.

A person is introduced with a first name or a title, so a bare word that never had one may be a firm's name (Strandly,
Halvora). Firms have chief executives, analysts and headquarters, are "which" and "its", and are told what they are by
an apposition. Names that end like a body's are known without all this (`kind.py`, `names.py`).
"""

import re
from itertools import pairwise

from pipeline.attribute import heads as h
from pipeline.attribute.names import first_names

RANKS = r"(?:(?:chief|senior|deputy|vice|executive|managing|lead|principal|former|interim|global|regional|research) )*"
OFFICES = (
    r"(?:CEO|CFO|COO|CTO|executive officer|(?<=chief )executive|[Pp]resident|[Cc]hairman|[Cc]hairwoman|[Dd]irector|"
    r"(?:co-)?founder|[Aa]nalyst|[Ee]conomist|[Ss]trategist|[Ee]ngineer)"
)
PRENOMINAL = re.compile(rf" {RANKS}{OFFICES}(?: and {RANKS}{OFFICES})?(?= [A-Z])")
""" "Halvora chief executive Ada Birch": an office in front of the name of who holds it."""
OWNED = re.compile(
    r"['’]s (?:[\w\-]+ )?(?:CEO|CFO|COO|CTO|chief (?:executive|financial|operating|product|technology|marketing)\b|"
    r"(?:co-)?founders?\b|headquarters\b|subsidiar|shareholders\b|board of directors\b|managing director\b|"
    r"initial public offering\b)"
)
"""What a firm has and a person has not."""
OFFICE_OF = re.compile(
    rf"(?:CEO|CFO|COO|CTO|chief executive(?: officer)?|{OFFICES}|shareholders?|subsidiary|employees?|executives?) "
    r"(?:of|at|with) $"
)
WHICH = re.compile(r",? which\b")
APPOSED = re.compile(
    r", (?:a|an|the) (?:[\w’'\-]+ ){0,4}?([\w\-]+)"
    r"(?=[,.;]| (?:that|which|based|in|at|with|for|from|by|to|on|of)\b)"
)
PRONOUN = re.compile(r"[^.\nA-Z]{0,60}?\b(its|he|his|she|her)\b")
AGAIN = re.compile(
    r"(?:[^A-Z\n]|(?<=[.!?”] )[A-Z]){0,160}?\b[Tt]he (?:company|firm|start-?up|brand|lender|bank|retailer|carmaker|"
    r"automaker|airline|insurer|brokerage|manufacturer|drugmaker|chipmaker|operator|supplier|developer|agency|charity)\b"
)
"""What the name is called next, while nothing else is named."""
SURNAME_STARTS = ("Mc", "Mac", "De", "Di", "Da", "Du", "La", "Le", "Van", "Von", "Fitz", "O'", "O’", "St")
"""Beginnings of surnames behind which another capital may come."""
DOMAIN = re.compile(r"\.(?:com|org|net|io|ai|tv|co|uk|de|fr)\b", re.IGNORECASE)
MENTIONS = 12
"""Mentions looked at: what a name is shows at the first few."""
BEFORE = 60
VOTES = 2
"""How often a name must be "its" or "the company" to be a body: once it may be what was spoken of before."""


def is_firm(name: str, text: str) -> bool:
    """Whether an article shows a name of one word, which it gives to no person, to be a body's."""
    if name in first_names():
        return False
    return _is_written_so(name) or _is_told_so(name, text)


def _is_written_so(name: str) -> bool:
    """A domain, or a capital inside the word: Halvora.com, HalvOra."""
    if DOMAIN.search(name):
        return True
    inner = any(a.islower() and b.isupper() for a, b in pairwise(name))
    return inner and not name.startswith(SURNAME_STARTS)


def _is_told_so(name: str, text: str) -> bool:
    votes = he = 0
    for mention in _mentions(name, text):
        end = mention + len(name)
        if PRENOMINAL.match(text, end) or OWNED.match(text, end) or WHICH.match(text, end):
            return True
        if OFFICE_OF.search(text, max(0, mention - BEFORE), mention):
            return True
        apposed = APPOSED.match(text, end)
        if apposed is not None and apposed.group(1).lower() in h.ORGANISATIONS:
            return True
        behind = PRONOUN.match(text, end)
        if behind is not None:
            votes += behind.group(1) == "its"
            he += behind.group(1) != "its"
        votes += AGAIN.match(text, end) is not None
    return votes >= VOTES and not he


def _mentions(name: str, text: str) -> list[int]:
    found: list[int] = []
    place = text.find(name)
    while place >= 0 and len(found) < MENTIONS:
        end = place + len(name)
        if not (text[place - 1 : place].isalnum() or text[end : end + 1].isalnum()):
            found.append(place)
        place = text.find(name, end)
    return found
