"""Every field that is explained exists, has words in both languages, and is found by its path."""

from __future__ import annotations

import pytest

from tutor import words
from tutor.api.codec.shapes import plan
from tutor.api.explain import explain, explain_type
from tutor.api.facts import FACTS
from tutor.api.kinds import ALL_KINDS, SERVICE
from tutor.manifest import parse
from tutor.words import fields_en, fields_ko, podfields_en, podfields_ko


def _types(owner: type, seen: dict[str, type]) -> dict[str, type]:
    if owner.__name__ in seen:
        return seen
    seen[owner.__name__] = owner
    for row in plan(owner).values():
        shape = row.shape
        while shape.item:
            shape = shape.item
        if shape.struct:
            _types(shape.struct, seen)
    return seen


# What a Services course meets of pods and workloads; storage, security and scheduling beyond it have no words.
POD_TYPES = (
    "PodSpec Container ContainerPort EnvVar EnvVarSource EnvFromSource ObjectFieldSelector ConfigMapKeySelector",
    "Probe ExecAction HTTPGetAction HTTPHeader TCPSocketAction GRPCAction Lifecycle LifecycleHandler SleepAction",
    "HostAlias PodDNSConfig PodDNSConfigOption PodReadinessGate Toleration ResourceRequirements VolumeMount",
    "EmptyDirVolumeSource ConfigMapVolumeSource KeyToPath LabelSelector LabelSelectorRequirement PodTemplateSpec",
)
WORKLOAD_TYPES = (
    "ReplicaSetSpec DeploymentSpec DeploymentStrategy RollingUpdateDeployment StatefulSetSpec DaemonSetSpec",
    "StatefulSetUpdateStrategy RollingUpdateStatefulSet StatefulSetOrdinals DaemonSetUpdateStrategy",
    "RollingUpdateDaemonSet ConfigMap ObjectMeta OwnerReference NamespaceSpec Taint",
)
COMMON = sorted(name for line in (*POD_TYPES, *WORKLOAD_TYPES) for name in line.split())
WHOLE = ("Service", "EndpointSlice", "Endpoints", "IPAddressPool", "L2Advertisement")


def _all_types() -> dict[str, type]:
    seen: dict[str, type] = {}
    for kind in ALL_KINDS:
        _types(kind.type, seen)
    return seen


@pytest.mark.parametrize("key", sorted(key for key in FACTS if not key.startswith("Object.")))
def test_an_explained_field_exists_in_its_type(key: str) -> None:
    owner, name = key.split(".")
    assert name in plan(_all_types()[owner])


def _unexplained(owner: type) -> list[str]:
    keys = [one.key for one in explain_type(owner)]
    return [key for key in keys if not all(known_in(locale, key) for locale in words.LOCALES)]


def known_in(locale: str, key: str) -> bool:
    return key in FACTS and key in words.ids(locale)


@pytest.mark.parametrize("kind", WHOLE)
def test_every_field_within_a_kind_of_the_course_has_words_in_both_languages(kind: str) -> None:
    row = next(one for one in ALL_KINDS if one.kind == kind)
    assert [key for owner in _types(row.type, {}).values() for key in _unexplained(owner)] == []


@pytest.mark.parametrize("name", COMMON)
def test_every_common_field_of_pods_and_workloads_has_words_in_both_languages(name: str) -> None:
    assert _unexplained(_all_types()[name]) == []


def test_both_languages_have_words_for_the_same_fields() -> None:
    english, korean = (
        {**one.WORDS, **more.WORDS} for one, more in ((fields_en, podfields_en), (fields_ko, podfields_ko))
    )
    assert set(english) == set(korean) == set(FACTS) | {f"kind.{kind.kind}" for kind in ALL_KINDS}


@pytest.mark.parametrize("key", sorted(key for key, facts in FACTS.items() if facts.example))
def test_an_example_is_yaml(key: str) -> None:
    (document,) = parse(FACTS[key].example).documents
    assert document.error is None


def test_a_field_is_found_through_a_list() -> None:
    found = explain(SERVICE, ("spec", "ports", 0, "targetPort"))
    assert found is not None
    assert (found.key, found.type, found.facts.example) == ("ServicePort.targetPort", "IntOrString", "8080")


def test_a_list_names_its_item_and_the_fields_below() -> None:
    found = explain(SERVICE, ("spec", "ports"))
    assert found is not None
    assert found.type == "[]ServicePort"
    assert [one.name for one in found.fields] == [
        "appProtocol",
        "name",
        "nodePort",
        "port",
        "protocol",
        "targetPort",
    ]


def test_a_field_that_does_not_exist_is_none() -> None:
    assert explain(SERVICE, ("spec", "ports", 0, "targetport")) is None
