"""Names of authors from what pages put in author fields and bylines.

A byline mixes people with "By", roles, places, outlets, times and addresses; here they are cut apart. Agencies that
sign reports as authors (dpa, Reuters) are kept, since they are who wrote it; the page's own outlet is not.
"""

import re
from collections.abc import Iterable

from pipeline import outlets
from pipeline.extract.parse import clean

_LEAD = re.compile(
    r"^(?:interview|texte?|words|story|protokoll|analyse|reportage|recherche): (?=[^\W\d_])|^"
    r"(?:(?:written|reported|posted|story|analysis|review|photos?|text|words|interview|opinion|report|article|"
    r"exclusive|published|edited|compiled|translated|aus dem englischen|ein kommentar|eine? \w{3,20}|kommentar|"
    r"autoren?|author|auteur|protokolle?|fotos?|bericht) )?"
    r"(?:by|von|vom|par|por|di|da|door|av|af|od|автор|текст|przez|autorin/autor|autor/in|autor:in|autor|author|authors|"
    r"autoren|autorin|propos recueillis par|redazione di|a cura di|de la rédaction de)(?=[:\s])[:\s]{1,3}"
    r"|^(?:zeige alle beiträge von|alle beiträge von|alle artikel von|show all articles of|view all posts by|posts by|"
    r"more by|voir tous les articles de|ver todas las entradas de)\s",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:[,;|/•·]|\s[–—-]\s|\s&\s|\b[Aa]nd\b|\bund\b|\bet\b|\by\b|\bog\b|\boch\b|\bi\b(?=\s\w{3})|\bsowie\b|\bwith\b|\bmit\b)\s*"
)
_ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|columnist|staff|bureau|chief|contributor|journalist|producer|analyst|"
    r"redakteur(?:in)?|redaktion|korrespondent(?:in)?|autor(?:in)?|reporterin|volontär(?:in)?|chef(?:redakteur)?(?:in)?|"
    r"photographer|fotograf(?:in)?|presenter|team|desk|newsroom|special|political|senior|deputy|head|director|intern|"
    r"journaliste|rédact\w{0,8}|envoyé|corresponsal|redacción|redactor|inviato|redazione|корреспондент|обозреватель|"
    r"in [A-Z]\w+|for [A-Z]\w+|at [A-Z]\w+|of the|from)\b",
    re.IGNORECASE,
)
_POST = re.compile(r"[Ee]ditor|[Rr]eporter|[Cc]orrespondent|[Ww]riter|[Cc]olumnist|Follow")
_ADDRESS = re.compile(r"https?://|www\.|@|\.(?:com|org|net|de|co\.uk)\b")
_TAIL = re.compile(
    r"\s*(?:\(.{0,80}|\s(?:am|on|le|el|il|den|um|at)\s(?:[^\W\d_]{2,12},?\s)?\d.*|"
    r"\[.{0,80}|(?:published|updated|posted|last updated|aktualisiert|veröffentlicht|mis à jour|publié)\b.*|"
    r"\d{1,2}[./:]\d.*|\d{4}.*|\s\d.*|\s@\S+|\sfor\s(?:the\s)?[A-Z].*|→.*|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s.*|"
    r"\s(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w{0,6}\.?\s\d.*)$",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\s(?:[^\W\d_]|Jr|Sr|St)\.$")
_NAME_WORD = re.compile(r"^[^\W\d_][\w.'’\-]*$")
_PARTICLES = frozenset(
    [
        "de",
        "la",
        "van",
        "von",
        "der",
        "den",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "das",
        "du",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "zu",
        "zur",
        "ten",
        "ter",
        "e",
        "y",
        "af",
    ]
)
_NO_NAMES = frozenset(
    [
        "admin",
        "administrator",
        "staff",
        "editor",
        "redaktion",
        "redaction",
        "rédaction",
        "redacción",
        "redazione",
        "online",
        "news",
        "webmaster",
        "none",
        "null",
        "unknown",
        "author",
        "autor",
        "noauthor",
        "guest",
        "anonymous",
        "editorial",
        "desk",
        "team",
        "nachrichten",
        "allearbeiten",
        "alleartikel",
        "phd",
        "md",
        "follow",
        "agencies",
        "staffwriter",
        "staffreporter",
        "newsdesk",
        "newsroom",
    ]
)


_ADDED = re.compile(r",\s| \(")
"""What parts a newsroom's name from its town or address: "Harbour Post Ltd, Port Avery"."""

_ARTICLES = frozenset("the der die das ein eine les los las une".split())
"""A headline in capitals begins with one, a name does not."""

_BESIDE_DATE = re.compile(
    r"\b(?:by|von|vom|par|por|door|av|af|autor:|author:)\s([^|·•\d]{3,60}?)"
    r"(?=\s(?:[|·•–—-]|veröffentlicht|posted|published|in|am|on|le|el)\s|\s?\d|$)"
    r"|\d\s[|·•–—-]\s([^|·•\d]{3,60})$",
    re.IGNORECASE,
)
"""The name in a line that blogs print below the headline: "12 May 2020 by A Name", "12.5.2020 | A Name"."""

_SCREEN_WORDS = frozenset(
    "your account my profile view complete edited revised sign log login subscribe newsletter read more share about "
    "contact home latest all posts articles photo image credit afficher mon profil".split()
)
"""Words of buttons and menus, which have a name's shape: "Your Account"."""


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def authors_of(values: Iterable[str], own: Iterable[str] = (), *, visible: bool = False) -> list[str]:
    """People and agencies in author values, in order, without repeats.

    Args:
        values: What the page declares or shows: one name each, or whole bylines.
        own: Names of the page's own outlet, which is no author of its articles.
        visible: The values are text that a reader sees, so what does not look like a name is dropped.
    """
    names: list[str] = []
    seen = {""}
    theirs = {_folded(name) for name in own} - {""}
    for value in values:
        if _folded(value) in theirs:
            continue
        for name in _names_in(value, visible):
            key = _folded(name)
            if key in theirs or key in _NO_NAMES or (visible and _begins_with(key, name, theirs)):
                if not names:  # an outlet, then its town: nothing behind it is a person
                    break
                continue
            if key not in seen:
                seen.add(key)
                names.append(name)
    return names


def _begins_with(key: str, name: str, own: set[str]) -> bool:
    """Whether a shown name begins with the outlet's: "MDR Thüringen", "Lesotho Times November"."""
    return _folded(name.partition(" ")[0]) in own or any(len(other) > 5 and key.startswith(other) for other in own)


def newsroom_of(values: Iterable[str]) -> list[str]:
    """What signs an article that no person signs: the first declared author that is no address of a page."""
    named = (_ADDED.split(value)[0] for value in map(clean, values) if "://" not in value)
    found = (value for value in named if 1 < len(value) <= 60)
    return [
        value
        for value in found
        if _folded(value) not in _NO_NAMES
        and not value.isdigit()
        and len(_SCREEN_WORDS.intersection(value.lower().split())) < 2
    ][:1]


def beside_date(line: str) -> list[str]:
    """The names in a line of a page's head that gives a date and who wrote it."""
    found = ((match[1] or match[2]).strip() for match in _BESIDE_DATE.finditer(line[:150]))
    return [name for name in found if looks_like_name(name)]


def _names_in(value: str, visible: bool) -> list[str]:
    value = clean(value)
    if not value or (_ADDRESS.search(value) and " " not in value) or len(value) > 300:
        return []
    value = _LEAD.sub("", value)
    parts = [part for part in _SPLIT.split(value) if part]
    names = []
    for place, part in enumerate(parts):
        part = _trimmed(_TAIL.sub("", _LEAD.sub("", part)))
        if place == 0 and _ADDRESS.search(part):
            break
        if not part or _ADDRESS.search(part) or len(part) > 60:
            continue
        if visible and not looks_like_name(part) and not (part.isupper() and outlets.find(part)):
            break
        if len(_SCREEN_WORDS.intersection(part.lower().split())) > 1:
            continue
        part = _without_outlet(part)
        if place and (_ROLE.search(part) or (part[:1].islower() and len(parts[0].split()) > 1 and not part.isalpha())):
            continue
        names.append(part)
    return names


def _without_outlet(name: str) -> str:
    """A person's name without the outlet that some pages set behind it: "Tom Davies Associated Press"."""
    words = name.split()
    if len(words) < 4 or outlets.find(name):
        return name
    for n in (3, 2):
        if len(words) - n >= 2 and outlets.find(" ".join(words[-n:])):
            return " ".join(words[:-n])
    return name


def _trimmed(name: str) -> str:
    """A name without punctuation around it; the dot of an initial or of "Jr." stays."""
    name = name.strip(" :,-–—").lstrip(".")
    return name if _DOTTED.search(name) else name.rstrip(" .:,-–—")


def is_role(text: str) -> bool:
    """Whether the text speaks of a post, not of a name or place; words that pages run together count."""
    return _ROLE.search(text) is not None or _POST.search(text) is not None


def looks_like_name(text: str) -> bool:
    """Whether the text has the shape of a person's name: two to five capitalised words, particles allowed."""
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > 50 or _ROLE.search(text):
        return False
    lower = text.lower().split()
    if lower[0] in _ARTICLES or not _SCREEN_WORDS.isdisjoint(lower):
        return False
    strong = [word for word in words if word.lower() not in _PARTICLES]
    return len(strong) >= 2 and all(_NAME_WORD.match(word) and not word[:1].islower() for word in strong)


def is_byline(text: str) -> bool:
    """Whether a line of its own is a byline: "By" and names, and nothing else."""
    if len(text) > 120 or not (" " in text or ":" in text) or not _LEAD.match(text):  # most lines are words of menus
        return False
    return bool(authors_of([text], visible=True))
