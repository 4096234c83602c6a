"""Containers that wait: for settings, volumes, images or programs, and for each other."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cluster.bodies import container, pod
from tutor.api.kinds import CONFIG_MAP, POD
from tutor.api.pod import Pod
from tutor.cluster.cluster import Cluster
from tutor.cluster.images.names import reference_fault
from tutor.cluster.tables.pods import cells, reason

_MYWEB, _BUSY = "c1t1d0s7/myweb", "busybox"
_VOLUMES = [{"name": "site", "configMap": {"name": "settings"}}]


def _run(cluster: Cluster, seconds: float, **fields: Any) -> Pod:
    body = pod("web")
    body["spec"]["containers"] = [container(**fields)]
    cluster.server.create(POD, body)
    cluster.advance(seconds)
    return _pod(cluster)


def _pod(cluster: Cluster) -> Pod:
    found: Pod = cluster.server.get(POD, "web")
    return found


def _told(cluster: Cluster) -> list[tuple[str, str, int]]:
    return [(one.reason, one.message, one.count) for one in cluster.events("default")]


def _held(cluster: Cluster) -> tuple[str, str] | None:
    """What the only container waits for, and in which words."""
    waiting = _pod(cluster).status.container_statuses[0].state.waiting
    return None if waiting is None else (waiting.reason, waiting.message)


def _reference(source: str, name: str, key: str = "", **more: Any) -> dict[str, Any]:
    """A container whose variable, or all of them, come from another object."""
    if not key:
        return {"envFrom": [{source: {"name": name, **more}}]}
    return {"env": [{"name": "A", "valueFrom": {source: {"name": name, "key": key, **more}}}]}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (_reference("configMapKeyRef", "nope", "k"), 'configmap "nope" not found'),
        (_reference("configMapKeyRef", "colors", "k"), "couldn't find key k in ConfigMap default/colors"),
        (_reference("secretKeyRef", "db", "password"), 'secret "db" not found'),
        (_reference("configMapRef", "nope"), 'configmap "nope" not found'),
        (_reference("secretRef", "db"), 'secret "db" not found'),
        (_reference("configMapKeyRef", "nope", "k", optional=True), ""),
        (_reference("configMapRef", "nope", optional=True), ""),
        (_reference("configMapRef", "colors"), ""),
    ],
)
def test_a_container_waits_for_what_its_variables_are_read_from(
    cluster: Cluster, fields: dict[str, Any], words: str
) -> None:
    cluster.server.create(CONFIG_MAP, {"metadata": {"name": "colors"}, "data": {"sky": "blue"}})
    found = _run(cluster, 2, **fields)
    assert _held(cluster) == (("CreateContainerConfigError", words) if words else None)
    assert found.status.phase == ("Pending" if words else "Running")
    assert ("Failed", f"Error: {words}", 1) in _told(cluster) or not words


def test_a_container_goes_on_by_itself_when_its_config_map_is_made(cluster: Cluster) -> None:
    _run(cluster, 2, **_reference("configMapKeyRef", "settings", "color"))
    cluster.server.create(CONFIG_MAP, {"metadata": {"name": "settings"}, "data": {"color": "red"}})
    cluster.advance(15)
    assert reason(_pod(cluster)) == "Running"


@pytest.mark.parametrize(
    ("volume", "words"),
    [
        ({"configMap": {"name": "nope"}}, 'configmap "nope" not found'),
        ({"secret": {"secretName": "db"}}, 'secret "db" not found'),
        (
            {"configMap": {"name": "colors", "items": [{"key": "sea", "path": "p"}]}},
            "configmap references non-existent config key: sea",
        ),
        (
            {"projected": {"sources": [{"secret": {"name": "a"}}, {"configMap": {"name": "b"}}]}},
            '[secret "a" not found, configmap "b" not found]',
        ),
        ({"configMap": {"name": "nope", "optional": True}}, ""),
        ({"emptyDir": {}}, ""),
    ],
)
def test_a_pod_has_no_sandbox_before_its_volumes_are_there(cluster: Cluster, volume: Any, words: str) -> None:
    cluster.server.create(CONFIG_MAP, {"metadata": {"name": "colors"}, "data": {"sky": "blue"}})
    cluster.server.create(POD, pod("web", volumes=[{"name": "site", **volume}]))
    cluster.advance(41)
    told = ("FailedMount", f'MountVolume.SetUp failed for volume "site" : {words}', 7)
    assert (_pod(cluster).status.pod_ip == "", told in _told(cluster)) == (bool(words), bool(words))
    assert reason(_pod(cluster)) == ("ContainerCreating" if words else "Running")


def test_a_volume_is_tried_again_until_its_config_map_is_made(cluster: Cluster) -> None:
    cluster.server.create(POD, pod("web", volumes=_VOLUMES))
    cluster.advance(10)
    cluster.server.create(CONFIG_MAP, {"metadata": {"name": "settings"}})
    cluster.advance(10)
    assert reason(_pod(cluster)) == "Running"


def test_a_pod_on_a_node_of_its_own_choice_waits_there_for_its_claim(cluster: Cluster) -> None:
    claim = [{"name": "data", "persistentVolumeClaim": {"claimName": "disk"}}]
    cluster.server.create(POD, pod("web", volumes=claim, nodeName="kube-node1"))
    cluster.advance(1)
    words = (
        "Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[], failed to process "
        "volumes=[data]: error processing PVC default/disk: failed to fetch PVC from API server: "
        'persistentvolumeclaims "disk" not found'
    )
    assert words in [told[1] for told in _told(cluster)]


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("ngnix", "executable file not found in $PATH"),
        ("/opt/run", "stat /opt/run: no such file or directory"),
    ],
)
def test_a_command_that_the_image_does_not_have_cannot_start(cluster: Cluster, command: str, why: str) -> None:
    found = _run(cluster, 1.5, command=[command])
    words = (
        "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: "
        f'unable to start container process: error during container init: exec: "{command}": {why}'
    )
    assert (_held(cluster), found.status.phase) == (("RunContainerError", words), "Running")
    end = found.status.container_statuses[0].last_state.terminated
    assert end is not None
    assert (end.reason, end.exit_code, end.started_at, end.message) == (
        "StartError",
        128,
        "1970-01-01T00:00:00Z",
        words,
    )
    assert [told[0] for told in _told(cluster)][-2:] == ["Created", "Failed"]
    cluster.advance(20)
    held = _held(cluster)
    assert held is not None
    assert (held[0], held[1][:12]) == ("CrashLoopBackOff", "back-off 20s")


@pytest.mark.parametrize(
    ("image", "command"),
    [
        ("nginx", "find"),
        (_BUSY, "/bin/stat"),
        ("example/own", "x"),
        ("redis", "docker-entrypoint.sh"),
        (_MYWEB, "node"),
    ],
)
def test_a_command_that_the_image_may_well_have_starts(cluster: Cluster, image: str, command: str) -> None:
    _run(cluster, 2, image=image, command=[command])
    assert "Started" in [told[0] for told in _told(cluster)]


def test_a_command_may_come_from_a_volume(cluster: Cluster) -> None:
    body = pod("web", volumes=[{"name": "bin", "emptyDir": {}}])
    body["spec"]["containers"] = [container(command=["/x/run"], volumeMounts=[{"name": "bin", "mountPath": "/x"}])]
    cluster.server.create(POD, body)
    cluster.advance(2)
    assert reason(_pod(cluster)) == "Running"


def test_a_script_ends_with_the_status_that_it_names(cluster: Cluster) -> None:
    body = pod("web", restartPolicy="Never")
    body["spec"]["containers"] = [container(_BUSY, command=["sh", "-c", "echo a; exit 3; sleep 9"])]
    cluster.server.create(POD, body)
    cluster.advance(3)
    end = _pod(cluster).status.container_statuses[0].state.terminated
    assert (end and end.exit_code, reason(_pod(cluster)), _pod(cluster).status.phase) == (3, "Error", "Failed")


def test_an_image_that_cannot_be_had_is_asked_for_ever_more_seldom(cluster: Cluster) -> None:
    _run(cluster, 1, image="registry.invalid/app:1")
    fault = (
        'failed to pull and unpack image "registry.invalid/app:1": failed to resolve reference '
        '"registry.invalid/app:1": failed to do request: Head "https://registry.invalid/v2/app/manifests/1": '
        "dial tcp: lookup registry.invalid: no such host"
    )
    assert _held(cluster) == ("ErrImagePull", fault)
    cluster.advance(2)
    words = f'Back-off pulling image "registry.invalid/app:1": ErrImagePull: {fault}'
    assert _held(cluster) == ("ImagePullBackOff", words)
    cluster.advance(75)
    counts = {message: count for _, message, count in _told(cluster)}
    assert counts["Error: ErrImagePull"] == counts["Error: ImagePullBackOff"] == 4
    cluster.server.patch(POD, "web", {"spec": {"containers": [{"name": "c", "image": "nginx:1.27"}]}})
    cluster.advance(2)
    assert reason(_pod(cluster)) == "Running"


@pytest.mark.parametrize(
    ("image", "why"),
    [
        ("NGINX:1", "invalid reference format: repository name (library/NGINX) must be lowercase"),
        ("nginx:", "invalid reference format"),
        ("nginx:1:2", "invalid reference format"),
        ("https://example.com/a", "invalid reference format"),
        ("<your-image>", "invalid reference format"),
        ("a" * 64, f"invalid repository name ({'a' * 64}), cannot specify 64-byte hexadecimal strings"),
    ],
)
def test_a_name_that_is_no_image_name_is_not_pulled(cluster: Cluster, image: str, why: str) -> None:
    _run(cluster, 1, image=image)
    words = f'Failed to apply default image tag "{image}": couldn\'t parse image name "{image}": {why}'
    assert _told(cluster)[1:] == [("InspectFailed", words, 1), ("Failed", "Error: InvalidImageName", 1)]
    assert _held(cluster) == ("InvalidImageName", words)


@pytest.mark.parametrize("image", ["a", "a/b:c", "Host:5000/a", "localhost/a", "[::1]:5000/a", f"a@sha256:{'0' * 64}"])
def test_image_names_take_all_their_forms(image: str) -> None:
    assert reference_fault(image) == ""


def test_an_init_container_that_fails_holds_the_others_back(cluster: Cluster) -> None:
    body = pod("web")
    body["spec"]["initContainers"] = [{"name": "first", "image": _BUSY, "command": ["false"]}]
    cluster.server.create(POD, body)
    cluster.advance(1.5)
    assert reason(_pod(cluster)) == "Init:Error"
    cluster.advance(12)
    cells_ = cells(_pod(cluster), cluster.clock, False)
    assert cells_[1:4] == ("0/1", "Init:CrashLoopBackOff", "2 (1s ago)")


def test_a_sidecar_that_is_not_ready_holds_the_pod_unready_but_not_its_containers_back(cluster: Cluster) -> None:
    body = pod("web")
    probe = {"tcpSocket": {"port": 9}}
    side = {"name": "side", "image": _MYWEB, "restartPolicy": "Always", "readinessProbe": probe}
    body["spec"]["initContainers"] = [side]
    cluster.server.create(POD, body)
    cluster.advance(5)
    found = {one.type: one for one in _pod(cluster).status.conditions}
    assert found["Initialized"].status == "True"
    assert found["ContainersReady"].message == "containers with unready status: [side]"
    assert cells(_pod(cluster), cluster.clock, False)[1:3] == ("1/2", "Running")


def test_a_sidecar_ends_with_the_containers_that_it_served(cluster: Cluster) -> None:
    body = pod("web", restartPolicy="Never")
    body["spec"]["initContainers"] = [{"name": "side", "image": _MYWEB, "restartPolicy": "Always"}]
    body["spec"]["containers"] = [container(_BUSY, command=["sleep", "2"])]
    cluster.server.create(POD, body)
    cluster.advance(8)
    assert cells(_pod(cluster), cluster.clock, False)[1:3] == ("0/2", "Completed")


def test_conditions_tell_which_spec_they_are_about(cluster: Cluster) -> None:
    found = _run(cluster, 3)
    seen = [(one.type, one.status, one.observed_generation) for one in found.status.conditions]
    assert seen == [
        ("PodReadyToStartContainers", "True", 1),
        ("Initialized", "True", 1),
        ("Ready", "True", 1),
        ("ContainersReady", "True", 1),
        ("PodScheduled", "True", 1),
    ]
