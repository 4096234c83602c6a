"""Which words could come next after `kubectl`: read from the tree of its commands and from the live cluster."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from tutor.cluster.images.catalog import IMAGES
from tutor.kubectl import complete_names as live
from tutor.kubectl.catalogue import ROOT
from tutor.kubectl.command import Command
from tutor.kubectl.common_flags import GLOBAL
from tutor.kubectl.complete_paths import paths
from tutor.kubectl.flags import Flag
from tutor.kubectl.kubeconfig import current_namespace
from tutor.values import frozen

if TYPE_CHECKING:
    from tutor.kubectl.shell.terminal import Shell

FORMATS = ("custom-columns=", "go-template=", "json", "jsonpath=", "name", "wide", "yaml")
_FIELDS = ("metadata.name=", "metadata.namespace=", "status.phase=", "spec.nodeName=", "type=", "reason=")
_CONDITIONS = ("condition=Ready", "condition=Available", "condition=Complete", "delete", "create", "jsonpath=")
_FIXED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "output": FORMATS,
        "type": ("ClusterIP", "NodePort", "LoadBalancer", "ExternalName", "merge", "json", "strategic"),
        "dry-run": ("none", "client", "server"),
        "cascade": ("background", "foreground", "orphan"),
        "restart": ("Always", "OnFailure", "Never"),
        "protocol": ("TCP", "UDP", "SCTP"),
        "field-selector": _FIELDS,
        "for": _CONDITIONS,
        "image": tuple(path for image in IMAGES for path in image.repositories),
        "validate": ("strict", "warn", "ignore"),
        "sort-by": (".metadata.name", ".metadata.creationTimestamp", ".status.podIP", ".spec.nodeName"),
        "session-affinity": ("None", "ClientIP"),
    }
)
_TYPED = frozenset({"get", "describe", "delete", "edit", "label", "annotate", "patch", "wait"})
_BY_KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "expose": ("deployment", "pod", "replicaset", "service"),
        "scale": ("deployment", "replicaset", "statefulset"),
        "port-forward": ("pod", "service", "deployment"),
        "rollout": live.CONTROLLERS,
        "set": (*live.CONTROLLERS, "pod"),
        "logs": ("deployment", "pod", "service"),
        "exec": ("deployment", "pod", "service"),
    }
)
_ON_PODS = frozenset({"exec", "logs", "attach", "port-forward"})


@frozen
class Line:
    """A command under way: its words without flags, the values of its flags, and where `--` stood."""

    command: Command
    args: tuple[str, ...] = ()
    flags: Mapping[str, str]
    dashed: bool = False
    wanting: Flag | None = None


def read_line(words: list[str]) -> Line:
    """Sort the words before the one that is completed."""
    command = ROOT
    args: list[str] = []
    flags: dict[str, str] = {}
    wanting: Flag | None = None
    for at, word in enumerate(words):
        if wanting is not None:
            flags[wanting.name], wanting = word, None
        elif word == "--":
            return Line(command=command, args=tuple(args), flags=flags, dashed=at < len(words))
        elif word.startswith("-"):
            name, equals, value = word.partition("=")
            flag = _flag_of(command, name)
            if flag and equals:
                flags[flag.name] = value
            elif flag and flag.takes_value:
                wanting = flag
        elif below := next((one for one in command.commands if word in {one.name, *one.aliases}), None):
            command = below
        else:
            args.append(word)
    return Line(command=command, args=tuple(args), flags=flags, wanting=wanting)


def _flag_of(command: Command, word: str) -> Flag | None:
    """The flag of `--name` or of `-n`; of `-it` the last one."""
    long, short = (word[2:], "") if word.startswith("--") else ("", word[-1:])
    known = (*command.flags, *GLOBAL)
    return next((flag for flag in known if flag.name == long or (short and flag.short == short)), None)


def complete_kubectl(words: list[str], last: str, shell: Shell) -> Iterable[str]:
    """The candidates for the last word of a kubectl command."""
    line = read_line(words)
    if line.wanting is not None:
        return _values(line.wanting.name, line, last, shell)
    if line.dashed:
        return live.programs(shell.cluster, line.args[0], _namespace(line, shell)) if line.args else ()
    if last.startswith("-"):
        return _flags(line, last, shell)
    if line.command.commands and not line.args:
        return (one.name for one in line.command.commands if not one.unsimulated)
    return _arguments(line, last, shell)


def _namespace(line: Line, shell: Shell) -> str:
    return line.flags.get("namespace") or current_namespace(shell.files)


def _flags(line: Line, last: str, shell: Shell) -> Iterable[str]:
    name, equals, value = last.partition("=")
    flag = _flag_of(line.command, name) if equals else None
    if flag is not None:
        return (f"{name}={one}" for one in _values(flag.name, line, value, shell))
    return (f"--{one.name}" for one in (*line.command.flags, *GLOBAL))


def _values(name: str, line: Line, last: str, shell: Shell) -> Iterable[str]:
    """What may stand behind a flag."""
    if name in {"filename", "patch-file", "from-file"}:
        return paths(last, shell.files)
    if name == "namespace":
        return live.names(shell.cluster, "namespaces", "")
    if name in {"selector", "label-columns"} and line.args:
        found = live.labels(shell.cluster, line.args[0], _namespace(line, shell))
        return found if name == "selector" else (one for one in found if "=" not in one)
    if name in {"container", "containers"} and line.args:
        return live.containers(shell.cluster, line.args[0], _namespace(line, shell))
    return _FIXED.get(name, ())


def _arguments(line: Line, last: str, shell: Shell) -> Iterable[str]:
    """What may stand where no flag does: kinds first, then names; the group (rollout, set) decides for its words."""
    verb, namespace = line.command.path.split(" ")[1:2], _namespace(line, shell)
    group = verb[0] if verb else ""
    if group in _TYPED:
        return _typed(group, line, last, shell)
    if group == "explain":
        return live.kinds(shell.cluster) if not line.args else ()
    if line.args and group in {"expose", "scale"} and "/" not in line.args[0]:
        return live.names(shell.cluster, line.args[0], namespace)
    if line.args and line.command.name == "image":
        return _images(line, shell)
    if line.args or group not in {*_BY_KINDS, *_ON_PODS}:
        return ()
    if "/" in last:
        return live.prefixed(shell.cluster, (last.partition("/")[0],), namespace)
    bare = live.names(shell.cluster, "pods", namespace) if group in _ON_PODS else _BY_KINDS[group]
    return (*bare, *live.prefixed(shell.cluster, _BY_KINDS.get(group, ()), namespace))


def _typed(verb: str, line: Line, last: str, shell: Shell) -> Iterable[str]:
    namespace = _namespace(line, shell)
    if not line.args:
        kind, slash, _ = last.partition("/")
        if slash:
            return live.prefixed(shell.cluster, (kind,), namespace)
        before, comma, _ = last.rpartition(",")
        return (f"{before}{comma}{word}" for word in live.kinds(shell.cluster))
    if verb == "label" and (len(line.args) > 1 or "/" in line.args[0]):
        kind, _, name = "/".join(line.args[:2]).partition("/")
        return live.label_changes(shell.cluster, kind, name.partition("/")[0], namespace)
    if "/" in line.args[0]:
        return live.prefixed(shell.cluster, (line.args[0].partition("/")[0],), namespace)
    return (name for name in live.names(shell.cluster, line.args[0], namespace) if name not in line.args)


def _images(line: Line, shell: Shell) -> Iterable[str]:
    """CONTAINER=IMAGE for `kubectl set image`."""
    kind, _, name = "/".join(line.args[:2]).partition("/")
    found = live.template_containers(shell.cluster, kind, name.partition("/")[0], _namespace(line, shell))
    return (f"{one}=" for one in found)
