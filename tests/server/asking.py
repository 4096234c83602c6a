"""A world behind the API, asked without a socket."""

from __future__ import annotations

import json
from typing import Any

from tests.begun import begin
from tutor.cluster.settings import Settings
from tutor.server.api import answer
from tutor.server.app import ask_of, replace_body
from tutor.server.exchange import Reply, Stream
from tutor.server.world import World
from tutor.values import frozen

SERVICES = "/api/v1/namespaces/default/services"
CONFIG_MAPS = "/api/v1/namespaces/default/configmaps"


@frozen
class Answered:
    """The status and the JSON of an answer."""

    status: int
    body: Any
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def message(self) -> str:
        """What a Status says."""
        return str(self.body["message"])


class Client:
    """Somebody who asks a world of their own; its time stands still."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.world = World(begin(settings or Settings()), wall=lambda: 0.0)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answered:
        """Ask and read the answer."""
        found = self.open(method, path, body, **headers)
        assert isinstance(found, Reply)
        plain = found.media != "application/json"
        return Answered(
            status=found.status,
            body=found.body.decode() if plain else json.loads(found.body),
            headers=found.headers,
        )

    def open(self, method: str, path: str, body: Any = None, **headers: str) -> Reply | Stream:
        """Ask for something that may go on."""
        place, _, query = path.partition("?")
        named = {"user-agent": "tests/1", **{name.replace("_", "-"): text for name, text in headers.items()}}
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        return answer(self.world, replace_body(ask_of(method, place, query, named), data))

    def create(self, name: str, **labels: str) -> Answered:
        """Make a ConfigMap."""
        return self.ask("POST", CONFIG_MAPS, {"metadata": {"name": name, "labels": labels}})

    def revision(self) -> int:
        """The present revision."""
        return self.world.cluster.store.revision
