"""Which words could come next on a line: programs, verbs, kinds, names of objects, files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, get_args

from tutor.api.kinds import KINDS, by_resource
from tutor.cluster.settings import LoadBalancer, ProxyMode
from tutor.kubectl.commands import ANYWHERE, PROGRAMS

if TYPE_CHECKING:
    from tutor.kubectl.shell.terminal import Shell

_VERBS = (
    "annotate api-resources apply config create delete describe edit events exec explain expose get label logs patch "
    "replace rollout run scale set version wait"
)
VERBS = tuple(_VERBS.split())
ON_PODS = frozenset({"exec", "logs", "attach"})
NAMES = frozenset(
    {"get", "describe", "delete", "edit", "label", "annotate", "scale", "expose", "patch", "explain", "wait"}
)
FORMATS = ("custom-columns=", "json", "jsonpath=", "name", "wide", "yaml")
_SEPARATOR = re.compile(r"\|\||&&|[|;]")


def complete(line: str, shell: Shell) -> tuple[str, ...]:
    """The words that could stand where the last word of `line` stands, sorted."""
    words = _SEPARATOR.split(line)[-1].lstrip().split(" ")
    *before, last = words
    while before[:1] and re.fullmatch(r"[A-Za-z_]\w*=\S*", before[0]):
        before.pop(0)
    found = _candidates(before, last, shell)
    return tuple(sorted({word for word in found if word.startswith(last) and word != last}))


def _candidates(before: list[str], last: str, shell: Shell) -> Iterable[str]:
    if not before:
        return (name for name in (*ANYWHERE, *PROGRAMS) if len(name) > 1 and (name in ANYWHERE or shell.knows(name)))
    if before[0] in {"kubectl", "k"}:
        return _kubectl(before[1:], last, shell)
    if before[0] == "ssh" and len(before) == 1:
        return (node.name for node in shell.settings.nodes)
    if before[0] == "reset":
        choices = {"--proxy-mode": get_args(ProxyMode), "--load-balancer": get_args(LoadBalancer)}
        return choices.get(before[-1], ("--proxy-mode", "--load-balancer", "--seed"))
    return _paths(last, shell)


def _paths(last: str, shell: Shell) -> Iterable[str]:
    literal = re.sub(r"([*?\[])", r"[\1]", last)
    return (path + "/" if shell.files.is_folder(path) else path for path in shell.files.expand(literal + "*"))


def _kubectl(before: list[str], last: str, shell: Shell) -> Iterable[str]:
    flag = before[-1] if before else ""
    if flag in {"-f", "--filename"}:
        return _paths(last, shell)
    if flag in {"-o", "--output"}:
        return FORMATS
    if flag in {"-n", "--namespace"}:
        return _names("namespaces", shell)
    words = [word for word in before if not word.startswith("-")]
    return _arguments(words, last, shell) if words else VERBS


def _arguments(words: list[str], last: str, shell: Shell) -> Iterable[str]:
    """Kinds first, then the names of that kind; for exec and logs, pods."""
    verb, *rest = words
    if verb in ON_PODS:
        return () if rest else _names("pods", shell)
    if verb not in NAMES:
        return ()
    if rest:
        return _names(rest[0], shell)
    kind, slash, _ = last.partition("/")
    if slash:
        return (f"{kind}/{name}" for name in _names(kind, shell))
    return (name for kind in KINDS for name in (kind.plural, *kind.short_names))


def _names(word: str, shell: Shell) -> Iterable[str]:
    kind = by_resource(word.rpartition(",")[2])
    if kind is None:
        return ()
    namespace = "default" if kind.namespaced else None
    return (obj.metadata.name for obj in shell.cluster.store.list(kind.kind, namespace))
