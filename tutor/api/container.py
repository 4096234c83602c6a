"""Containers: ports, environment, probes and what the kubelet reports of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from tutor.api.wire import Int32, Int64, IntOrString, Labels, Opaque, Protocol, Quantity, Time, kept, mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerPort:
    """A port that the image's author names; it opens nothing."""

    name: str = ""
    host_port: Int32 = 0
    container_port: Int32 = kept(0)
    protocol: Protocol = ""
    host_ip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvVar:
    """One environment variable."""

    name: str = kept("")
    value: str = ""
    value_from: Opaque | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceRequirements:
    """What a container may use and what it is promised."""

    limits: Mapping[str, Quantity] = mapping()
    requests: Mapping[str, Quantity] = mapping()
    claims: Opaque | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HTTPHeader:
    """One header of a probe."""

    name: str = kept("")
    value: str = kept("")


@dataclass(frozen=True, slots=True, kw_only=True)
class HTTPGetAction:
    """A probe that asks for a page."""

    path: str = ""
    port: IntOrString = kept(0)
    host: str = ""
    scheme: Annotated[str, "v1.URIScheme"] = ""
    http_headers: tuple[HTTPHeader, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TCPSocketAction:
    """A probe that opens a connection."""

    port: IntOrString = kept(0)
    host: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecAction:
    """A probe that runs a command in the container."""

    command: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GRPCAction:
    """A probe that asks gRPC's health service."""

    port: Int32 = kept(0)
    service: str | None = kept(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """How and how often the kubelet asks whether a container is well; times in seconds."""

    exec: ExecAction | None = None
    http_get: HTTPGetAction | None = None
    tcp_socket: TCPSocketAction | None = None
    grpc: GRPCAction | None = None
    initial_delay_seconds: Int32 = 0
    timeout_seconds: Int32 = 0
    period_seconds: Int32 = 0
    success_threshold: Int32 = 0
    failure_threshold: Int32 = 0
    termination_grace_period_seconds: Int64 | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """One program of a pod: an image, its ports and its probes."""

    name: str = kept("")
    image: str = ""
    command: tuple[str, ...] = ()
    args: tuple[str, ...] = ()
    working_dir: str = ""
    ports: tuple[ContainerPort, ...] = ()
    env_from: Opaque | None = None
    env: tuple[EnvVar, ...] = ()
    resources: ResourceRequirements = kept(ResourceRequirements())
    resize_policy: Opaque | None = None
    restart_policy: Annotated[str, "v1.ContainerRestartPolicy"] | None = None
    restart_policy_rules: Opaque | None = None
    volume_mounts: Opaque | None = None
    volume_devices: Opaque | None = None
    liveness_probe: Probe | None = None
    readiness_probe: Probe | None = None
    startup_probe: Probe | None = None
    lifecycle: Opaque | None = None
    termination_message_path: str = ""
    termination_message_policy: Annotated[str, "v1.TerminationMessagePolicy"] = ""
    image_pull_policy: Annotated[str, "v1.PullPolicy"] = ""
    security_context: Opaque | None = None
    stdin: bool = False
    stdin_once: bool = False
    tty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerStateWaiting:
    """Why a container has not started."""

    reason: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerStateRunning:
    """Since when a container runs."""

    started_at: Time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerStateTerminated:
    """How a container ended."""

    exit_code: Int32 = kept(0)
    signal: Int32 = 0
    reason: str = ""
    message: str = ""
    started_at: Time | None = kept(None)
    finished_at: Time | None = kept(None)
    container_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerState:
    """Waiting, running or terminated: one of them is set."""

    waiting: ContainerStateWaiting | None = None
    running: ContainerStateRunning | None = None
    terminated: ContainerStateTerminated | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerStatus:
    """What the kubelet reports of one container."""

    name: str = kept("")
    state: ContainerState = ContainerState()
    last_state: ContainerState = kept(ContainerState())
    ready: bool = kept(False)
    restart_count: Int32 = kept(0)
    image: str = kept("")
    image_id: str = kept("")
    container_id: str = ""
    started: bool | None = None
    allocated_resources: Labels = mapping()
    resources: ResourceRequirements | None = None
    volume_mounts: Opaque | None = None
    user: Opaque | None = None
