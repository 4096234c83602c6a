"""Which words could come next on a line: programs, what kubectl knows, hosts, files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, get_args

from tutor.cluster.settings import LoadBalancer, ProxyMode
from tutor.kubectl import complete_names as live
from tutor.kubectl.commands import ANYWHERE, PROGRAMS
from tutor.kubectl.complete_kubectl import complete_kubectl
from tutor.kubectl.complete_paths import paths

if TYPE_CHECKING:
    from tutor.kubectl.shell.terminal import Shell

_SEPARATOR = re.compile(r"\|\||&&|[|;]|\$\(|`|\bdo\s|\bthen\s")
_WRAPPERS = frozenset({"watch", "sudo", "time", "timeout", "nohup", "command"})
_CONNECTING = frozenset({"curl", "wget", "ping", "nc", "telnet", "nslookup", "dig", "host", "traceroute"})
_ACTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"vagrant": ("halt", "reload", "ssh", "status", "up"), "node": ("list", "restart", "start", "stop")}
)
_RESET: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"--proxy-mode": get_args(ProxyMode), "--load-balancer": get_args(LoadBalancer)}
)


def complete(line: str, shell: Shell) -> tuple[str, ...]:
    """The words that could stand where the last word of `line` stands, sorted."""
    *before, last = _SEPARATOR.split(line)[-1].lstrip().split(" ")
    before = _inner([word for word in before if word])
    found = _candidates(before, last, shell)
    return tuple(sorted({word for word in found if word.startswith(last) and word != last}))


def _inner(words: list[str]) -> list[str]:
    """The words of the command itself: without variables before it, and without what runs it."""
    while words and (re.fullmatch(r"[A-Za-z_]\w*=\S*", words[0]) or words[0] in _WRAPPERS):
        wrapper = words.pop(0) in _WRAPPERS
        while wrapper and words and (words[0].startswith("-") or re.fullmatch(r"[\d.]+[smh]?", words[0])):
            words.pop(0)
    return words


def _candidates(before: list[str], last: str, shell: Shell) -> Iterable[str]:
    if not before:
        return (name for name in (*ANYWHERE, *PROGRAMS) if len(name) > 1 and (name in ANYWHERE or shell.knows(name)))
    name = before[0]
    if name in {"kubectl", "k"}:
        return complete_kubectl(before[1:], last, shell)
    nodes = (node.name for node in shell.settings.nodes)
    if name == "ssh":
        return nodes if len(before) == 1 else ()
    if name in _ACTIONS:
        return _ACTIONS[name] if len(before) == 1 else nodes
    if name == "reset":
        return _RESET.get(before[-1], ("--proxy-mode", "--load-balancer", "--seed"))
    if name in _CONNECTING and not last.startswith((".", "/", "~")):
        scheme = "http://" if last.startswith("http://") else ""
        return (scheme + host for host in live.hosts(shell.cluster, shell.place))
    found = paths(last, shell.files)
    return (path for path in found if path.endswith("/")) if name == "cd" else found
