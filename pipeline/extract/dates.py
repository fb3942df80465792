"""Dates and times as pages write them, to UTC.

Machine forms (ISO 8601, RFC 2822, epoch seconds) and what a reader sees ("Sunday 08 November 2020 21:44 GMT",
"8. November 2020, 21:44 Uhr", "Nov 8, 2020 9:44 p.m. ET") in the languages of `months.txt`. A time without a zone is
taken as UTC; a date without a time is midnight UTC.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from pipeline.extract.words import read_groups

_MONTHS = {word: int(month) for month, words in read_groups("months.txt").items() for word in words}
_ZONES = {
    "gmt": 0, "utc": 0, "z": 0, "bst": 60, "ist": 330, "cet": 60, "cest": 120, "mez": 60, "mesz": 120, "msk": 180,
    "est": -300, "edt": -240, "et": -300, "cst": -360, "cdt": -300, "ct": -360, "mst": -420, "mdt": -360, "mt": -420,
    "pst": -480, "pdt": -420, "pt": -480, "aest": 600, "aedt": 660, "sast": 120, "jst": 540, "hkt": 480, "sgt": 480,
    "eet": 120, "eest": 180, "wat": 60, "eat": 180, "nzst": 720, "nzdt": 780, "akst": -540, "hst": -600,
}  # fmt: skip
"""Minutes east of UTC. `ist` is India's; `et`, `ct` and the like are taken as standard time."""

_ISO = re.compile(
    r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{0,2})?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^(20\d\d|19\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?$")
_DAY_MONTH = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|\.|º|er|-)?\s?(?:de\s|di\s)?([^\W\d_]{3,12})\.?,?\s?(?:de\s|del\s)?((?:19|20)\d\d)\b"
)
_MONTH_DAY = re.compile(r"\b([^\W\d_]{3,12})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}((?:19|20)\d\d)\b")
_NUMERIC = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)\b")
_BIG_FIRST = re.compile(r"((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})")
_CLOCK = re.compile(
    r"\b(\d{1,2})[:.h時点](\d{2})(?::\d{2})?\s?([ap]\.?\s?m\b\.?)?\s?(?:uhr\s)?\(?(?:([a-z]{1,4})\b|((?:gmt|utc)?[+-]\d{1,2}:?\d{0,2}))?",
    re.IGNORECASE,
)
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/\-.]|$)")


def parse(text: str, *, day_first: bool = True) -> datetime | None:
    """The moment that a machine form or a written date names, in UTC; `None` where there is none."""
    text = text.strip()[:200]
    return _machine(text) or written(text, day_first=day_first)


def _machine(text: str) -> datetime | None:
    if match := _ISO.match(text):
        year, month, day, hour, minute, second, zone = match.groups()
        return _make(year, month, day, hour, minute, second, _offset(zone))
    if match := _COMPACT.match(text):
        year, month, day, hour, minute, second = match.groups()
        return _make(year, month, day, hour, minute, second, 0)
    if text.isdigit() and len(text) in (10, 13):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    if text[:3].isalpha() and "," in text[:5]:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            return None
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _offset(zone: str | None) -> int:
    """Minutes east of UTC of `Z`, `+0200`, `+02:00`, `GMT+1` or a zone's letters."""
    if not zone:
        return 0
    zone = zone.lower()
    if zone in _ZONES:
        return _ZONES[zone]
    match = re.search(r"([+-])(\d{1,2}):?(\d{2})?", zone)
    if not match:
        return 0
    return (-1 if match[1] == "-" else 1) * (int(match[2]) * 60 + int(match[3] or 0))


def _make(year, month, day, hour, minute, second, offset: int) -> datetime | None:  # type: ignore[no-untyped-def]
    try:
        zone = timezone(timedelta(minutes=offset))
        moment = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=zone
        )
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


MAX_LINE = 120
"""Characters of a line that may give the date of its page."""


def written(text: str, *, day_first: bool = True) -> datetime | None:
    """The first date in running text, with the clock time behind or before it."""
    found = _date_in(text, day_first)
    if found is None:
        return None
    (year, month, day), span = found
    rest = text[span[1] : span[1] + 60]
    clock = _CLOCK.search(rest) or _CLOCK.search(text[max(0, span[0] - 40) : span[0]])
    if clock is None:
        return _make(year, month, day, 0, 0, 0, 0)
    hour, minute, half, letters, digits = clock.groups()
    hour = int(hour)
    if half:
        hour = hour % 12 + (12 if half[0].lower() == "p" else 0)
    zone = _ZONES.get((letters or "").lower()) if letters else _offset(digits)
    return _make(year, month, day, hour, minute, 0, zone or 0)


def _date_in(text: str, day_first: bool) -> tuple[tuple[int, int, int], tuple[int, int]] | None:
    if match := _BIG_FIRST.search(text):
        return (int(match[1]), int(match[2]), int(match[3])), match.span()
    for pattern, day, month in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        for match in pattern.finditer(text):
            number = _MONTHS.get(match[month].lower())
            if number:
                return (int(match[3]), number, int(match[day])), match.span()
    if match := _NUMERIC.search(text):
        first, second = int(match[1]), int(match[3])
        day, month = (first, second) if (day_first and second <= 12) or first > 12 else (second, first)
        return (int(match[4]), month, day), match.span()
    return None


def of_line(text: str) -> datetime | None:
    """The first date in a line that may give the date of its page."""
    return written(text) if len(text) < MAX_LINE and any(map(str.isdigit, text)) else None


def in_address(url: str) -> datetime | None:
    """The date that an address holds as /2020/11/08/ or /2020-11-08."""
    match = _URL_DATE.search(url.lower())
    if not match:
        return None
    month = match[2] if match[2].isdigit() else _MONTHS.get(match[2])
    return _make(match[1], month, match[3], 0, 0, 0, 0) if month else None


_DATE_WORDS = re.compile(r"[^\W\d_]+|\d+", re.UNICODE)
_LINE_WORDS = frozenset(
    [
        "published",
        "updated",
        "posted",
        "last",
        "modified",
        "on",
        "at",
        "the",
        "of",
        "by",
        "date",
        "first",
        "created",
        "am",
        "pm",
        "uhr",
        "um",
        "stand",
        "am",
        "vom",
        "aktualisiert",
        "veröffentlicht",
        "erstellt",
        "publié",
        "le",
        "mis",
        "à",
        "jour",
        "publicado",
        "actualizado",
        "el",
        "pubblicato",
        "aggiornato",
        "il",
        "опубликовано",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "mo",
        "di",
        "mi",
        "do",
        "fr",
        "sa",
        "so",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "lunes",
        "martes",
        "miércoles",
        "jueves",
        "viernes",
        "sábado",
        "domingo",
        "poniedziałek",
        "wtorek",
        "środa",
        "czwartek",
        "piątek",
        "sobota",
        "niedziela",
        "понедельник",
        "вторник",
        "среда",
        "четверг",
        "пятница",
        "суббота",
        "воскресенье",
        "h",
        "z",
        "st",
        "nd",
        "rd",
        "th",
        "m",
        "p",
        "a",
        "ago",
        "min",
        "read",
        "minutes",
        "hours",
        "de",
        "del",
        "lesezeit",
        "minuten",
        "dodano",
        "data",
    ]
)


def is_date_line(text: str) -> bool:
    """Whether a line of its own is a date, perhaps with a time and words like "Updated", and nothing else."""
    if len(text) > 90 or written(text) is None:
        return False
    for word in _DATE_WORDS.findall(text.lower()):
        if not word.isdigit() and word not in _LINE_WORDS and word not in _MONTHS and word not in _ZONES:
            return False
    return True
