"""The built-in pack and its lesson `clusterip`, which many tests grade answers to."""

from __future__ import annotations

from tutor.packs.load import builtin
from tutor.packs.model import Lesson, Pack

PACK: Pack = builtin()
LESSON: Lesson = next(one for one in PACK.lessons if one.id == "clusterip")
STARTER = LESSON.starter["service.yaml"]
SOLUTION = LESSON.solution["service.yaml"]
