"""The closed vocabularies of hearsay: every label, reason, kind and status that can stand in a table.

One enum each, so that a value exists once: stages write members, `pipeline/tables.py` lists them as the allowed
values of a column, the catalogue and `docs/tables.md` print their meaning. A member's value is what stands in the
Parquet file; its `meaning` is the sentence that documents it. To add a value, add a member here: schema validation,
comments and docs follow.

The tagging vocabularies (`SourceKind`, `Speech`, `Channel`, `Stance`, `Voice`) are those of the attribution guideline
in `docs/methods.md`.
"""

from enum import StrEnum


class Term(StrEnum):
    """A string enum whose members carry the sentence that documents them."""

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> "Term":
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member


class RejectReason(Term):
    """Why an input could not be used (`rejects.reason`)."""

    EMPTY = "empty", "the input holds no bytes, or nothing but white space"
    BINARY = "binary", "an image, archive, PDF or other non-text format, by signature, declared type or bytes"
    NOT_A_PAGE = "not_a_page", "text of another kind than a page: JSON, JavaScript, CSS, a feed"
    UNREADABLE = "unreadable", "the file could not be read or decompressed"
    TRUNCATED = "truncated", "the file ends in the middle of a record or of its compression stream"
    TOO_LARGE = "too_large", "the page, compressed or not, is larger than the limit in the settings"
    TOO_DEEP = "too_deep", "the mark-up nests deeper than any page that a person wrote"
    TOO_MANY_ATTRIBUTES = "too_many_attributes", "one tag carries more attributes than any parser reads in bounded time"
    TOO_COSTLY = "too_costly", "other mark-up on which a parser spends the square of its length"
    UNDECODABLE = "undecodable", "no character encoding turns the bytes into text: one character in ten is lost"
    BAD_SIDE_FILE = "bad_side_file", "the NAME.json beside the page is not the JSON object that it should be"
    BAD_URL = "bad_url", "the address is not an absolute http or https URL"
    HTTP_ERROR = "http_error", "the server answered with a status other than 2xx"
    NOT_A_RESPONSE = "not_a_response", "a WARC record of HTML that is not an HTTP response"
    DUPLICATE = "duplicate", "the same URL with the same bytes was landed before on this day"
    ROBOTS = "robots", "the site's robots.txt does not allow this fetcher to read the page"
    FETCH_FAILED = "fetch_failed", "the page could not be fetched: no address, no answer, or an answer over the limits"


class RejectStage(Term):
    """Where an input was turned away (`rejects.stage`)."""

    FETCH = "fetch", "while fetching, before anything was landed"
    LANDING = "landing", "while reading the landing zone"
    SNIFF = "sniff", "after reading, before any parser saw the page"


class BlockLabel(Term):
    """What a block is (`block_labels.label`)."""

    TITLE = "title", "the headline, or a copy of it"
    DECK = "deck", "the standfirst below the headline"
    BYLINE = "byline", "who wrote it"
    DATELINE = "dateline", "the place that the report was filed from, on a line of its own"
    DATE = "date", "when it was published or changed"
    PARAGRAPH = "paragraph", "a paragraph of the article"
    HEADING = "heading", "a heading inside the article"
    LIST_ITEM = "list_item", "an item of a list inside the article"
    BLOCKQUOTE = "blockquote", "a quotation set apart inside the article"
    CAPTION = "caption", "text below a picture or a video, or its credit"
    TABLE = "table", "a cell or row of a table"
    EMBED = "embed", "text of an embedded post, player or widget"
    APPEAL = "appeal", "asks for a donation or a subscription"
    NEWSLETTER = "newsletter", "offers a newsletter"
    NOTIFICATION = "notification", "offers notifications, an app, or reports a state of the page"
    RELATED_LINK = "related_link", "leads to another article"
    NAVIGATION = "navigation", "menus, breadcrumbs, tags, section names"
    COMMENTS = "comments", "readers' comments and the invitation to write one"
    SHARE = "share", "share, print, save and follow buttons"
    COOKIE_NOTICE = "cookie_notice", "asks for consent"
    PAYWALL = "paywall", "says that the rest is for subscribers"
    ADVERTISEMENT = "advertisement", "an advertisement or its marker"
    AUTHOR_BIO = "author_bio", "who the author is"
    LEGAL = "legal", "copyright, imprint, terms, corrections policy"
    OTHER = "other", "furniture of no other kind"


class BlockReason(Term):
    """What decided about a block (`block_labels.reason`)."""

    MODEL = "model", "the labelling model's score is on this side of the threshold"
    MODEL_MILD = "model_mild", "kept by the recall guard: the page came out empty at the usual threshold"
    TEMPLATE = "template", "the same text stands on many pages of the site (site_templates)"
    DUPLICATE = "duplicate", "the same text stands earlier in the page"
    TITLE_COPY = "title_copy", "repeats the headline"
    DECK_COPY = "deck_copy", "repeats the standfirst that the page declares"
    RULE_BYLINE = "rule_byline", "reads as a byline"
    RULE_DATELINE = "rule_dateline", "reads as a place on a line of its own beside byline and date"
    RULE_DATE = "rule_date", "reads as a date on a line of its own"
    RULE_SHARE = "rule_share", "reads as a share bar"
    RULE_READ_MORE = "rule_read_more", "reads as a link to another article"
    RULE_APPEAL = "rule_appeal", "reads as an appeal or lies between the parts of one"
    RULE_NEWSLETTER = "rule_newsletter", "reads as the offer of a newsletter"
    RULE_NOTIFICATION = "rule_notification", "reads as a prompt or a state of the page"
    RULE_COMMENTS = "rule_comments", "reads as part of the comment section"
    RULE_COOKIE = "rule_cookie", "reads as a cookie notice"
    RULE_PAYWALL = "rule_paywall", "reads as a paywall"
    RULE_LEGAL = "rule_legal", "reads as a legal notice"
    RULE_AD = "rule_ad", "reads as an advertisement marker"
    RULE_AUTHOR = "rule_author", "reads as a note about the author"
    RULE_CAPTION = "rule_caption", "stands in a figure, or reads as a picture's caption or credit"
    RULE_NAVIGATION = "rule_navigation", "stands in navigation, or is made of links alone"
    RULE_TABLE = "rule_table", "stands in a table of figures"
    RULE_EMBED = "rule_embed", "stands in an embedded element"
    RULE_HIDDEN = "rule_hidden", "is not shown to a reader"


class ArticleStatus(Term):
    """What became of a page (`articles.status`)."""

    OK = "ok", "an article was found"
    TOO_SHORT = "too_short", "an article was found, but of fewer words than the settings call an article"
    PAYWALLED = "paywalled", "the page shows the beginning only and says that the rest is for subscribers"
    NO_ARTICLE = "no_article", "no block of the page is part of an article, also after the recall guard's retries"
    FAILED = "failed", "the stage raised on this page; the run's log holds the trace, and a re-run tries again"


class MetadataMethod(Term):
    """Where a piece of metadata was read (`page_metadata.method`, `articles.date_method`)."""

    JSON_LD = "json_ld", "schema.org data in a script element"
    META = "meta", "a meta element of the head (OpenGraph, Dublin Core, parsely and the like)"
    MICRODATA = "microdata", "an itemprop or a time element in the body"
    HTML = "html", "the title, link or html element"
    VISIBLE = "visible", "the text that a reader sees"
    URL = "url", "the page's address"
    HTMLDATE = "htmldate", "the htmldate library, asked where nothing else gave a date"
    OUTLETS = "outlets", "the table of outlets by domain"
    DETECTED = "detected", "detected from the text"


class SourceKind(Term):
    """What kind of source is credited (`attributions.source_kind`)."""

    NAMED_PERSON = "named_person", "a person whom the article names"
    PRONOUN = "pronoun", "a personal, relative or possessive pronoun"
    NAMED_ORGANIZATION = "named_organization", "an organisation or institution speaking as such"
    MEDIA_OUTLET = "media_outlet", "a newspaper, broadcaster, agency or site that reports"
    DOCUMENT = "document", "a report, filing, poll, study or letter"
    UNNAMED_PERSON = "unnamed_person", "one person without a name"
    UNNAMED_GROUP = "unnamed_group", "several people or a collective without names"
    OTHER = "other", "nobody is given, or not a speaker"


class Speech(Term):
    """How the words are given (`attributions.speech`)."""

    DIRECT = "direct", "all of the content stands in quotation marks"
    MIXED = "mixed", "a paraphrase with quoted words"
    INDIRECT = "indirect", "a paraphrase"


class Channel(Term):
    """By which channel it was said, where the text tells (`attributions.channel`)."""

    TWEET = "tweet", "a tweet or a post on X"
    SOCIAL_MEDIA = "social_media", "a post on another network"
    STATEMENT = "statement", "a statement, press release or exchange filing"
    INTERVIEW = "interview", "an interview, called by that word"
    PRESS_CONFERENCE = "press_conference", "a press conference or briefing"
    COURT_FILING = "court_filing", "a document lodged in or issued by a court"
    LETTER = "letter", "a letter"
    EMAIL = "email", "an e-mail"
    SPEECH = "speech", "a speech, rally, debate in parliament, sermon"
    TESTIMONY = "testimony", "said to a court, an inquest or a hearing"
    REPORT = "report", "a report, study, poll, audit, accounts or bulletin"
    PHONE_CALL = "phone_call", "a phone call"
    TEXT_MESSAGE = "text_message", "a text message"


class Stance(Term):
    """What the source does with the content (`attributions.stance`)."""

    ASSERTS = "asserts", "puts it forward"
    DENIES = "denies", "calls it untrue"
    DECLINES_TO_COMMENT = "declines_to_comment", "declines, or could not be reached"
    QUESTIONS = "questions", "asks or doubts it"


class Voice(Term):
    """Whose words a sentence is (`sentences.voice`)."""

    REPORTER = "reporter", "nobody but the reporter"
    ATTRIBUTED = "attributed", "nothing beyond source, cue, content and circumstances of the saying"
    MIXED = "mixed", "attributed content beside a clause that the reporter asserts"
