"""The commands that a lesson's page shows."""

from __future__ import annotations

from dataclasses import replace

from tutor.packs.commands import console_commands
from tutor.packs.load import builtin
from tutor.packs.model import Prose, TaskText

PAGE = "Look.\n\n~~~console on=starter\n$ kubectl get svc\nNAME\n$ curl web\n~~~\n"


def test_the_commands_of_situation_and_tasks_are_found_once_and_in_order() -> None:
    task = TaskText(title="", body=PAGE + "\n~~~console\n$ why\n~~~\n", hints=("~~~console\n$ spoiler\n~~~\n",))
    lesson = replace(builtin().lessons[0], prose={"en": Prose(situation=PAGE, tasks=(task,))})

    assert console_commands(lesson, "en") == ("kubectl get svc", "curl web", "why")
    assert console_commands(lesson, "ko") == ("kubectl get svc", "curl web", "why")
