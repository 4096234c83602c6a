"""What fuzzing feeds with bytes: each target says a word of what came of them, and raises where that is our fault."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.fuzz.lines import STARTS
from tests.fuzz.seeds import SEEDS
from tests.fuzz.verdicts import judge
from tutor.cluster.cluster import Cluster
from tutor.kubectl.shell.terminal import Shell
from tutor.packs.create import create
from tutor.packs.load import load_source
from tutor.packs.source import Source, read_folder
from tutor.progress import Command, LessonProgress, Progress
from tutor.server.api import answer
from tutor.server.app import ask_of, replace_body
from tutor.server.exchange import Reply
from tutor.server.world import World
from tutor.values import frozen

Try = Callable[[bytes], str]
UUID = "00000000-0000-4000-8000-000000000001"
SERVICES = "/api/v1/namespaces/default/services"
_PATCH = "content-type: application/merge-patch+json"
_JSON_PATCH = "content-type: application/json-patch+json"
_TABLE = "accept: application/json;as=Table;g=meta.k8s.io;v=v1"
REQUESTS = (
    f"POST {SERVICES}?fieldValidation=Strict\n\n" + '{"metadata": {"name": "web"}, "spec": {"ports": [{"port": 80}]}}',
    f"PATCH {SERVICES}/kubernetes\n{_PATCH}\n\n" + '{"metadata": {"labels": {"a": "b"}}}',
    f"PATCH {SERVICES}/kubernetes\n{_JSON_PATCH}\n\n" + '[{"op": "replace", "path": "/spec/ports/0/port", "value": 9}]',
    f"PATCH {SERVICES}/web?fieldManager=me&force=true\ncontent-type: application/apply-patch+yaml\n\n" + SEEDS[0],
    f"PUT {SERVICES}/kubernetes/status\n\n" + '{"metadata": {"name": "kubernetes"}, "status": {}}',
    f"GET /api/v1/pods?limit=2&continue=a&labelSelector=a%20in%20(b,c),!d&fieldSelector=spec.nodeName!=x\n{_TABLE}\n\n",
    "GET /apis/apps/v1/namespaces/kube-system/daemonsets?watch=1&resourceVersion=1&allowWatchBookmarks=true\n\n",
    f"DELETE {SERVICES}?propagationPolicy=Foreground\n\n" + '{"kind": "DeleteOptions", "gracePeriodSeconds": 0}',
    "GET /openapi/v3/api/v1\naccept: application/com.github.proto-openapi.spec.v3@v1.0+protobuf\n\n",
    "GET /api/v1/namespaces/kube-system/pods/x/log?tailLines=-1&sinceSeconds=a\n\n",
    "POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews\n\n" + '{"spec": {"resourceAttributes": {}}}',
)


@frozen
class Target:
    """Where bytes go: good ones to begin with, and what takes changed ones; `begin` gives it a world of its own."""

    seeds: Callable[[], tuple[bytes, ...]]
    begin: Callable[[], Try]


def _manifests() -> Try:
    cluster = Cluster.start()
    return lambda data: next(iter(judge(cluster, _text(data))), "").partition(":")[0]


def _lines() -> Try:
    shell = Shell()

    def run(data: bytes) -> str:
        shell.ended = False
        return str(shell.run(_text(data)).code)

    return run


def _packs() -> Try:
    """The first byte says which file of a small pack the rest replaces."""
    files = dict(_skeleton().files)
    names = sorted(files)

    def load(data: bytes) -> str:
        changed = {**files, names[data[0] % len(names)]: data[1:]} if data else files
        problems = load_source(Source(files=changed)).problems
        return problems[0].rule if problems else "accepted"

    return load


def _pack_seeds() -> tuple[bytes, ...]:
    files = _skeleton().files
    return tuple(bytes([number]) + files[name] for number, name in enumerate(sorted(files)))


def _skeleton() -> Source:
    with tempfile.TemporaryDirectory() as folder:
        create(Path(folder), "first")
        return read_folder(Path(folder))


def _requests() -> Try:
    """A request as text: method and path, headers, an empty line, the body; the web server has read its bytes."""
    world = World(Cluster.start(), wall=lambda: 0.0)

    def ask(data: bytes) -> str:
        head, _, body = data.partition(b"\n\n")
        first, *rest = head.decode("utf-8", "replace").split("\n")
        method, _, place = first.partition(" ")
        path, _, query = place.partition("?")
        named = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
        found = answer(world, replace_body(ask_of(method, path, query, named), body))
        assert not isinstance(found, Reply) or 200 <= found.status < 600, found
        return str(found.status) if isinstance(found, Reply) else "stream"

    return ask


def _states() -> Try:
    """A file of progress: opened, read whole, written to; a damaged one is said, never raised."""

    def look(data: bytes) -> str:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "progress.db").write_bytes(data)
            with closing(Progress.open(Path(folder))) as progress:
                progress.lessons(), progress.commands(UUID), progress.files(UUID), progress.setting("locale")
                progress.keep_setting("locale", "ko")
                assert progress.setting("locale") == "ko"
                return progress.notice.id if progress.notice else "read"

    return look


def _state_seeds() -> tuple[bytes, ...]:
    with tempfile.TemporaryDirectory() as folder:
        with closing(Progress.open(Path(folder))) as progress:
            _fill(progress)
        return (Path(folder, "progress.db").read_bytes(),)


def _exports() -> Try:
    """What `tutor progress import` is given."""

    def take(data: bytes) -> str:
        try:
            exported = json.loads(data)
        except (ValueError, RecursionError):
            return "no JSON"
        with closing(Progress.open(None)) as progress:
            said = progress.load(exported) if isinstance(exported, dict) else "format"
            progress.lessons(), progress.commands(UUID), progress.files(UUID), progress.setting("locale")
            return "refused" if said else "taken"

    return take


def _export_seeds() -> tuple[bytes, ...]:
    with closing(Progress.open(None)) as progress:
        _fill(progress)
        return (json.dumps(progress.export(), indent=1).encode(),)


def _fill(progress: Progress) -> None:
    progress.keep_setting("locale", "en")
    progress.keep_file(UUID, "service.yaml", SEEDS[0])
    progress.keep_lesson(LessonProgress(uuid=UUID, id="sample", place={"line": 3}))
    progress.keep_command(UUID, 1, Command(line="kubectl get pods", at=1.0))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _encoded(texts: tuple[str, ...]) -> Callable[[], tuple[bytes, ...]]:
    return lambda: tuple(text.encode() for text in texts)


TARGETS: dict[str, Target] = {
    "manifest": Target(seeds=_encoded(tuple(SEEDS)), begin=_manifests),
    "line": Target(seeds=_encoded(STARTS), begin=_lines),
    "pack": Target(seeds=_pack_seeds, begin=_packs),
    "request": Target(seeds=_encoded(REQUESTS), begin=_requests),
    "state": Target(seeds=_state_seeds, begin=_states),
    "export": Target(seeds=_export_seeds, begin=_exports),
}
