"""By which channel something was said, where the text says so for that attribution.

Looks at the words of the sentence outside the content: behind the cue, before the source, at the source itself where it
is a document, and at the cue ("tweeted").
"""

# ruff: noqa: E501 (a pattern is read best on one line)

import re
from functools import lru_cache

from pipeline.attribute.candidates import Candidate
from pipeline.attribute.referents import IT, Source
from pipeline.vocabulary import Channel, SourceKind

CUES = {
    "tweet": Channel.TWEET,
    "retweet": Channel.TWEET,
    "testify": Channel.TESTIMONY,
    "email": Channel.EMAIL,
    "e-mail": Channel.EMAIL,
    "text": Channel.TEXT_MESSAGE,
}
ANY_CASE = re.IGNORECASE
WHERE = (
    (
        Channel.TWEET,
        ("weet", "witter", " X"),
        re.compile(
            r"\b(?:tweet(?:s|ed)?|on Twitter|Twitter (?:post|account|thread|feed)|(?:on|to) X\b(?! )|on X(?=[\s,.:;]|$)|post(?:s|ed)? on X\b)",
            0,
        ),
    ),
    (
        Channel.SOCIAL_MEDIA,
        (
            "acebook",
            "nstagram",
            "elegram",
            "ikTok",
            "inkedIn",
            "Truth",
            "eibo",
            "VK",
            "napchat",
            "YouTube",
            "astodon",
            "luesky",
            "hatsApp",
            "Threads",
            "ocial",
        ),
        re.compile(
            r"\b(?:(?:on|to|in|via|through) (?:(?:a|an|her|his|its|their|the|social) )?(?:\w+ )?(?:Facebook|Instagram|Telegram|TikTok|LinkedIn|Truth Social|Weibo|VKontakte|Snapchat|YouTube|Mastodon|Bluesky|WhatsApp|Threads)|(?:Facebook|Instagram|Telegram|LinkedIn|TikTok) (?:post|page|channel|video)|social[- ]media|social network)",
            ANY_CASE,
        ),
    ),
    (
        Channel.TEXT_MESSAGE,
        ("text", "Text", "SMS", "hatsApp"),
        re.compile(r"\b(?:text message|text messages|in a text\b|by text\b|WhatsApp message|SMS)", ANY_CASE),
    ),
    (
        Channel.EMAIL,
        ("mail",),
        re.compile(
            r"\b(?:in|by|via|through) (?:(?:a|an|the|his|her|its|their|separate) )*(?:\w+ )?(?:e-?mails?)\b|\ban e-?mail(?:ed)? statement|\bemailed statement",
            ANY_CASE,
        ),
    ),
    (
        Channel.LETTER,
        ("etter",),
        re.compile(r"\b(?:in|by) (?:(?:a|an|the|his|her|its|their|open|joint) )*(?:\w+ )?letters?\b", ANY_CASE),
    ),
    (
        Channel.PRESS_CONFERENCE,
        ("onference", "briefing", "presser"),
        re.compile(
            r"\b(?:press|news) (?:conference|briefing)|\b(?:at|in|during) (?:a|the|his|her|its|their|\w+) (?:\w+ )?briefing\b|\bpresser\b",
            ANY_CASE,
        ),
    ),
    (
        Channel.COURT_FILING,
        (
            "court",
            "Court",
            "motion",
            "affidavit",
            "lawsuit",
            "complaint",
            "indictment",
            "brief",
            "petition",
            "ruling",
            "judgment",
            "filing",
        ),
        re.compile(
            r"\b(?:court (?:filing|papers|documents|records)|in (?:a|the|an|their|his|her|its) (?:\w+ )?(?:motion|affidavit|lawsuit|complaint|indictment|legal brief|petition|ruling|judgment|court filing|legal filing))",
            ANY_CASE,
        ),
    ),
    (
        Channel.INTERVIEW,
        ("nterview",),
        re.compile(
            r"\b(?:in|during|for) (?:(?:a|an|the|his|her|their|its|recent|exclusive|rare) )*(?:[\w\-]+ ){0,2}?interviews?\b|\binterview with\b|\btold [^.]{0,40} in an interview",
            ANY_CASE,
        ),
    ),
    (
        Channel.TESTIMONY,
        ("told", "heard", "testi", "evidence", "oath", "hearing", "inquest", "trial"),
        re.compile(
            r"\b(?:told|heard|testified (?:to|before)) (?:the |a |an )?(?:(?!outside|at|in|near|after|before|on|reporters)[\w’']+ ){0,3}?(?:court|jury|inquest|hearing|tribunal|inquiry|judge|magistrates|jurors|committee|senators|Congress)\b|\bgave evidence|\bin evidence\b|\bunder oath|\b(?:in|during) (?:\w+ )?testimony|\b(?:at|during) (?:a|the|his|her) (?:\w+ )?(?:hearing|inquest|trial)\b",
            ANY_CASE,
        ),
    ),
    (
        Channel.SPEECH,
        (
            "speech",
            "rally",
            "rallies",
            "sermon",
            "address",
            "keynote",
            "lecture",
            "homily",
            "debate",
            "told",
            "arliament",
        ),
        re.compile(
            r"\b(?:in|during|at) (?:(?:a|an|the|his|her|their|its) )*(?:[\w\-’']+ ){0,2}?(?:speech|rally|sermon|address|keynote|lecture|homily|debate|rallies|speeches)\b|\btold (?:the )?(?:parliament|MPs|the Commons|lawmakers|a rally|the crowd|the rally|supporters|delegates|the conference|the House|the Senate|the assembly)\b|\b(?:in|to) parliament\b",
            ANY_CASE,
        ),
    ),
    (
        Channel.PHONE_CALL,
        ("phone",),
        re.compile(
            r"\b(?:by (?:tele)?phone|over the (?:tele)?phone|on the phone|in a (?:tele)?phone call|phone call|telephoned)\b",
            ANY_CASE,
        ),
    ),
    (
        Channel.REPORT,
        (
            "eport",
            "study",
            "poll",
            "survey",
            "audit",
            "accounts",
            "bulletin",
            "paper",
            "review",
            "forecast",
            "analysis",
            "update",
            "memo",
        ),
        re.compile(
            r"\b(?:in|from) (?:(?:a|an|the|its|his|her|their|this|that|final|annual|new|latest|evening|morning|daily|monthly|quarterly|separate|interim) )*(?:[\w\-’']+ ){0,2}?(?:report|study|poll|survey|audit|accounts|bulletin|paper|review|forecast|analysis|update|memo)\b",
            ANY_CASE,
        ),
    ),
    (
        Channel.STATEMENT,
        ("tatement", "elease", "filing", "ommuniqu", "told the"),
        re.compile(
            r"\b(?:in|by|through|via|with|issued|released|read) (?:(?:a|an|the|its|his|her|their|this) )*(?:[\w\-’']+ ){0,2}?(?:statements?|press release|news release|release|filing|communique|communiqué)\b|\btold the (?:exchange|exchanges|stock exchange)\b",
            ANY_CASE,
        ),
    ),
)
"""By channel: pieces of words one of which its pattern needs, since most circumstances hold none; the pattern."""
DOCUMENTS = (
    (
        Channel.COURT_FILING,
        re.compile(
            r"\b(?:lawsuit|suit|affidavit|indictment|complaint|court (?:filing|documents?|papers|records)|motion|ruling|judgment|warrant|petition|legal filing|charging document|verdict)\b",
            ANY_CASE,
        ),
    ),
    (Channel.TWEET, re.compile(r"\btweets?\b|\bpost on X\b", ANY_CASE)),
    (
        Channel.SOCIAL_MEDIA,
        re.compile(
            r"\b(?:facebook|instagram|telegram|social media|linkedin) (?:\w+ )?(?:post|message|video|page)\b", ANY_CASE
        ),
    ),
    (Channel.TEXT_MESSAGE, re.compile(r"\btext messages?\b", ANY_CASE)),
    (Channel.EMAIL, re.compile(r"\be-?mails?\b", ANY_CASE)),
    (Channel.LETTER, re.compile(r"\bletters?\b", ANY_CASE)),
    (Channel.STATEMENT, re.compile(r"\b(?:statements?|press release|news release|filing|communiqu[eé])\b", ANY_CASE)),
    (
        Channel.REPORT,
        re.compile(
            r"\b(?:report|study|poll|survey|audit|review|bulletin|accounts|research|analysis|paper|forecast|census|index|inquiry|studie|analyse)s?\b",
            ANY_CASE,
        ),
    ),
)


IN_THE_BOX = re.compile(r"\bgave evidence\b|\bon the stand\b")


class Channels:
    """The channels of an article's attributions, in the order of the cues; "it" keeps that of the document it means."""

    def __init__(self) -> None:
        self._documents: dict[str, Channel | None] = {}

    def of(self, candidate: Candidate, source: Source, words: str | None, around: str) -> Channel | None:
        """The channel that the text names.

        Args:
            candidate: The attribution.
            source: What its source is.
            words: The words of the source.
            around: Words of its sentence outside source, cue and content, joined by " | ", with the cue.
        """
        told = _channel(candidate, source.kind, words, around)
        if source.kind is SourceKind.DOCUMENT and source.name:
            self._documents[source.name] = told
        elif told is None and source.name and words is not None and words.lower() in IT:
            return self._documents.get(source.name)
        return told


def _channel(candidate: Candidate, kind: SourceKind, words: str | None, around: str) -> Channel | None:
    if candidate.rule == "court":
        return Channel.TESTIMONY
    if candidate.lemma in CUES:
        return CUES[candidate.lemma]
    if kind is SourceKind.DOCUMENT and words is not None:
        head = words.split(",")[0]
        for channel, pattern in DOCUMENTS:
            if pattern.search(head):
                return channel
    told = _where(around)
    if told is None and words is not None and IN_THE_BOX.search(words):
        return Channel.TESTIMONY
    return told


@lru_cache(maxsize=1 << 12)
def _where(around: str) -> Channel | None:
    """The channel that the circumstances name; most are as bare as "said", which is read once."""
    for channel, hints, pattern in WHERE:
        for hint in hints:
            if hint in around:
                if pattern.search(around):
                    return channel
                break
    return None
