"""docs/grading.md: its commands are commands, its policy is a policy."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tutor.cli.grade_options import options_of
from tutor.grading.policy.model import Policy
from tutor.grading.policy.read import read_policy

PAGE = (Path(__file__).parents[2] / "docs" / "grading.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ tutor (grade|regrade) (.*)$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("command", "words"), COMMANDS)
def test_each_command_can_be_typed(command: str, words: str) -> None:
    assert options_of(command, shlex.split(words)).path[0].startswith("answers")


def test_the_policy_is_one() -> None:
    found = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    assert isinstance(read_policy("policy.yaml", found[1].encode()), Policy)
