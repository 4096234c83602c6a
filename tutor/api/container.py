"""Containers: ports, environment, probes and what the kubelet reports of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from tutor.api.forms import form
from tutor.api.security import SecurityContext
from tutor.api.volumes import EnvFromSource, EnvVarSource, VolumeDevice, VolumeMount
from tutor.api.wire import Int32, Int64, IntOrString, Opaque, Protocol, Quantity, Time, kept, mapping
from tutor.values import frozen


@frozen
class ContainerPort:
    """A port that the image's author names; it opens nothing."""

    name: str = ""
    host_port: Int32 = 0
    container_port: Int32 = kept(0)
    protocol: Protocol = ""
    host_ip: str = ""


@frozen
class EnvVar:
    """One environment variable."""

    name: str = kept("")
    value: str = ""
    value_from: Annotated[Any, "opaque", EnvVarSource] | None = None


RESOURCE_CLAIM = form("ResourceClaim", "name! request")


@frozen
class ResourceRequirements:
    """What a container may use and what it is promised."""

    limits: Mapping[str, Quantity] = mapping()
    requests: Mapping[str, Quantity] = mapping()
    claims: Annotated[Any, "opaque", tuple[RESOURCE_CLAIM, ...]] | None = None


@frozen
class HTTPHeader:
    """One header of a probe."""

    name: str = kept("")
    value: str = kept("")


@frozen
class HTTPGetAction:
    """A probe that asks for a page."""

    path: str = ""
    port: IntOrString = kept(0)
    host: str = ""
    scheme: Annotated[str, "v1.URIScheme"] = ""
    http_headers: tuple[HTTPHeader, ...] = ()


@frozen
class TCPSocketAction:
    """A probe that opens a connection."""

    port: IntOrString = kept(0)
    host: str = ""


@frozen
class ExecAction:
    """A probe that runs a command in the container."""

    command: tuple[str, ...] = ()


@frozen
class GRPCAction:
    """A probe that asks gRPC's health service."""

    port: Int32 = kept(0)
    service: str | None = kept(None)


@frozen
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


@frozen
class SleepAction:
    """A hook that waits; seconds."""

    seconds: Int64 = kept(0)


@frozen
class LifecycleHandler:
    """What happens right after a container's start or before its end."""

    exec: ExecAction | None = None
    http_get: HTTPGetAction | None = None
    tcp_socket: TCPSocketAction | None = None
    sleep: SleepAction | None = None


@frozen
class Lifecycle:
    """Hooks of a container."""

    post_start: LifecycleHandler | None = None
    pre_stop: LifecycleHandler | None = None
    stop_signal: Annotated[str, "v1.Signal"] | None = None


@frozen
class ContainerResizePolicy:
    """Whether a container restarts when a resource changes."""

    resource_name: Annotated[str, "v1.ResourceName"] = kept("")
    restart_policy: Annotated[str, "v1.ResourceResizeRestartPolicy"] = kept("")


_EXIT_CODES = form(
    "ContainerRestartRuleOnExitCodes", "operator:v1.ContainerRestartRuleOnExitCodesOperator values:[]int32"
)
RESTART_RULE = form("ContainerRestartRule", "action:v1.ContainerRestartRuleAction exitCodes:*", exitCodes=_EXIT_CODES)


@frozen
class Container:
    """One program of a pod: an image, its ports and its probes."""

    name: str = kept("")
    image: str = ""
    command: tuple[str, ...] = ()
    args: tuple[str, ...] = ()
    working_dir: str = ""
    ports: tuple[ContainerPort, ...] = ()
    env_from: Annotated[Any, "opaque", tuple[EnvFromSource, ...]] | None = None
    env: tuple[EnvVar, ...] = ()
    resources: ResourceRequirements = kept(ResourceRequirements())
    resize_policy: Annotated[Any, "opaque", tuple[ContainerResizePolicy, ...]] | None = None
    restart_policy: Annotated[str, "v1.ContainerRestartPolicy"] | None = None
    restart_policy_rules: Annotated[Any, "opaque", tuple[RESTART_RULE, ...]] | None = None
    volume_mounts: Annotated[Any, "opaque", tuple[VolumeMount, ...]] | None = None
    volume_devices: Annotated[Any, "opaque", tuple[VolumeDevice, ...]] | None = None
    liveness_probe: Probe | None = None
    readiness_probe: Probe | None = None
    startup_probe: Probe | None = None
    lifecycle: Annotated[Any, "opaque", Lifecycle] | None = None
    termination_message_path: str = ""
    termination_message_policy: Annotated[str, "v1.TerminationMessagePolicy"] = ""
    image_pull_policy: Annotated[str, "v1.PullPolicy"] = ""
    security_context: Annotated[Any, "opaque", SecurityContext] | None = None
    stdin: bool = False
    stdin_once: bool = False
    tty: bool = False


EPHEMERAL_CONTAINER = form("EphemeralContainer", "targetContainerName", base=Container)


@frozen
class ContainerStateWaiting:
    """Why a container has not started."""

    reason: str = ""
    message: str = ""


@frozen
class ContainerStateRunning:
    """Since when a container runs."""

    started_at: Time | None = None


@frozen
class ContainerStateTerminated:
    """How a container ended."""

    exit_code: Int32 = kept(0)
    signal: Int32 = 0
    reason: str = ""
    message: str = ""
    started_at: Time | None = kept(None)
    finished_at: Time | None = kept(None)
    container_id: str = ""


@frozen
class ContainerState:
    """Waiting, running or terminated: one of them is set."""

    waiting: ContainerStateWaiting | None = None
    running: ContainerStateRunning | None = None
    terminated: ContainerStateTerminated | None = None


@frozen
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
    allocated_resources: Mapping[str, Quantity] = mapping()
    resources: ResourceRequirements | None = None
    volume_mounts: Opaque | None = None
    user: Opaque | None = None
    allocated_resources_status: Opaque | None = None
    stop_signal: Annotated[str, "v1.Signal"] | None = None
