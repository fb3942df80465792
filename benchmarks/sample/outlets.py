"""The invented outlets: address, habits of mark-up, and the furniture that stands on every page of a site.

To add one: a row here, a template of the same key in `templates/`, and a story that it prints.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Outlet:
    """One invented outlet.

    `form` is how its pages are landed (html, gz, warc, txt), `quotes` how it sets quotation marks, `inserts` the
    appeals and notes that its template prints in every article.
    """

    key: str
    name: str
    domain: str
    form: str = "html"
    encoding: str = "utf-8"
    quotes: str = "straight"
    language: str = "en"
    inserts: tuple[str, ...] = ()
    most_read: tuple[str, ...] = field(default=())

    def url(self, slug: str, section: str, day: str) -> str:
        """The address, by the outlet's own habit."""
        path = {
            "courier": f"{section.lower()}/{day.replace('-', '/')}/{slug}",
            "ledger": f"{section.lower()}/article/{slug}.html",
            "chronicle": f"story.asp?id={slug}",
            "meridian": f"wire/{slug}-{day.replace('-', '')}",
            "pulse": f"{day[:4]}/{day[5:7]}/{slug}/?utm_source=newsletter&utm_medium=email",
            "beacon": f"{section.lower()}/{slug}",
            "tide": f"amp/{slug}",
            "hafenblatt": f"{section.lower()}/{slug}.html",
            "islander": f"news/{slug}",
        }[self.key]
        return f"https://www.{self.domain}/{path}"


OUTLETS = {
    outlet.key: outlet
    for outlet in (
        Outlet(
            "courier",
            "Harbour Courier",
            "harbourcourier.example",
            quotes="curly",
            inserts=(
                "The Courier's newsroom is owned by its readers. "
                "If you can, join the 41,000 members who keep it open to all.",
            ),
            most_read=(
                "Ferry fares to rise for the third year running",
                "The baker who feeds the night shift",
                "Ten walks for the first dry weekend",
                "Why your tram is late: a short history",
            ),
        ),
        Outlet(
            "ledger",
            "The Northern Ledger",
            "northernledger.example",
            quotes="single",
            inserts=(
                "Independent journalism is expensive, and the powerful would rather nobody paid for it. "
                "Unlike many others, we have no owner to please and no wall around our reporting.",
                "From council chambers to court rooms, our reporters stay with a story long after the cameras "
                "have left. Please consider supporting the Ledger with as little as £2 a month.",
            ),
            most_read=(
                "House prices fall in nine of ten districts",
                "‘I lived in a lighthouse for a year’",
                "Crossword 4,412: the answers",
            ),
        ),
        Outlet(
            "chronicle",
            "Vale Chronicle",
            "valechronicle.example",
            encoding="windows-1252",
            most_read=(
                "Lambing season opens early in the upper Vale",
                "Brass band seeks tuba",
                "Letters: the bypass again",
            ),
        ),
        Outlet("meridian", "Meridian News Agency", "meridian-agency.example", form="warc"),
        Outlet(
            "pulse",
            "Capital Pulse",
            "capitalpulse.example",
            form="warc",
            quotes="curly",
            inserts=(
                "Capital Pulse is read by every office in the Assembly. "
                "A version of this article first went to subscribers of Morning Pulse.",
            ),
            most_read=(
                "The ten staffers who run the Assembly",
                "Pulse Poll tracker: all numbers",
                "Who is up, who is down",
            ),
        ),
        Outlet(
            "beacon",
            "Evening Beacon",
            "eveningbeacon.example",
            form="gz",
            quotes="curly",
            most_read=(
                "Pub quiz: how well do you know Port Hallam?",
                "Fog forces gulls to walk",
                "Best chowder in town, ranked",
            ),
        ),
        Outlet(
            "tide",
            "Tide",
            "tide-news.example",
            most_read=("Five things to know today", "Watch: seal boards ferry", "The chart that explains rents"),
        ),
        Outlet(
            "hafenblatt",
            "Hafenblatt",
            "hafenblatt.example",
            quotes="german",
            language="de",
            inserts=(
                "Sie lesen das Hafenblatt kostenlos, weil andere dafür zahlen. "
                "Schon ein Abo für drei Euro im Monat hilft uns weiter.",
            ),
            most_read=(
                "Fähre nach Norderey fällt aus",
                "Das beste Fischbrötchen der Stadt",
                "Mieten steigen langsamer",
            ),
        ),
        Outlet("islander", "The Islander", "theislander.example", form="txt"),
    )
}
QUOTES = {outlet.key: outlet.quotes for outlet in OUTLETS.values()}
