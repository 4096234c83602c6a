"""The verdict of one lesson: when the cluster was judged, what came of it."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.cluster.cluster import Cluster
from tutor.grading.grade import apply_files, evaluate
from tutor.grading.verdict import Result
from tutor.packs.model import Lesson
from tutor.values import frozen


@frozen
class Verdict:
    """A result and the revision it speaks of; `asked` when the learner wanted the reasons, not only the ticks."""

    result: Result | None = None
    revision: int = 0
    asked: bool = False

    @property
    def full(self) -> bool:
        """Whether every check passed."""
        return self.result is not None and self.result.full


def judge(lesson: Lesson, cluster: Cluster, texts: Mapping[str, str], *, asked: bool) -> Verdict:
    """Judge the cluster as it is; it does not notice."""
    files = {name: text.encode("utf-8", "surrogateescape") for name, text in texts.items()}
    result = evaluate(lesson, cluster, apply_files(lesson, cluster, files))
    return Verdict(result=result, revision=cluster.store.revision, asked=asked)
