"""What the source does with the content: asserts, denies, declines to comment, questions.

A denial is a denial verb, or content that calls a claim, report or accusation untrue, or an accused's "I never". A
merely negative statement asserts. Declining is read from the cue class, or from content such as "it does not comment".
Each pattern is tried only where the content holds a word that it cannot do without.
"""

# ruff: noqa: E501 (a pattern is read best on one line)

import re

from pipeline.attribute.candidates import Candidate
from pipeline.attribute.refusals import COMMENT_VERBS
from pipeline.vocabulary import Stance
from pipeline.word_set import word_set

QUESTION_LEMMAS = word_set(
    "ask wonder question query inquire enquire doubt sceptical skeptical doubtful unsure unconvinced "
)
"""Cues that question, verbs and adjectives."""
NAMING_LEMMAS = word_set("call describe label brand dub term characterise characterize ")
"""Cues with which a claim is called untrue: "called the report a fabrication"."""
REFUSING_LEMMAS = frozenset(("decline", "refuse"))
STATING_CLASSES = frozenset(("say", "tell", "write", "announce"))
PLAIN_CLASSES = frozenset(("say", "tell"))
NOUN_CLAIM = r"(?:story|stories|report|reports|reporting|claim|claims|allegation|allegations|accusation|accusations|account|rumou?rs?|suggestion|charges?|article|narrative|assertions?|notion|lawsuit|complaint|case|idea)"
CLAIM = NOUN_CLAIM[:-1] + r"|it|this|that|they|these|those|them)"
UNTRUE = (
    r"(?:not\s+(?:\w+\s+)?(?:true|correct|accurate|the\s+case)|untrue|false|wrong|baseless|unfounded|groundless|fabricated|fabrications?|an?\s+(?:\w+\s+)?(?:lie|lies|hoax|invention|fabrication|smear|fantasy|fiction)|"
    r"lies|nonsense|fake(?:\s+news)?|fiction|pure\s+\w+|fan\s+fiction|imaginary|invented|without\s+(?:merit|foundation|basis)|incorrect|inaccurate|absurd|rubbish|ridiculous|made\s+up|made-up|fictitious|defamatory|untruthful|"
    r"completely\s+\w+)"
)
CALLED_UNTRUE = re.compile(
    rf"\b{NOUN_CLAIM}\b[^.!?]{{0,60}}?\b(?:is|are|was|were|be|been|as)\s+(?:\w+ly\s+|all\s+|simply\s+)?[\"“‘']?{UNTRUE}\b"
)
LABELLED = re.compile(rf"\b{CLAIM}\b\s+(?:as\s+)?[\"“‘']?(?:\w+ly\s+)?{UNTRUE}\b")
POINTED_AT = re.compile(r"[\"“‘'«„]?(?:this|that|it|these|they)\s+(?:is|are|was|were)\s+(?:\w+ly\s+|all\s+)?" + UNTRUE)
NEVER = re.compile(
    r"\bi(?:\s+have|['’]ve)?\s+(?:never|did\s+not|didn['’]t|have\s+not|haven['’]t)\b|\bthere\s+(?:was|were|is|are)\s+no\b|\bnever\s+happened\b|\bi(?:\s+am|['’]m)\s+innocent\b"
)
ACCUSED = re.compile(
    r"\b(?:accus\w+|alleg\w+|charged|murder|fraud|rape|assault|claims?\s+that|court|jury|trial|denie[sd]|on\s+suspicion)\b"
)
NO_COMMENT = re.compile(
    r"\b(?:does|do|did|would|could|can|will)(?:\s+not|n['’]t)\s+(?:usually\s+|generally\s+)?(?:comment|discuss)\b|\b(?:never|cannot|unable\s+to|not\s+able\s+to)\s+(?:comment|discuss)|\bno\s+comment\b|\bnothing\s+(?:\w+\s+)?to\s+(?:add|say)\b"
    r"|\bpolicy\s+not\s+to\s+(?:comment|discuss)|\bwould\s+not\s+be\s+(?:commenting|appropriate\s+to\s+comment)|\bit\s+would\s+be\s+inappropriate\s+to\s+comment"
)
QUESTION = re.compile(r"(?:about|for|if|whether|how|why|what|when|where|who|which|[\"“‘'«„])")
COMMENTING = ("comment", "discuss", "nothing ")
UNTRUTHS = (
    "true",
    "correct",
    "accurate",
    "case",
    "false",
    "wrong",
    "less",
    "found",
    "fabricat",
    "lie",
    "hoax",
    "invent",
    "smear",
    "fantasy",
    "ficti",
    "nonsense",
    "fake",
    "pure",
    "imagin",
    "merit",
    "basis",
    "absurd",
    "rubbish",
    "ridicul",
    "made",
    "defam",
    "untru",
    "complet",
)
"""A stem of every wording in UNTRUE: plain look-ups before the patterns are tried, faster than one pattern of all."""
DENIALS = ("never", "not ", "n't", "n’t", "no ", "innocent")
HEAD = 400
"""Characters of the content in which it says what it does."""
CLAIM_HEAD, DENIAL_HEAD = 260, 160
LONGEST_NO_COMMENT = 160
"""Characters of content that only declines: longer content says something else as well."""
BEFORE = 600
"""Characters before a denial in which the accusation stands."""


def stance_of(candidate: Candidate, source: str | None, content: str, before: str) -> Stance:
    """The stance of a candidate.

    Args:
        candidate: The attribution as found.
        source: Words of its source.
        content: Words of its content.
        before: The text of the article up to the attribution (an accusation may stand there).
    """
    if candidate.kind == "decline":
        return Stance.ASSERTS if _declines_deed(candidate, content) else Stance.DECLINES_TO_COMMENT
    if candidate.kind == "deny" and not candidate.negated:
        return Stance.DENIES
    head = content[:HEAD].lower()
    if len(content) < LONGEST_NO_COMMENT and any(map(head.__contains__, COMMENTING)) and NO_COMMENT.search(head):
        return Stance.DECLINES_TO_COMMENT
    if candidate.lemma in QUESTION_LEMMAS:
        return Stance.ASSERTS if _urges(candidate, head) else Stance.QUESTIONS
    if _calls_untrue(candidate, head) or (candidate.quoted and _never_did(head[:DENIAL_HEAD], before)):
        return Stance.DENIES
    return Stance.ASSERTS


def _declines_deed(candidate: Candidate, content: str) -> bool:
    """ "declined to send arms": what is declined is a deed, not comment."""
    words = content.lower().split(maxsplit=2)
    return (
        candidate.lemma in REFUSING_LEMMAS
        and len(words) > 1
        and words[0] == "to"
        and words[1].isalpha()
        and not words[1].endswith("ly")
        and words[1] not in COMMENT_VERBS
    )


def _calls_untrue(candidate: Candidate, head: str) -> bool:
    """Whether the content calls a claim untrue: "that report is false", "called it a hoax", "It's a lie"."""
    naming = candidate.lemma in NAMING_LEMMAS
    if not naming and candidate.kind not in STATING_CLASSES:
        return False
    if not any(map(head.__contains__, UNTRUTHS)):
        return False
    if naming and LABELLED.search(head):
        return True
    if candidate.kind in STATING_CLASSES and CALLED_UNTRUE.search(head[:CLAIM_HEAD]):
        return True
    return candidate.kind in PLAIN_CLASSES and POINTED_AT.match(head) is not None


def _never_did(head: str, before: str) -> bool:
    """ "I never did" to an accusation that stands before it."""
    if not any(map(head.__contains__, DENIALS)) or NEVER.search(head) is None:
        return False
    return ACCUSED.search(before[-BEFORE:].lower()) is not None


def _urges(candidate: Candidate, head: str) -> bool:
    """ "asked the court to adjourn" asks for a deed: that is no question."""
    if candidate.lemma != "ask" or candidate.quoted or QUESTION.match(head) is not None:
        return False
    return " to " in head or head.startswith("that ")
