"""Replays recorded exchanges with a real API server: `python -m tests.server.replay` prints the share that agrees."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.begun import begin
from tests.server.evened import even, own_objects, served_only
from tutor.cluster.settings import Settings
from tutor.server.api import answer
from tutor.server.app import ask_of, replace_body
from tutor.server.exchange import Ask, Reply, Stream
from tutor.server.guard import Guard
from tutor.server.world import World
from tutor.values import frozen

RECORDED = Path(__file__).parents[1] / "oracle" / "http.jsonl"
TOKEN = "secret"  # noqa: S105 - of the test's own server
# The recorder kept two streams without their first events, and its storage could not tell where it stood.
ARGUED = frozenset({"watch from the start", "watch as table", "watch bookmarks"})


@frozen
class Compared:
    """One exchange: what was recorded and what we say, both evened out."""

    note: str
    recorded: Any
    ours: Any

    @property
    def agrees(self) -> bool:
        """Whether they are the same."""
        return bool(self.recorded == self.ours)


class Replay:
    """One server that is asked what the recorded one was asked; it learns which of our names stand for which."""

    def __init__(self) -> None:
        self._now = 0.0
        self.world = World(begin(Settings()), wall=lambda: self._now)
        self.guard = Guard(TOKEN, 6443, lambda: self._now)
        self._names: dict[str, str] = {}

    def play(self, row: dict[str, Any]) -> Compared:
        """Ask one question and compare."""
        self._now += 3
        status, media, body = self._ask(row)
        recorded = served_only(row.get("stream", row.get("response")), body)
        if "response" in row:
            self._learn(row["response"], body)
        kept = row.get("content_type")
        return Compared(
            note=row["note"],
            recorded=even({"status": row["status"], "media": kept, "body": own_objects(recorded)}),
            ours=even({"status": status, "media": media if kept else None, "body": own_objects(body)}),
        )

    def _ask(self, row: dict[str, Any]) -> tuple[int, str, Any]:
        url = urlsplit(re.sub(r"timeoutSeconds=\d", "timeoutSeconds=1", self._named(row["path"])))
        headers = {"host": "127.0.0.1:6443", "user-agent": "python-httpx/0.28", "authorization": f"Bearer {TOKEN}"}
        headers |= {name.lower(): value for name, value in row.get("headers", {}).items()}
        if row["note"] == "no token":
            del headers["authorization"]
        if row["note"] == "wrong token":
            headers["authorization"] = "Bearer nope"
        ask = replace_body(ask_of(row["method"], url.path, url.query, headers), self._body(row.get("body")))
        found = self.guard.admit(ask) or answer(self.world, ask)
        return _read(found, ask)

    def _body(self, body: Any) -> bytes:
        text = body if isinstance(body, str) else "" if body is None else json.dumps(body)
        return self._named(text).encode()

    def _named(self, text: str) -> str:
        for old, new in self._names.items():
            text = text.replace(old, new)
        return text

    def _learn(self, recorded: Any, ours: Any) -> None:
        """Remember which name, uid or revision of ours stands for which of theirs."""
        if isinstance(recorded, dict) and isinstance(ours, dict):
            for name in recorded.keys() & ours.keys():
                old, new = recorded[name], ours[name]
                if name in {"uid", "name", "resourceVersion", "clusterIP"} and isinstance(old, str) and old != new:
                    self._names[f'"{old}"' if name == "resourceVersion" else old] = (
                        f'"{new}"' if name == "resourceVersion" else str(new)
                    )
                self._learn(old, new)
        elif isinstance(recorded, list) and isinstance(ours, list) and len(recorded) == len(ours):
            for old, new in zip(recorded, ours, strict=True):
                self._learn(old, new)


def _read(found: Reply | Stream, _: Ask) -> tuple[int, str, Any]:
    if isinstance(found, Stream):
        return 200, found.media, [json.loads(line) for line in asyncio.run(_collect(found))]
    text = found.body.decode()
    return found.status, found.media, json.loads(text) if found.media.startswith("application/json") else text


async def _collect(stream: Stream) -> list[bytes]:
    return [line for part in [one async for one in stream.parts] for line in part.splitlines() if line]


def compared() -> Iterator[Compared]:
    """Every recorded exchange, in order, against one server."""
    replay = Replay()
    with RECORDED.open(encoding="utf-8") as file:
        for line in file:
            yield replay.play(json.loads(line))


def main() -> int:
    """Print what differs, then the share that agrees."""
    rows = list(compared())
    for row in rows:
        if not row.agrees:
            print(f"differs{', argued' if row.note in ARGUED else ''}: {row.note}")
            if "-v" in sys.argv:
                print(f"  recorded {json.dumps(row.recorded)[:1500]}\n  ours     {json.dumps(row.ours)[:1500]}")
    agreed = sum(row.agrees for row in rows)
    print(f"{agreed} of {len(rows)} exchanges agree ({agreed / len(rows):.1%})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
