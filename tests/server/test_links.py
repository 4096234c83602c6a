"""Pages behind a proxy of the API server."""

from __future__ import annotations

import time

import pytest

from tutor.server.links import link_through, through_proxy

PREFIX = "/api/v1/namespaces/default/services/web/proxy"
HOSTS = ("10.233.101.3:80", "127.0.0.1:6443")


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("/a/b/?c=d#e", f"{PREFIX}/a/b/?c=d#e"),
        ("http://10.233.101.3:80/a", f"{PREFIX}/a"),
        (f"{PREFIX}/a", f"{PREFIX}/a"),
        ("a/b", "a/b"),
        ("https://example.com/a", "https://example.com/a"),
        ("http://[", "http://["),
    ],
)
def test_links_to_the_page_s_own_host_lead_through_the_proxy(link: str, leads: str) -> None:
    assert link_through(link, PREFIX, HOSTS) == leads


def test_only_attributes_that_hold_links_are_changed() -> None:
    link = "<A id=a HREF='/y?a&amp;b' title=\"/t\">/z</A>"
    page = f'<p class="/x">{link}<img src="/i" alt="/j"><script src=/k></script>'
    link = '<A id=a HREF="/p/y?a&amp;b" title="/t">/z</A>'
    assert through_proxy(page, "/p", ()) == (
        f'<p class="/x">{link}<img src="/p/i" alt="/j"><script src="/p/k"></script>'
    )


@pytest.mark.parametrize("piece", ["<a ", "<a x", "<a '", '<a href="', "a" * 50, "<a href = ", " "])
def test_no_page_takes_longer_than_its_length(piece: str) -> None:
    began = time.process_time()
    through_proxy(f"<a {piece * 20_000}>", "/p", ())
    assert time.process_time() - began < 1
