"""kubectl prints what a real kubectl v1.36.2 printed in the recorded scenes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.begun import begin
from tutor.kubectl.files import Files
from tutor.kubectl.shell.terminal import Shell

ORACLE = Path(__file__).parent.parent / "oracle" / "transcripts.jsonl"
SCENES: list[dict[str, Any]] = [json.loads(line) for line in ORACLE.read_text(encoding="utf-8").splitlines()]
SYSTEM_SERVICES = "-A", "--all-namespaces"  # the recorded cluster had no Service of CoreDNS, ours has
_SUFFIX = "[bcdfghjklmnpqrstvwxz2456789]{5}"
_RULES: tuple[tuple[str, str], ...] = (
    (r"10\.233\.\d+\.\d+", "IP"),
    (r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UID"),
    (rf"(?<=[a-z0-9])-{_SUFFIX}\b", "-RAND"),
    (r"-[a-z0-9]{8,10}(?=-RAND|\s|$|\"|,|:|/)", "-HASH"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "TIME"),
    (r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}", "TIME"),
    (r'resourceVersion"?: "\d+"', "resourceVersion: N"),
    (r"generation: \d+", "generation: N"),
    (r"(?<![\w:.-])(\d+d)?(\d+h)?(\d+m)?\d+[smhd](?= |$|\n|\))", "AGE"),
    (r"\bkube-node\d\b", "kube-nodeN"),
    (r"[ \t]+", " "),
)
_NODE_PORT = re.compile(r"\b3[0-2]\d{3}\b")
_CHOSEN = frozenset({"30000", "30080", "30111", "30123", "32767", "32768"})


def normal(text: str) -> list[str]:
    """The lines of an answer in a form that every run shares; where chance orders rows, their order is no fact."""
    for pattern, words in _RULES:
        text = re.sub(pattern, words, text, flags=re.MULTILINE)
    text = _NODE_PORT.sub(lambda found: found[0] if found[0] in _CHOSEN else "PORT", text)
    text = re.sub(r"IP[:\d]*(,IP[:\d]*)+", lambda found: ",".join(sorted(found[0].split(","))), text)
    lines = [line.strip() for line in text.strip().splitlines()]
    return sorted(lines) if re.search("-RAND|-HASH|IP", text) else lines


def _command(step: dict[str, Any]) -> str:
    words: str = step["cmd"]
    if words == "@settle":
        return "sleep 5"
    if not words.startswith("@lbip"):
        return words
    _, name, ip = words.split()
    status = json.dumps({"status": {"loadBalancer": {"ingress": [{"ip": ip, "ipMode": "VIP"}]}}})
    return f"kubectl patch svc {name} --subresource=status --type=merge -p '{status}'"


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: str(scene["name"]))
def test_a_scene_reads_as_recorded(scene: dict[str, Any]) -> None:
    files = Files(written={f"/home/learner/{name}": body.encode() for name, body in scene["files"].items()})
    shell = Shell(begin=begin, files=files)

    for step in scene["steps"]:
        said = shell.run(_command(step))
        if step["cmd"].startswith("@") or any(word in step["cmd"].split() for word in SYSTEM_SERVICES):
            continue
        ours = said.code, normal(said.stdout), normal(said.stderr)
        assert ours == (step["exit"], normal(step["stdout"]), normal(step["stderr"])), step["cmd"]
