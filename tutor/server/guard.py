"""Who may ask, and how much: loopback hosts, no other origin, the token, a body of bounded size, a bounded rate."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable, Mapping

from tutor.api.status import Details, Status
from tutor.server.addresses import find_target
from tutor.server.exchange import Ask, Reply, page, refuse
from tutor.server.resources import resources
from tutor.values import frozen

MOST_BODY = 3 * 1024 * 1024
MOST_WATCHERS = 500
MOST_A_SECOND = 400
_PUBLIC = frozenset({"/version", "/healthz", "/livez", "/readyz"})
_HOSTS = frozenset({"127.0.0.1", "localhost"})
_VERBS = {"POST": "create", "PUT": "update", "PATCH": "patch"}


@frozen
class Limits:
    """How much is taken: bytes of a body, streams at once, requests a second."""

    body: int = MOST_BODY
    watchers: int = MOST_WATCHERS
    rate: int = MOST_A_SECOND


class Guard:
    """The door of the server; `admit` gives the refusal of a request, None for one that may pass."""

    def __init__(self, token: str, port: int, now: Callable[[], float], limits: Limits | None = None) -> None:
        self._token = token.encode()
        self._hosts = frozenset(f"{name}:{port}" for name in _HOSTS)
        self._origins = frozenset({"", *(f"https://{host}" for host in self._hosts)})
        self._now = now
        self._recent: deque[float] = deque()
        self.limits = limits or Limits()

    def admit(self, ask: Ask) -> Reply | None:
        """Check a request before anybody looks at it."""
        if ask.header("host") not in self._hosts or ask.header("origin") not in self._origins:
            return page("Forbidden\n", 403)
        if self._too_fast():
            words = "Too many requests, please try again later."
            return _with_retry(refuse(Status(message=words, reason="TooManyRequests", code=429)))
        return self._check_token(ask)

    def _too_fast(self) -> bool:
        now = self._now()
        while self._recent and now - self._recent[0] >= 1:
            self._recent.popleft()
        if len(self._recent) >= self.limits.rate:
            return True
        self._recent.append(now)
        return False

    def _check_token(self, ask: Ask) -> Reply | None:
        given = ask.header("authorization")
        if not given:
            return None if ask.path in _PUBLIC else refuse(anonymous(ask))
        scheme, _, token = given.partition(" ")
        if scheme.lower() == "bearer" and secrets.compare_digest(token.strip().encode(), self._token):
            return None
        return refuse(Status(message="Unauthorized", reason="Unauthorized", code=401))


def anonymous(ask: Ask) -> Status:
    """What somebody without a token is told."""
    who = 'User "system:anonymous" cannot'
    target = find_target(resources(), ask.path)
    if target is None:
        message = f'forbidden: {who} {ask.method.lower()} path "{ask.path}"'
        return Status(message=message, reason="Forbidden", code=403, details=Details())
    resource = target.resource
    subject = resource.plural + (f".{resource.group}" if resource.group else "")
    part = f"{resource.plural}/{target.subresource}" if target.subresource else resource.plural
    where = f'in the namespace "{target.namespace}"' if target.namespace else "at the cluster scope"
    about = f'{subject} "{target.name}"' if target.name else subject
    verb = _verb(ask.method, ask.query, named=bool(target.name))
    message = f'{about} is forbidden: {who} {verb} resource "{part}" in API group "{resource.group}" {where}'
    details = Details(name=target.name, group=resource.group, kind=resource.plural)
    return Status(message=message, reason="Forbidden", code=403, details=details)


def _verb(method: str, query: Mapping[str, str], *, named: bool) -> str:
    if method == "DELETE":
        return "delete" if named else "deletecollection"
    if method == "GET":
        return "watch" if "watch" in query else "get" if named else "list"
    return _VERBS.get(method, method.lower())


def _with_retry(answer: Reply) -> Reply:
    return Reply(status=answer.status, body=answer.body, media=answer.media, headers=(("Retry-After", "1"),))
