"""A lesson's faults are read strictly and become values."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.cluster.faults import NAME_SERVERS, Fault, ListeningFault, NodePower, Planned, Pods, ProbeFault, Slowness
from tutor.packs.faults import seconds
from tutor.packs.load import load
from tutor.packs.model import Step

LESSON = "lessons/one/lesson.yaml"
WEB = Pods(labels={"app": "web"})


def write(folder: Path, text: str) -> Path:
    """Put a line behind the title of the small lesson."""
    file = folder / LESSON
    file.write_text(file.read_text(encoding="utf-8").replace("checks:", f"{text}\nchecks:", 1), encoding="utf-8")
    return folder


def wrong(folder: Path, fault: str) -> list[str]:
    loaded = load(write(folder, f"world: {{faults: [{fault}]}}"))
    assert loaded.pack is None
    return [str(found) for found in loaded.problems]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("stop-node: kube-node2", NodePower(node="kube-node2", on=False)),
        ("start-node: kube-node2", NodePower(node="kube-node2", on=True)),
        ("fail-probe: {pods: {app: web}}", ProbeFault(pods=WEB)),
        ("mend-probe: {pods: {app: web}, probe: liveness}", ProbeFault(pods=WEB, probe="liveness", fails=False)),
        ("stop-listening: {pods: {app: web}}", ListeningFault(pods=WEB)),
        (
            "start-listening: {pods: {app: web}, namespace: shop}",
            ListeningFault(pods=Pods(labels={"app": "web"}, namespace="shop"), deaf=False),
        ),
        ("slow: {pods: {app: web}, by: 500ms}", Slowness(pods=WEB, seconds=0.5)),
        ("stop-dns: coredns", ListeningFault(pods=NAME_SERVERS["coredns"])),
        ("start-dns: nodelocaldns", ListeningFault(pods=NAME_SERVERS["nodelocaldns"], deaf=False)),
    ],
)
def test_each_word_for_a_fault_becomes_its_value_in_the_world_and_in_the_script(
    folder: Path, text: str, fault: Fault
) -> None:
    pack = load(write(folder, f"world: {{faults: [{{at: 30s, {text}}}]}}\nscript: [{{{text}}}]")).pack
    assert pack is not None
    lesson = pack.lessons[0]
    assert lesson.world.faults == (Planned(at=30, fault=fault),)
    assert lesson.script == (Step(verb="fault", argument=text.partition(":")[0], fault=fault),)


def test_durations_are_seconds_unless_they_say_otherwise() -> None:
    assert [seconds(one) for one in (7, "7s", "250ms", "2m", "1h")] == [7, 7, 0.25, 120, 3600]


def test_an_unknown_fault_is_an_error_at_its_line_and_column_with_the_word_that_was_meant(folder: Path) -> None:
    found = wrong(folder, "{at: 30s, stop-nod: kube-node2}")
    assert found[0] == (f'{LESSON}:4:28 L1 world.faults[0].stop-nod: unknown key "stop-nod"; did you mean "stop-node"?')


def test_a_fault_of_a_node_that_the_world_lacks_is_an_error(folder: Path) -> None:
    assert wrong(folder, "{at: 1, stop-node: n1}") == [
        f'{LESSON}:4:37 L2 nothing here is called "n1"; known: kube-master1, kube-node1, kube-node2, kube-node3'
    ]


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("{stop-dns: coredns}", '"at" is missing'),
        ("{at: soon, stop-dns: coredns}", '"soon" is not a duration such as 30s'),
        ("{at: 1, stop-dns: cordns}", '"cordns" is not known; did you mean "coredns"?'),
        ("{at: 1, slow: {pods: {app: a}}}", '"by" is missing'),
        (
            "{at: 1, fail-probe: {pods: {app: a}, probe: readyness}}",
            '"readyness" is not known; did you mean "readiness"?',
        ),
        ("{at: 1, slow: {pods: {}, by: 1s}}", "must have at least 1 entries"),
        ("{at: 1}", "must have exactly one of stop-node, start-node, fail-probe"),
    ],
)
def test_a_fault_that_says_too_little_or_something_else_is_an_error(folder: Path, fault: str, message: str) -> None:
    assert message in wrong(folder, fault)[0]
