"""Checks on a learner's live cluster: it does not notice."""

from __future__ import annotations

import pytest

from tutor.grading.grade import apply_files, evaluate
from tutor.grading.world import before, prepare
from tutor.packs.load import builtin
from tutor.packs.model import Lesson, Step

LESSONS = builtin().lessons


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_the_starter_scores_nothing_with_the_feedback_of_its_proof(lesson: Lesson) -> None:
    cluster = prepare(lesson)
    files = {name: text.encode() for name, text in lesson.starter.items()}
    result = evaluate(lesson, cluster, apply_files(lesson, cluster, files))
    assert (result.score, result.max) == (0, 10)
    if Step(verb="apply", argument="starter") not in before(lesson.script):
        return  # this lesson starts without the starter in the cluster, so it has another fault to show
    assert [message.id for message in result.feedback] == [f"feedback.{lesson.proof.starter.feedback}"]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_the_cluster_is_the_same_afterwards(lesson: Lesson) -> None:
    cluster = prepare(lesson)
    start = cluster.store.revision, cluster.clock.now, cluster.store.list("Service")
    files = {name: text.encode() for name, text in lesson.solution.items()}
    evaluate(lesson, cluster, apply_files(lesson, cluster, files))
    assert (cluster.store.revision, cluster.clock.now, cluster.store.list("Service")) == start
