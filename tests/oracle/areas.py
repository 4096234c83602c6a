"""The areas that recorded answers speak of: each is asked again, and what differs is named."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tests.begun import begin
from tests.cluster.network import replay
from tests.cluster.worlds import backing
from tests.oracle.evened import same, stored
from tests.server.replay import compared
from tutor.cluster.settings import Settings
from tutor.kubectl.files import Files
from tutor.kubectl.output import Output
from tutor.kubectl.shell.terminal import Shell
from tutor.manifest import KUBECTL, parse
from tutor.values import frozen

HERE = Path(__file__).parent
Asked = Iterator[tuple[str, bool]]  # the name of a case, and whether we agree


@frozen
class Area:
    """One area: how many cases there are, and the names of those that differ."""

    cases: int
    differing: tuple[str, ...]

    @property
    def agreeing(self) -> int:
        """How many agree."""
        return self.cases - len(self.differing)


def ask(name: str) -> Area:
    """Ask everything that was recorded in an area."""
    asked = tuple(AREAS[name](recorded(name)))
    return Area(cases=len(asked), differing=tuple(case for case, agrees in asked if not agrees))


def recorded(name: str) -> list[Any]:
    """The recorded rows of an area."""
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def _shell(files: Mapping[str, str]) -> Shell:
    return Shell(
        begin=begin, files=Files(written={f"/home/learner/{name}": body.encode() for name, body in files.items()})
    )


def verdicts(rows: list[Any]) -> Asked:
    """What kubectl prints when it creates or applies a manifest, and what is stored then."""
    for row in rows:
        shell = _shell({"manifest.yaml": row["manifest"], "before.yaml": row["before"] or ""})
        if row["before"]:
            shell.run("kubectl apply -f before.yaml")
        said = shell.run(f"kubectl {row['op']} -f manifest.yaml")
        agrees = said.code == row["exit"] and same(said.stderr, row["stderr"]) and same(said.stdout, row["stdout"])
        yield row["id"], agrees and (row["exit"] != 0 or _stored(shell) == stored(row["stored"]))


def _stored(shell: Shell) -> Any:
    body = json.loads(shell.run("kubectl get -f manifest.yaml -o json").stdout)
    return stored(body["items"] if body.get("kind") == "List" else [body])


def yaml(rows: list[Any]) -> Asked:
    """How kubectl reads scalars and documents; of what it refuses, only that it does."""
    for row in rows:
        shell = _shell({"one.yaml": row["yaml"]})
        said = shell.run("kubectl annotate --local -f one.yaml a=b -o json")
        name = str(row.get("name") or row["yaml"])
        if "error" in row:
            yield name, said.code != 0
        elif row["kind"] == "document":
            yield name, said.code == 0 and _documents(said.stdout) == row["documents"]
        else:
            held: Any = parse(row["yaml"], KUBECTL).documents[0].value
            value = held["zz"].get("k") if isinstance(held["zz"], dict) else held["zz"]
            yield name, said.code == 0 and json.dumps(value) == json.dumps(row["value"])


def _documents(said: str) -> list[Any]:
    found, rest, decoder = [], said.strip(), json.JSONDecoder()
    while rest:
        one, end = decoder.raw_decode(rest)
        one.get("metadata", {}).pop("annotations", None)
        found.append(one)
        rest = rest[end:].strip()
    return found


def worlds(rows: list[Any]) -> Asked:
    """Which pods back which Services, in Endpoints and in EndpointSlices."""
    for row in rows:
        yield row["name"], backing(begin(Settings()), row["manifest"]) == (row["endpoints"], row["slices"])


def transcripts(rows: list[Any]) -> Asked:
    """What each command of a conversation prints, and its exit status."""
    for scene in rows:
        for step, said in spoken(scene):
            words = same(said.stdout, step["stdout"]) and same(said.stderr, step["stderr"])
            yield f"{scene['name']}: {step['cmd']}", words and said.code == step["exit"]


def spoken(scene: Any) -> Iterator[tuple[Any, Output]]:
    """Each command of a recorded conversation, and what ours answers."""
    shell = _shell(scene["files"])
    for step in scene["steps"]:
        said = shell.run(_command(step["cmd"]))
        if not step["cmd"].startswith("@"):
            yield step, said


def _command(words: str) -> str:
    """What stands for the recorder's own steps: waiting, and playing the load balancer."""
    if not words.startswith("@lbip"):
        return "sleep 5" if words == "@settle" else words
    _, name, ip = words.split()
    status = json.dumps({"status": {"loadBalancer": {"ingress": [{"ip": ip, "ipMode": "VIP"}]}}})
    return f"kubectl patch svc {name} --subresource=status --type=merge -p '{status}'"


def _replayed(play: Callable[[list[Any]], replay.Verdict]) -> Callable[[list[Any]], Asked]:
    def ask_rows(rows: list[Any]) -> Asked:
        good, total, wrong = play(rows)
        yield from (("", True) for _ in range(good))
        yield from ((one.split()[0], False) for one in wrong[: total - good])

    return ask_rows


def http(_: list[Any]) -> Asked:
    """What the API server answers over HTTP."""
    return ((one.note, one.agrees) for one in compared())


AREAS: Mapping[str, Callable[[list[Any]], Asked]] = MappingProxyType(
    {
        "verdicts": verdicts,
        "yaml": yaml,
        "worlds": worlds,
        "dns": _replayed(replay.dns),
        "routes": _replayed(replay.routes),
        "transcripts": transcripts,
        "http": http,
    }
)
