"""Links of pages that come through a proxy of the API server: they lead through it, too."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import escape, unescape
from types import MappingProxyType
from urllib.parse import urlsplit, urlunsplit

_QUOTES = "\"'"
# Both eat what they cannot use, so that no page takes longer than its length.
_TAG = re.compile(r"""<([a-zA-Z][a-zA-Z0-9]*+)((?:[^<>"']|"[^"]*"|'[^']*')*+)>""")
_ATTRIBUTE = re.compile(r"""([^\s"'=<>/]++)(?:(\s*+=\s*+)("[^"]*"|'[^']*'|[^\s"'=<>]++))?+""")
_OF_TAGS: Mapping[str, str] = MappingProxyType(
    {
        "a": "href",
        "applet": "codebase",
        "area": "href",
        "audio": "src",
        "base": "href",
        "blockquote": "cite",
        "body": "background",
        "button": "formaction",
        "command": "icon",
        "del": "cite",
        "embed": "src",
        "form": "action",
        "frame": "longdesc src",
        "head": "profile",
        "html": "manifest",
        "iframe": "longdesc src",
        "img": "longdesc src usemap",
        "input": "src usemap formaction",
        "ins": "cite",
        "link": "href",
        "object": "classid codebase data usemap",
        "q": "cite",
        "script": "src",
        "source": "src",
        "video": "poster src",
    }
)


def through_proxy(html: str, prefix: str, hosts: tuple[str, ...]) -> str:
    """A page whose links to one of its own hosts go through `prefix`. Mirrors rewriteHTML."""

    def tag(found: re.Match[str]) -> str:
        names = _OF_TAGS.get(found[1].lower(), "").split()

        def attribute(one: re.Match[str]) -> str:
            if one[3] is None or one[1].lower() not in names:
                return one[0]
            return f'{one[1]}{one[2]}"{escape(link_through(unescape(one[3].strip(_QUOTES)), prefix, hosts))}"'

        return f"<{found[1]}{_ATTRIBUTE.sub(attribute, found[2])}>" if names else found[0]

    return _TAG.sub(tag, html)


def link_through(link: str, prefix: str, hosts: tuple[str, ...]) -> str:
    """Where a link leads behind a proxy; those to other hosts and relative ones stay. Mirrors rewriteURL."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return link
    if (parts.netloc and parts.netloc not in hosts) or not parts.path.startswith("/"):
        return link
    path = parts.path
    if not path.startswith(prefix):
        slash = "/" if path.endswith("/") else ""
        path = posixpath.normpath(f"{prefix}/{path}") + slash
    return urlunsplit(("", "", path, parts.query, parts.fragment))
