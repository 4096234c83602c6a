"""An object that the lesson does not take is told before it costs points."""

from __future__ import annotations

from tests.sample_pack import STARTER
from tutor.packs.model import Allow
from tutor.session.allowed import not_allowed
from tutor.session.assist import repairs_at

ALLOW = Allow(kinds=("v1/Service",), objects=("Service/default/testapp-svc-clusterip",))


def test_the_objects_of_the_lesson_are_taken() -> None:
    assert not_allowed(STARTER, ALLOW, "en") == ()
    assert not_allowed(STARTER.replace("testapp-svc", "other"), Allow(), "en") == ()


def test_another_name_is_told_with_the_one_that_is_taken_and_its_fix() -> None:
    text = STARTER.replace("testapp-svc-clusterip", "web")
    [found] = not_allowed(text, ALLOW, "en")
    assert (found.line, found.column, found.severity, found.code) == (4, 9, "warning", "NOT_ALLOWED")
    assert found.message == (
        "This is Service default/web. The lesson takes Service default/testapp-svc-clusterip alone: "
        "check kind, metadata.name and metadata.namespace."
    )
    assert [fix.text for fix in repairs_at(text, found, "en")] == [STARTER]


def test_another_namespace_is_told_at_the_namespace() -> None:
    text = STARTER.replace("spec:\n", "  namespace: shop\nspec:\n")
    [found] = not_allowed(text, ALLOW, "ko")
    assert (found.line, found.column, found.to) == (5, 14, "default")


def test_another_kind_is_told_at_its_name() -> None:
    [found] = not_allowed("apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n", ALLOW, "ko")
    assert (found.line, found.to) == (4, "")


def test_an_object_without_a_name_is_the_servers_to_refuse() -> None:
    assert not_allowed("apiVersion: v1\nkind: Pod\nmetadata: {}\n", ALLOW, "en") == ()
