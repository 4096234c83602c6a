"""The store keeps objects, revisions and indexes, and gives them back from a snapshot."""

from __future__ import annotations

from tutor.api.meta import ObjectMeta
from tutor.api.pod import Pod
from tutor.api.service import Service, ServiceSpec
from tutor.cluster.store import LOG_LIMIT, Key, Store


def _pod(name: str, **labels: str) -> tuple[Key, Pod]:
    meta = ObjectMeta(name=name, namespace="default", labels=labels)
    return Key(kind="Pod", namespace="default", name=name), Pod(metadata=meta)


def test_objects_are_listed_by_namespace_and_name() -> None:
    store = Store()
    for name in ("b", "a", "c"):
        store.put(*_pod(name))
    assert [pod.metadata.name for pod in store.list("Pod")] == ["a", "b", "c"]
    assert store.list("Pod", "elsewhere") == ()


def test_each_write_is_one_revision_and_one_change() -> None:
    store = Store()
    start = store.revision
    key, pod = _pod("a")
    store.put(key, pod)
    store.put(key, pod)
    store.remove(key)
    assert [(change.revision - start, change.type) for change in store.since(start) or ()] == [
        (1, "ADDED"),
        (2, "MODIFIED"),
        (3, "DELETED"),
    ]


def test_changes_that_are_too_old_are_no_longer_known() -> None:
    store = Store()
    start = store.revision
    for _ in range(2 * LOG_LIMIT + 1):
        store.put(*_pod("a"))
    assert store.since(start) is None
    assert store.since(store.revision) == ()


def test_pods_are_found_by_all_labels_of_a_selector() -> None:
    store = Store()
    store.put(*_pod("a", app="web", tier="front"))
    store.put(*_pod("b", app="web"))
    found = store.pods_by_label("default", {"app": "web", "tier": "front"})
    assert [pod.metadata.name for pod in found] == ["a"]


def test_a_relabelled_pod_is_found_under_its_new_labels_only() -> None:
    store = Store()
    store.put(*_pod("a", app="web"))
    store.put(*_pod("a", app="api"))
    assert store.pods_by_label("default", {"app": "web"}) == ()
    assert len(store.pods_by_label("default", {"app": "api"})) == 1


def test_services_are_found_from_the_labels_of_a_pod() -> None:
    store = Store()
    for name, selector in (("one", {"app": "web"}), ("two", {"app": "web", "tier": "back"})):
        meta = ObjectMeta(name=name, namespace="default")
        service = Service(metadata=meta, spec=ServiceSpec(selector=selector, type="ClusterIP"))
        store.put(Key(kind="Service", namespace="default", name=name), service)
    names = [one.metadata.name for one in store.services_selecting("default", {"app": "web", "x": "y"})]
    assert names == ["one"]


def test_a_restored_store_knows_nothing_of_later_writes() -> None:
    store = Store()
    store.put(*_pod("a", app="web"))
    before = store.snapshot()
    store.put(*_pod("b", app="web"))
    store.restore(before)
    assert [pod.metadata.name for pod in store.pods_by_label("default", {"app": "web"})] == ["a"]
    assert store.revision == before.revision
