"""The door of `tutor web`, asked over HTTP."""

from __future__ import annotations

import http.client
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.web.browser import serving

Asked = tuple[int, str]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("home")) as printed:
        yield printed


def _ask(address: str, path: str, **headers: str) -> Asked:
    with closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)) as line:
        line.request("GET", path, headers=headers)
        reply = line.getresponse()
        return reply.status, reply.read().decode()


def test_the_printed_address_opens_the_page(address: str) -> None:
    status, page = _ask(address, "/?" + urlsplit(address).query)
    assert (status, "data-session-websocket-url" in page, "https://" in page) == (200, True, False)


def test_without_the_key_nothing_is_served(address: str) -> None:
    refusal = (403, "Forbidden: open the address that tutor web printed, with its key\n")
    assert [_ask(address, path) for path in ("/", "/ws", "/static/js/textual.js", "/?key=wrong")] == [refusal] * 4


def test_the_key_may_come_as_a_cookie(address: str) -> None:
    key = urlsplit(address).query.removeprefix("key=")
    assert _ask(address, "/static/js/textual.js", Cookie=f"tutor-key={key}")[0] == 200


def test_another_pages_request_and_another_hosts_name_are_refused(address: str) -> None:
    path = "/?" + urlsplit(address).query
    assert _ask(address, path, Origin="http://evil.example") == (403, "Forbidden: another page's request\n")
    assert _ask(address, path, Host="evil.example") == (403, "Forbidden: wrong host\n")


def test_it_listens_on_the_loopback_alone(address: str) -> None:
    assert urlsplit(address).hostname == "127.0.0.1"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--port", "70000"], "tutor: there is no port 70000. Try: tutor web --port 8000\n"),
        (["no-such-lesson"], "tutor: no lesson is called 'no-such-lesson'. Try: tutor lessons\n"),
        (["--url", "class"], "tutor: class is no address. Try: tutor web --url https://class.example/ada\n"),
    ],
)
def test_wrong_use_is_one_line(words: list[str], line: str) -> None:
    done = subprocess.run([sys.executable, "-m", "tutor", "web", *words], capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (2, line)


def test_a_missing_extra_is_one_line(tmp_path: Path) -> None:
    hide = "import sys; sys.modules['textual_serve'] = None; from tutor.cli import main; sys.exit(main(['web']))"
    done = subprocess.run([sys.executable, "-c", hide], capture_output=True, text=True, check=False, cwd=tmp_path)  # noqa: S603
    line = "tutor: web needs the extra `web`. Try: pip install 'service-tutor[web]'\n"
    assert (done.returncode, done.stderr) == (3, line)
