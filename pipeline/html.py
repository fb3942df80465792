"""What the HTML pages (reading view, report) share: escaping templates, packaged assets, the hash of a script.

Page text is hostile: templates escape all they are given, and each page's content security policy names its own script
by hash and allows no other.
"""

import base64
import hashlib
import importlib.resources
from datetime import UTC, datetime
from functools import cache

import jinja2


@cache
def environment() -> jinja2.Environment:
    """A Jinja environment that escapes, and raises on a name that is not given."""
    made = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    made.filters |= {"moment": moment, "web_address": web_address}
    return made


def moment(value: object) -> str:
    """A time as people write it, to the minute, in UTC; anything else as it is."""
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if isinstance(value, datetime) else str(value)


def web_address(value: str) -> bool:
    """Whether a text may stand as a link: a page may declare `javascript:` as its address."""
    return value.startswith(("https://", "http://"))


@cache
def asset(name: str) -> str:
    """The text of a file that lies in the package."""
    return importlib.resources.files("pipeline").joinpath(name).read_text(encoding="utf-8")


@cache
def template(name: str) -> jinja2.Template:
    """The template of a file that lies in the package, compiled once."""
    return environment().from_string(asset(name))


def csp_hash(content: str) -> str:
    """The hash by which a content security policy names an inline script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
