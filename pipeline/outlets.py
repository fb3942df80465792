"""News outlets and agencies: names, aliases, domains, countries; from `outlets.csv` and the user's own file.

Belongs here: looking an outlet up by its site or by what a text calls it. What a text makes clear by itself ("the
Veenland Post") is recognised by `shaped_like_outlet`. Who relayed what is decided in `pipeline/attribute/relay.py`.

A user adds outlets in a file of the same columns named by the setting `outlets`; its rows win over the shipped ones.
"""

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

from pipeline.errors import SettingsError
from pipeline.settings import Settings
from pipeline.word_set import word_set

COLUMNS = ("name", "aliases", "domains", "country", "kind")
TAILS = word_set(
    "times post herald tribune gazette courier chronicle echo mail telegraph dispatch beacon sport sports "
    "observer argus examiner enquirer inquirer star sun mirror express standard globe news radio tv television "
    "broadcasting wire weekly magazine sentinel advertiser mercury bugle messenger independent guardian fm "
    "newspapers media newswire reporter journal daily evening-post press-agency ledger "
)
"""Last words of an outlet's name where at least one capitalised word stands before."""
JOINED_TAILS = frozenset(("wire", "press"))
"""Last parts of an outlet's name that is written as one word."""
CALL_SIGNS = ("-TV", "-FM", "-AM")
"""Ends of stations' call signs: WKOW-TV."""
HEADS = word_set("gazette radio channel televisión television news argus courier tribune chronicle advertiser examiner")
"""First words of an outlet's name before a name of any kind: Radio Halden, Argus Leader."""
JOINERS = frozenset(("of", "and", "&", "de"))
"""Small words inside an outlet's name."""
CACHED = 1 << 15
"""Names whose answer is kept: the same ones come again and again."""
SHORT_FORMS = TAILS - word_set("news media radio tv television sport sports fm wire newswire newspapers broadcasting")
"""Last words by which a text calls an outlet once it has named it: the Post."""
PERIODS = frozenset(("Daily", "Evening", "Sunday", "Morning", "Weekly"))
"""First words of an outlet's name."""
NOT_NAMES = frozenset(("morning", "afternoon", "evening", "night", "school", "mass", "service"))
ALONE = word_set(
    "herald tribune gazette courier chronicle echo dispatch beacon observer argus examiner enquirer inquirer "
    "sentinel advertiser bugle ledger telegraph mirror "
)
"""Last words that are an outlet with nothing but \"The\" before them."""
CAREFUL = word_set(
    "time sun the-sun mirror independent express star mail people record times post guardian standard globe hill age "
    "athletic atlantic citizen conversation courier deadline diplomat dispatch economist focus gleaner goal "
    "information insider intercept journal local mint nation national outlook paper patch print punch reason register "
    "ringer scroll state stern stuff tempo trend tribune vanguard wire wrap "
)
"""Aliases that are common words: they count only with their article or where the text has used the full name."""
CAPITAL_ARTICLE = word_set("state local nation national paper people record journal age")
"""The commonest of them count with a capital article alone: "The State", not "the State"."""
NOT_OUTLETS = frozenset(
    (
        "Social Media",
        "Local News",
        "Fake News",
        "Breaking News",
        "Good News",
        "Bad News",
        "Mainstream Media",
        "The Media",
        "Hard Times",
        "New Star",
        "Rising Star",
        "North Star",
    )
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet: its name, what else it is called, its registered domains, country (ISO 3166) and kind."""

    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    country: str
    kind: str


@lru_cache(maxsize=CACHED)
def fold(name: str) -> str:
    """A name for look-up: lower case, straight apostrophes, no article, single blanks."""
    name = " ".join(name.replace("’", "'").casefold().split())
    return name[4:] if name.startswith("the ") else name


def read_outlets(path: Path | None = None) -> list[Outlet]:
    """The shipped outlets, or those of a file with the same columns.

    Raises:
        SettingsError: the file cannot be read or lacks a column.
    """
    try:
        text = (
            path.read_text(encoding="utf-8")
            if path
            else resources.files("pipeline").joinpath("outlets.csv").read_text(encoding="utf-8")
        )
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"HEARSAY_OUTLETS names {path}, which cannot be read: {error}") from error
    rows = csv.DictReader(line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    missing = set(COLUMNS) - set(rows.fieldnames or ())
    if missing:
        raise SettingsError(f"{path or 'outlets.csv'} lacks the column(s) {', '.join(sorted(missing))}")
    return [
        Outlet(row["name"], _list(row["aliases"]), _list(row["domains"]), row["country"] or "", row["kind"] or "")
        for row in rows
    ]


def known() -> list[Outlet]:
    """The shipped outlets and behind them those of the user's file, whose rows win.

    Raises:
        SettingsError: the user's file cannot be read or lacks a column.
    """
    extra = Settings.load().outlets
    return read_outlets() + (read_outlets(Path(extra)) if extra else [])


def _list(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split("|") if part.strip())


@cache
def _tables() -> tuple[dict[str, Outlet], dict[str, Outlet]]:
    """Outlets by domain and by folded name or alias; rows of the user's file win."""
    outlets = known()
    by_domain: dict[str, Outlet] = {}
    by_name: dict[str, Outlet] = {}
    for outlet in outlets:
        for domain in outlet.domains:
            by_domain[domain] = outlet
        for alias in (outlet.name, *outlet.aliases):
            by_name[fold(alias)] = outlet
    return by_domain, by_name


def clear() -> None:
    """Forgets the tables, so that the setting is read anew; for programs that change it while they run."""
    _tables.cache_clear()
    find.cache_clear()


def of_site(site: str) -> Outlet | None:
    """The outlet of a registered domain."""
    return _tables()[0].get(site.lower().removeprefix("www."))


def name_of(site: str) -> str | None:
    """The outlet's name for a registered domain ("nytimes.com"), `None` where the table has none."""
    outlet = of_site(site)
    return outlet.name if outlet else None


@lru_cache(maxsize=CACHED)
def find(name: str) -> Outlet | None:
    """The outlet that a name or alias stands for, whatever its case or article; common words only with "The"."""
    outlet = _tables()[1].get(fold(name))
    if len(name) < 2 or outlet is None or not name[:1].isalpha() or not any(ch.isupper() for ch in name):
        return None
    folded = fold(name)
    if folded in CAREFUL and not name.startswith("The " if folded in CAPITAL_ARTICLE else ("The ", "the ")):
        return None
    return outlet


@lru_cache(maxsize=CACHED)
def shaped_like_outlet(name: str) -> bool:
    """Whether a name reads as an outlet's by its first or last word: "Veenland Post", "BBC Sport", "LedgerWire"."""
    article = name[:4] in ("The ", "the ")
    bare = name[4:] if article else name
    words = bare.split()
    if not words or not words[-1][:1].isupper() or bare in NOT_OUTLETS:
        return False
    if len(words) == 1:
        return (name[:4] == "The " and bare.lower() in ALONE) or _joined(bare)
    first, second = words[0], words[1]
    if not all(word[:1].isupper() or word in JOINERS for word in words):
        return False
    if first in PERIODS:
        return second.lower() not in NOT_NAMES
    if first.lower() in HEADS and second[:1].isupper():
        return True
    return words[-1].lower() in TAILS or (second == "of" and first.lower() in TAILS)


def _joined(word: str) -> bool:
    """One word of two, the second of which is an outlet's: LedgerWire, TechTimes."""
    if word.endswith(CALL_SIGNS):
        return True
    capitals = [index for index, ch in enumerate(word) if ch.isupper()]
    return len(capitals) > 1 and not word.isupper() and word[capitals[-1] :].lower() in TAILS | JOINED_TAILS
