"""What the HTML pages (reading view, report) share: escaping templates, packaged assets, the hash of a script.

Page text is hostile: templates escape all they are given, and each page's content security policy names its own script
by hash and allows no other.
"""

import base64
import hashlib
import importlib.resources
from functools import cache

import jinja2


@cache
def environment() -> jinja2.Environment:
    """A Jinja environment that escapes, and raises on a name that is not given."""
    return jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)


@cache
def asset(name: str) -> str:
    """The text of a file that lies in the package."""
    return importlib.resources.files("pipeline").joinpath(name).read_text(encoding="utf-8")


def csp_hash(content: str) -> str:
    """The hash by which a content security policy names an inline script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
