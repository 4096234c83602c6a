"""kubectl prints what a real kubectl v1.36.2 printed in the recorded scenes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.oracle.areas import recorded, spoken
from tests.oracle.evened import same
from tests.oracle.fidelity import kept

ARGUED = kept()["transcripts"].differing


@pytest.mark.parametrize("scene", recorded("transcripts"), ids=lambda scene: str(scene["name"]))
def test_a_scene_reads_as_recorded(scene: dict[str, Any]) -> None:
    for step, said in spoken(scene):
        if f"{scene['name']}: {step['cmd']}" not in ARGUED:
            assert said.code == step["exit"], step["cmd"]
            assert same(said.stdout, step["stdout"]), step["cmd"]
            assert same(said.stderr, step["stderr"]), step["cmd"]
