"""What the source does with the content: asserts, denies, declines to comment, questions.

A denial is a denial verb, or content that calls a claim, report or accusation untrue, or an accused's "I never". A
merely
negative statement asserts. Declining is read from the cue class, or from content such as "it does not comment".
"""

# ruff: noqa: E501 (a pattern is read best on one line)

import re

from pipeline.attribute.candidates import Candidate
from pipeline.vocabulary import Stance

QUESTION_LEMMAS = frozenset(["ask", "wonder", "question", "query", "inquire", "enquire", "doubt"])
QUESTION_ADJECTIVES = frozenset(["sceptical", "skeptical", "doubtful", "unsure", "unconvinced"])
NOUN_CLAIM = r"(?:story|stories|report|reports|reporting|claim|claims|allegation|allegations|accusation|accusations|account|rumou?rs?|suggestion|charges?|article|narrative|assertions?|notion|lawsuit|complaint|case|idea)"
CLAIM = NOUN_CLAIM[:-1] + r"|it|this|that|they|these|those|them)"
UNTRUE = (
    r"(?:not\s+(?:\w+\s+)?(?:true|correct|accurate|the\s+case)|untrue|false|wrong|baseless|unfounded|groundless|fabricated|fabrications?|an?\s+(?:\w+\s+)?(?:lie|lies|hoax|invention|fabrication|smear|fantasy|fiction)|"
    r"lies|nonsense|fake(?:\s+news)?|fiction|pure\s+\w+|fan\s+fiction|imaginary|invented|without\s+(?:merit|foundation|basis)|incorrect|inaccurate|absurd|rubbish|ridiculous|made\s+up|made-up|fictitious|defamatory|untruthful|"
    r"completely\s+\w+)"
)
CALLED_UNTRUE = re.compile(
    rf"\b{NOUN_CLAIM}\b[^.!?]{{0,60}}?\b(?:is|are|was|were|be|been|as)\s+(?:\w+ly\s+|all\s+|simply\s+)?[\"“‘']?{UNTRUE}\b",
    re.IGNORECASE,
)
LABELLED = re.compile(rf"\b{CLAIM}\b\s+(?:as\s+)?[\"“‘']?(?:\w+ly\s+)?{UNTRUE}\b", re.IGNORECASE)
NEVER = re.compile(
    r"\bI(?:\s+have|['’]ve)?\s+(?:never|did\s+not|didn['’]t|have\s+not|haven['’]t)\b|\bthere\s+(?:was|were|is|are)\s+no\b|\bnever\s+happened\b|\bI(?:\s+am|['’]m)\s+innocent\b",
    re.IGNORECASE,
)
ACCUSED = re.compile(
    r"\b(?:accus\w+|alleg\w+|charged|murder|fraud|rape|assault|claims?\s+that|court|jury|trial|denie[sd]|on\s+suspicion)\b",
    re.IGNORECASE,
)
NO_COMMENT = re.compile(
    r"\b(?:does|do|did|would|could|can|will)(?:\s+not|n['’]t)\s+(?:usually\s+|generally\s+)?(?:comment|discuss)\b|\b(?:never|cannot|unable\s+to|not\s+able\s+to)\s+(?:comment|discuss)|\bno\s+comment\b|\bnothing\s+(?:\w+\s+)?to\s+(?:add|say)\b"
    r"|\bpolicy\s+not\s+to\s+(?:comment|discuss)|\bwould\s+not\s+be\s+(?:commenting|appropriate\s+to\s+comment)|\bit\s+would\s+be\s+inappropriate\s+to\s+comment",
    re.IGNORECASE,
)


def stance_of(candidate: Candidate, source: str | None, content: str, before: str) -> Stance:
    """The stance of a candidate.

    Args:
        candidate: The attribution as found.
        source: Words of its source.
        content: Words of its content.
        before: The text of the article up to the attribution (an accusation may stand there).
    """
    if candidate.kind == "decline":
        return Stance.DECLINES_TO_COMMENT
    if candidate.kind == "deny" and not candidate.negated:
        return Stance.DENIES
    head = content[:400]
    if NO_COMMENT.search(head) and len(content) < 160:
        return Stance.DECLINES_TO_COMMENT
    if candidate.lemma in QUESTION_LEMMAS:
        return Stance.QUESTIONS if not _urges(candidate, content) else Stance.ASSERTS
    if candidate.lemma in QUESTION_ADJECTIVES:
        return Stance.QUESTIONS
    if candidate.lemma in (
        "call",
        "describe",
        "label",
        "brand",
        "dub",
        "term",
        "characterise",
        "characterize",
    ) and LABELLED.search(head):
        return Stance.DENIES
    if CALLED_UNTRUE.search(head[:260]) and candidate.kind in ("say", "tell", "write", "announce"):
        return Stance.DENIES
    if candidate.kind in ("say", "tell") and re.match(
        r"[\"“‘'«„]?(?:this|that|it|these|they)\s+(?:is|are|was|were)\s+(?:\w+ly\s+|all\s+)?" + UNTRUE,
        content,
        re.IGNORECASE,
    ):
        return Stance.DENIES
    if candidate.quoted and NEVER.search(content[:160]) and ACCUSED.search(before[-600:]):
        return Stance.DENIES
    return Stance.ASSERTS


def _urges(candidate: Candidate, content: str) -> bool:
    """ "asked the court to adjourn" asks for a deed: that is no question."""
    return (
        candidate.lemma == "ask"
        and not candidate.quoted
        and re.match(r"(?:about|for|if|whether|how|why|what|when|where|who|which|[\"“‘'«„])", content, re.IGNORECASE)
        is None
        and " to " in content
    )
