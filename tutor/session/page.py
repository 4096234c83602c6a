"""The lesson's page as far as the learner is: tasks ticked, hints opened, the debrief when it is done."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.grading.verdict import Result
from tutor.packs.model import Lesson, Pack, Prose, TaskText, localized
from tutor.packs.model import Task as PackTask
from tutor.session.cost import cost_of
from tutor.session.views import Page, State, Task
from tutor.values import replace


def prose_of(pack: Pack, lesson: Lesson, locale: str) -> Prose:
    """The prose in a language, else in the pack's first one."""
    for wanted in (locale, pack.default_locale, *sorted(lesson.prose)):
        if wanted in lesson.prose:
            return lesson.prose[wanted]
    return Prose()


def done_tasks(lesson: Lesson, result: Result | None) -> tuple[str, ...]:
    """Name the tasks whose checks all passed."""
    if result is None:
        return ()
    passed = {check.id for check in result.checks if check.status == "pass"}
    return tuple(task.id for task in lesson.tasks if set(task.checks) <= passed)


def page(
    pack: Pack, lesson: Lesson, locale: str, *, result: Result | None, hints: Mapping[str, int], done: bool
) -> Page:
    """Put the page together."""
    prose = prose_of(pack, lesson, locale)
    ticked = done_tasks(lesson, result)
    current = next((task.id for task in lesson.tasks if task.id not in ticked), "")
    tasks: list[Task] = []
    for number, task in enumerate(lesson.tasks):
        text = prose.tasks[number] if number < len(prose.tasks) else TaskText(title=task.id, body="")
        title = localized(task.title, locale, pack.default_locale) or text.title
        state: State = "done" if task.id in ticked else "current" if task.id == current else "todo"
        opened = max(0, min(hints.get(task.id, 0), len(text.hints)))
        costs = tuple(cost_of(lesson, n) for n in range(len(text.hints)))
        got, most = _points(lesson, task, result)
        shown = Task(number=number + 1, title=title, body=text.body, state=state, points=got, most=most)
        left = len(text.hints) - opened
        tasks.append(replace(shown, hints=text.hints[:opened], hints_left=left, hint_costs=costs))
    return Page(
        title=localized(lesson.title, locale, pack.default_locale),
        situation=prose.situation,
        tasks=tuple(tasks),
        why=prose.why if done else "",
        next=prose.next if done else "",
        glossary=pack.glossary.get(locale) or pack.glossary.get(pack.default_locale) or {},
    )


def _points(lesson: Lesson, task: PackTask, result: Result | None) -> tuple[float, float]:
    """What the checks of a task gave, and what they can give."""
    most = sum(check.points for check in lesson.checks if check.id in task.checks)
    got = sum(check.points for check in result.checks if check.id in task.checks) if result else 0
    return got, most
