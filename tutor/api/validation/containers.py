"""Rules of containers: names, images, ports, environment."""

from __future__ import annotations

from tutor.api import content
from tutor.api.container import Container, ContainerPort
from tutor.api.errors import FieldError, FieldPath, duplicate, forbidden, invalid, required
from tutor.api.pod import PodSpec
from tutor.api.validation.environment import check_environment
from tutor.api.validation.fields import PROTOCOLS, Errors, check_port, check_text, one_of
from tutor.api.validation.probes import check_lifecycle, check_probes
from tutor.api.validation.resources import check_once_resized, check_resize_policy, check_resources
from tutor.api.validation.restarts import check_init_restarts, check_restarts
from tutor.api.validation.security import check_container_security
from tutor.api.validation.volumes import Volumes, check_uses
from tutor.values import frozen

_PULL_POLICIES = ("Always", "IfNotPresent", "Never")
_MESSAGE_POLICIES = ("File", "FallbackToLogsOnError")


@frozen
class Surroundings:
    """What the rules of a container must know of its pod."""

    spec: PodSpec
    volumes: Volumes
    claims: frozenset[str] = frozenset()


def check_containers(path: FieldPath, around: Surroundings) -> Errors:
    """Mirrors validateContainers: the main containers of a pod."""
    containers = around.spec.containers
    if not containers:
        return (required(path),)
    faults: list[FieldError] = []
    names: set[str] = set()
    for at, container in enumerate(containers):
        faults += check_common(path / at, container, around)
        if container.name in names:
            faults.append(duplicate(path / at / "name", container.name))
        names.add(container.name)
        faults += _check_life(path / at, container, around)
        faults += check_restarts(path / at, container)
    return (*faults, *_check_host_ports(path, containers))


def check_init_containers(path: FieldPath, around: Surroundings) -> Errors:
    """Mirrors validateInitContainers."""
    faults: list[FieldError] = []
    names = {container.name for container in around.spec.containers}
    for at, container in enumerate(around.spec.init_containers):
        faults += check_common(path / at, container, around)
        faults += check_init_restarts(path / at, container)
        if container.name in names:
            faults.append(duplicate(path / at / "name", container.name))
        elif container.name:
            names.add(container.name)
        faults += _check_host_ports(path, (container,))
        always = container.restart_policy == "Always"
        faults += _check_life(path / at, container, around) if always else _forbid_probes(path / at, container)
        faults += () if always else check_once_resized(path / at / "resizePolicy", container.resize_policy)
    return tuple(faults)


def _check_life(path: FieldPath, container: Container, around: Surroundings) -> Errors:
    grace = around.spec.termination_grace_period_seconds
    return (*check_lifecycle(path / "lifecycle", container.lifecycle, grace), *check_probes(path, container))


def check_common(path: FieldPath, container: Container, around: Surroundings) -> Errors:
    """Mirrors validateContainerCommon."""
    name: Errors = (required(path / "name"),)
    if container.name:
        name = check_text(path / "name", container.name, content.dns1123_label)
    spec = around.spec
    security = path / "securityContext"
    return (
        *name,
        *(() if container.image else (required(path / "image"),)),
        *one_of(path / "terminationMessagePolicy", container.termination_message_policy, _MESSAGE_POLICIES),
        *_check_ports(path / "ports", container.ports),
        *check_environment(path, container),
        *check_uses(path, container, around.volumes),
        *one_of(path / "imagePullPolicy", container.image_pull_policy, _PULL_POLICIES),
        *check_resources(path / "resources", container.resources, around.claims),
        *check_resize_policy(path / "resizePolicy", container.resize_policy, spec.restart_policy),
        *check_container_security(security, container.security_context, host_users=spec.host_users is not False),
    )


def _check_ports(path: FieldPath, ports: tuple[ContainerPort, ...]) -> Errors:
    """Mirrors validateContainerPorts."""
    faults: list[FieldError] = []
    names: set[str] = set()
    for at, port in enumerate(ports):
        if port.name:
            spelling = check_text(path / at / "name", port.name, content.port_name)
            faults += spelling or ((duplicate(path / at / "name", port.name),) if port.name in names else ())
            names.add("" if spelling else port.name)
        number = path / at / "containerPort"
        faults += check_port(number, port.container_port) if port.container_port else (required(number),)
        faults += check_port(path / at / "hostPort", port.host_port) if port.host_port else ()
        faults += one_of(path / at / "protocol", port.protocol, PROTOCOLS)
    return tuple(faults)


def _check_host_ports(path: FieldPath, containers: tuple[Container, ...]) -> Errors:
    """Mirrors AccumulateUniqueHostPorts."""
    faults: list[FieldError] = []
    taken: set[str] = set()
    for at, container in enumerate(containers):
        for number, port in enumerate(container.ports):
            key = f"{port.protocol}/{port.host_ip}/{port.host_port}"
            if port.host_port and key in taken:
                faults.append(duplicate(path / at / "ports" / number / "hostPort", key))
            taken.add(key)
    return tuple(faults)


def _forbid_probes(path: FieldPath, container: Container) -> Errors:
    detail = "may not be set for init containers without restartPolicy=Always"
    rows = (
        ("lifecycle", container.lifecycle),
        ("livenessProbe", container.liveness_probe),
        ("readinessProbe", container.readiness_probe),
        ("startupProbe", container.startup_probe),
    )
    return tuple(forbidden(path / name, detail) for name, value in rows if value is not None)


def check_images(path: FieldPath, containers: tuple[Container, ...], first: int = 0) -> Errors:
    """Mirrors validateContainersOnlyForPod: templates may have blanks around an image, pods may not.

    `first` is the place of the first of them in its list.
    """
    detail = "must not have leading or trailing whitespace"
    return tuple(
        invalid(path / at / "image", container.image, detail)
        for at, container in enumerate(containers, first)
        if container.image != container.image.strip()
    )
