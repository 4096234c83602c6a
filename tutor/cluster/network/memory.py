"""What proxies and caches remember between two connections, as one frozen value of the cluster's snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from tutor.cluster.network.trace import Rcode, Record
from tutor.cluster.objects import replace
from tutor.cluster.random import step
from tutor.values import frozen, make


@frozen
class Stuck:
    """A client's backend, until `expires` (seconds of the cluster's clock)."""

    backend: str
    expires: float


@frozen
class Answer:
    """What a name server said, and until when a cache may say it again."""

    rcode: Rcode
    records: tuple[Record, ...] = ()
    authority: tuple[Record, ...] = ()
    expires: float = 0.0


@frozen
class Memory:
    """Round-robin positions and affinity by node and Service port, DNS caches by node, the laptop's routes, chance."""

    turns: Mapping[tuple[str, str], int] = field(default_factory=dict)
    stuck: Mapping[tuple[str, str, str], Stuck] = field(default_factory=dict)
    answers: Mapping[tuple[str, str, str], Answer] = field(default_factory=dict)
    routes: Mapping[str, str] = field(default_factory=dict)
    chance: int = 0

    def draw(self, limit: int) -> tuple[int, Memory]:
        """A number from 0 to `limit` - 1, and the memory after it."""
        bits, state = step(self.chance)
        return bits % limit, self._after(self.turns, state)

    def turn(self, node: str, front: str) -> tuple[int, Memory]:
        """How many connections this node's proxy gave to a Service port before, and the memory after one more."""
        count = self.turns.get((node, front), 0)
        return count, self._after({**self.turns, (node, front): count + 1}, self.chance)

    def _after(self, turns: Mapping[tuple[str, str], int], chance: int) -> Memory:
        """The memory after one more connection, which always costs a draw and mostly a turn."""
        return make(Memory)(turns=turns, stuck=self.stuck, answers=self.answers, routes=self.routes, chance=chance)

    def stick(self, key: tuple[str, str, str], backend: str, expires: float) -> Memory:
        """The memory in which a client (node, Service port, address) keeps a backend."""
        return replace(self, stuck={**self.stuck, key: Stuck(backend=backend, expires=expires)})

    def cache(self, key: tuple[str, str, str], answer: Answer, now: float) -> Memory:
        """The memory in which a node's DNS cache holds an answer (node, name, type); what is too old is forgotten."""
        fresh = {known: one for known, one in self.answers.items() if one.expires > now}
        return replace(self, answers={**fresh, key: answer})

    def add_route(self, destination: str, gateway: str) -> Memory:
        """The memory in which the laptop sends a destination (an address or a CIDR) to a node's address."""
        return replace(self, routes={**self.routes, destination: gateway})

    def remove_route(self, destination: str) -> Memory:
        """The memory without that route."""
        return replace(self, routes={d: gateway for d, gateway in self.routes.items() if d != destination})
