"""What a pack exercises, counted by lesson."""

from __future__ import annotations

from pathlib import Path

from tutor.grading.coverage import coverage
from tutor.packs.create import create
from tutor.packs.load import builtin, builtin_path, load


def test_a_new_lesson_exercises_what_tells_its_answers_apart(tmp_path: Path) -> None:
    create(tmp_path, "first")
    create(tmp_path, "second")
    pack = load(tmp_path).pack
    assert pack is not None
    found = coverage(pack)
    assert found.lessons == 2
    assert found.kinds == {"Pod": 2, "Service": 2}
    assert found.fields == {
        "Service.spec.ports.port": 2,
        "Service.spec.ports.targetPort": 2,
        "Service.spec.selector": 2,
    }
    assert found.checks == {"admission": 2, "endpoints": 2, "http": 2}
    assert "process-none" in found.outcomes
    assert "nothing-listens" in found.mistakes


def test_fields_of_objects_without_a_spec_and_of_lists_are_counted_by_their_names() -> None:
    found = coverage(load(builtin_path(), frozenset({"no-selector"})).readable or builtin())
    assert {name.partition(".")[0] for name in found.fields} == {"EndpointSlice", "Endpoints", "Service"}
    assert {"EndpointSlice.endpoints.addresses", "EndpointSlice.ports.name", "EndpointSlice.metadata.labels"} <= set(
        found.fields
    )
