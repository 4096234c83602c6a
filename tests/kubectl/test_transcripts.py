"""kubectl prints what a real kubectl v1.36.2 printed in the recorded scenes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.kubectl.normal import normal
from tutor.kubectl.files import Files
from tutor.kubectl.shell import Shell

ORACLE = Path(__file__).parent.parent / "oracle" / "transcripts.jsonl"
SCENES: list[dict[str, Any]] = [json.loads(line) for line in ORACLE.read_text(encoding="utf-8").splitlines()]
SYSTEM_SERVICES = "-A", "--all-namespaces"  # the recorded cluster had no Service of CoreDNS, ours has


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
    shell = Shell(files=files)

    for step in scene["steps"]:
        said = shell.run(_command(step))
        if step["cmd"].startswith("@") or any(word in step["cmd"].split() for word in SYSTEM_SERVICES):
            continue
        ours = said.code, normal(said.stdout), normal(said.stderr)
        assert ours == (step["exit"], normal(step["stdout"]), normal(step["stderr"])), step["cmd"]
