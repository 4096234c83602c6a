"""`tutor web`: the window in a browser, on this machine's loopback."""

from __future__ import annotations

import argparse
import importlib.util
import os
import secrets
import shlex
import socket
import sys
from functools import partial
from urllib.parse import urlsplit

from tutor.cli.choose import lesson_named, packs_at
from tutor.cli.misuse import UNUSABLE_INPUT, Misuse, parser_of

EXTRA = ("textual_serve", "aiohttp")
HOST, KEY = "127.0.0.1", "TUTOR_WEB_KEY"
SHORTEST_KEY = 16


def run(words: list[str]) -> int:
    """Serve until Ctrl-C; 2 for wrong use, 3 where the port cannot be used."""
    args = _parse(words)
    if not all(_there(name) for name in EXTRA):
        raise Misuse("web needs the extra `web`", "pip install 'service-tutor[web]'", UNUSABLE_INPUT)
    from tutor.web.server import serve

    packs = packs_at(args.pack)
    lesson = [lesson_named(packs, args.lesson)[1].id] if args.lesson else []
    port, key = _port(args.port), _key()
    address = f"{args.url or f'http://{HOST}:{port}'}/?key={key}"
    chosen = [word for pack in args.pack for word in ("-p", pack)]
    command = shlex.join([sys.executable, "-m", "tutor", *chosen, *lesson])
    serve(command, port=port, key=key, outside=args.url, ready=partial(_tell, address))
    return 0


def _there(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ValueError:  # somebody put nothing in its place
        return False


def _parse(words: list[str]) -> argparse.Namespace:
    parser = parser_of("web", "The window in a browser on this machine, 127.0.0.1 only.", "  tutor web clusterip")
    parser.add_argument("lesson", nargs="?", metavar="LESSON", help="the lesson's name or number")
    parser.add_argument("-p", "--pack", action="append", default=[], metavar="PACK", help="another lesson pack")
    parser.add_argument("--port", type=int, default=0, metavar="N", help="the port; a free one without it")
    parser.add_argument("--url", default="", metavar="URL", help="the address outside, behind a proxy of yours")
    args = parser.parse_args(words)
    if not 0 <= args.port <= 65535:
        raise Misuse(f"there is no port {args.port}", "tutor web --port 8000")
    args.url = args.url.rstrip("/")
    if args.url and (urlsplit(args.url).scheme not in {"http", "https"} or not urlsplit(args.url).netloc):
        raise Misuse(f"{args.url} is no address", "tutor web --url https://class.example/ada")
    return args


def _port(asked: int) -> int:
    """The port to listen on: the one asked for when it is free, else any that is."""
    with socket.socket() as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, asked))
        except OSError as fault:
            reason = fault.strerror or "not possible"
            raise Misuse(f"cannot serve on port {asked}: {reason}", "tutor web", UNUSABLE_INPUT) from fault
        return int(probe.getsockname()[1])


def _key() -> str:
    """The key that a browser must bring: a new one, or the one that the environment fixes."""
    fixed = os.environ.get(KEY, "")
    if not fixed:
        return secrets.token_urlsafe(24)
    if len(fixed) < SHORTEST_KEY or not all(
        letter.isascii() and (letter.isalnum() or letter in "-_") for letter in fixed
    ):
        raise Misuse(f"{KEY} needs {SHORTEST_KEY} or more letters, digits, - and _", "unset " + KEY)
    return fixed


def _tell(address: str) -> None:
    print(f"Open this address in a browser on this machine; Ctrl-C ends it.\n{address}", flush=True)
