"""Describes containers and pod templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Any

from tutor.api.container import Container, ContainerState, ContainerStatus, EnvVar, Probe
from tutor.api.pod import PodTemplateSpec, Toleration
from tutor.api.quantity import parse_quantity
from tutor.kubectl.describers.volumes import write_volumes
from tutor.kubectl.describers.writer import NONE, Writer, format_time


def write_pod_template(writer: Writer, template: PodTemplateSpec) -> None:
    """Mirrors DescribePodTemplate."""
    spec = template.spec
    writer.line(0, "Pod Template:")
    writer.labels("  Labels", template.metadata.labels)
    if template.metadata.annotations:
        writer.annotations("  Annotations", template.metadata.annotations)
    if spec.service_account_name:
        writer.line(1, f"Service Account:\t{spec.service_account_name}")
    if spec.init_containers:
        write_containers(writer, "  Init Containers", spec.init_containers)
    write_containers(writer, "  Containers", spec.containers)
    write_volumes(writer, spec.volumes, "  ")
    if spec.priority_class_name:
        writer.line(1, f"Priority Class Name:\t{spec.priority_class_name}")
    writer.labels("  Node-Selectors", spec.node_selector)
    write_tolerations(writer, "  Tolerations", spec.tolerations)


def write_containers(
    writer: Writer,
    title: str,
    containers: Sequence[Container],
    statuses: Sequence[ContainerStatus] = (),
    *,
    fields: Mapping[str, str] | None = None,
) -> None:
    """Mirrors describeContainers; an indented title indents names, `fields` are what the downward API answers."""
    inner = " " if title.startswith(" ") else ""
    known = {status.name: status for status in statuses}
    writer.line(0, f"{title}:{'' if containers else ' ' + NONE}")
    for container in containers:
        status = known.get(container.name)
        writer.line(1, f"{inner}{container.name}:")
        writer.lines(2, _basics(container, status))
        writer.lines(2, _commands(container))
        if status is not None:
            writer.lines(2, _states(status))
        writer.lines(2, _resources(container))
        writer.lines(2, _probes(container))
        writer.lines(2, _environment(container, fields or {}))
        writer.lines(2, _mounts(container))


def _basics(container: Container, status: ContainerStatus | None) -> Iterator[str]:
    if status is not None:
        yield f"Container ID:\t{status.container_id}"
    yield f"Image:\t{container.image}"
    if status is not None:
        yield f"Image ID:\t{status.image_id}"
    many = "s" if len(container.ports) > 1 else ""
    named = ((port, f" ({port.name})" if port.name else "") for port in container.ports)
    yield f"Port{many}:\t" + (", ".join(f"{port.container_port}/{port.protocol}{name}" for port, name in named) or NONE)
    named = ((port, f" ({port.name})" if port.name else "") for port in container.ports)
    yield f"Host Port{many}:\t" + (", ".join(f"{port.host_port}/{port.protocol}{name}" for port, name in named) or NONE)


def _commands(container: Container) -> Iterator[str]:
    for title, words in (("Command", container.command), ("Args", container.args)):
        if words:
            yield f"{title}:"
            yield from (f"  {row}" for word in words for row in word.split("\n"))


def _states(status: ContainerStatus) -> Iterator[str]:
    yield from _state("State", status.state)
    if status.last_state.terminated is not None:
        yield from _state("Last State", status.last_state)
    yield f"Ready:\t{status.ready}"
    yield f"Restart Count:\t{status.restart_count}"


def _state(title: str, state: ContainerState) -> Iterator[str]:
    """Mirrors describeStatus."""
    if state.running is not None:
        yield f"{title}:\tRunning"
        yield f"  Started:\t{format_time(state.running.started_at)}"
    elif state.terminated is not None:
        ended = state.terminated
        yield f"{title}:\tTerminated"
        rows = (("Reason", ended.reason), ("Message", ended.message), ("Exit Code", str(ended.exit_code)))
        yield from (f"  {name}:\t{text}" for name, text in rows if text)
        if ended.signal:
            yield f"  Signal:\t{ended.signal}"
        yield f"  Started:\t{format_time(ended.started_at)}"
        yield f"  Finished:\t{format_time(ended.finished_at)}"
    else:
        yield f"{title}:\tWaiting"
        if state.waiting is not None and state.waiting.reason:
            yield f"  Reason:\t{state.waiting.reason}"


def _resources(container: Container) -> Iterator[str]:
    for title, amounts in (("Limits", container.resources.limits), ("Requests", container.resources.requests)):
        if amounts:
            yield f"{title}:"
            yield from (f"  {name}:\t{amounts[name]}" for name in sorted(amounts))


def _probes(container: Container) -> Iterator[str]:
    rows = (
        ("Liveness", container.liveness_probe),
        ("Readiness", container.readiness_probe),
        ("Startup", container.startup_probe),
    )
    yield from (f"{title}:\t{format_probe(probe)}" for title, probe in rows if probe is not None)


def format_probe(probe: Probe) -> str:
    """Mirrors DescribeProbe."""
    times = (
        f"delay={probe.initial_delay_seconds}s timeout={probe.timeout_seconds}s period={probe.period_seconds}s "
        f"#success={probe.success_threshold} #failure={probe.failure_threshold}"
    )
    if probe.exec is not None:
        return f"exec [{' '.join(probe.exec.command)}] {times}"
    if probe.http_get is not None:
        page = probe.http_get
        path = page.path if page.path.startswith("/") or not page.path else f"/{page.path}"
        return f"http-get {page.scheme.lower()}://{page.host}:{page.port}{path} {times}"
    if probe.tcp_socket is not None:
        return f"tcp-socket {probe.tcp_socket.host}:{probe.tcp_socket.port} {times}"
    if probe.grpc is not None:
        return f"grpc <pod>:{probe.grpc.port} {probe.grpc.service or ''} {times}"
    return f"unknown {times}"


def _environment(container: Container, fields: Mapping[str, str]) -> Iterator[str]:
    if isinstance(container.env_from, list) and container.env_from:
        yield "Environment Variables from:"
        for source in container.env_from:
            yield f"  {_env_source(source)}"
    yield "Environment:" if container.env else f"Environment:\t{NONE}"
    for variable in container.env:
        yield from (f"  {row}" for row in _variable(container, variable, fields))


def _env_source(source: Any) -> str:
    for key, words in (("configMapRef", "ConfigMap"), ("secretRef", "Secret")):
        if isinstance(source, dict) and isinstance(source.get(key), dict):
            optional = str(bool(source[key].get("optional"))).lower()
            prefix = f" with prefix '{source['prefix']}'" if source.get("prefix") else ""
            return f"{source[key].get('name', '')}\t{words}{prefix}\tOptional: {optional}"
    return ""


def _resource_value(container: Container, reference: Mapping[str, Any]) -> str:
    """Mirrors ExtractContainerResourceValue: an amount in units of the divisor, rounded up."""
    ask, _, resource = str(reference.get("resource", "")).partition(".")
    amounts = container.resources.limits if ask == "limits" else container.resources.requests
    amount = parse_quantity(str(amounts.get(resource, "0"))).value
    if not amount and ask == "limits" and resource in {"cpu", "memory"}:
        return "node allocatable"
    return str(ceil(amount / (parse_quantity(str(reference.get("divisor", "0"))).value or 1)))


def _variable(container: Container, variable: EnvVar, fields: Mapping[str, str]) -> Iterator[str]:
    source = variable.value_from
    if not isinstance(source, dict):
        first, *rest = variable.value.split("\n")
        yield f"{variable.name}:\t{first}"
        yield from (f"\t{row}" for row in rest)
    elif "fieldRef" in source:
        path = source["fieldRef"].get("fieldPath", "")
        version = source["fieldRef"].get("apiVersion", "v1")
        yield f"{variable.name}:\t{fields.get(path, '')} ({version}:{path})"
    elif "resourceFieldRef" in source:
        name = source["resourceFieldRef"].get("resource", "")
        yield f"{variable.name}:\t{_resource_value(container, source['resourceFieldRef'])} ({name})"
    elif "configMapKeyRef" in source or "secretKeyRef" in source:
        key = "configMapKeyRef" if "configMapKeyRef" in source else "secretKeyRef"
        reference = source[key]
        words = "of config map" if key == "configMapKeyRef" else "in secret"
        optional = str(bool(reference.get("optional"))).lower()
        yield (
            f"{variable.name}:\t<set to the key '{reference.get('key', '')}' {words} "
            f"'{reference.get('name', '')}'>\tOptional: {optional}"
        )


def _mounts(container: Container) -> Iterator[str]:
    mounts = container.volume_mounts if isinstance(container.volume_mounts, list) else []
    yield "Mounts:" if mounts else f"Mounts:\t{NONE}"
    for mount in sorted(mounts, key=lambda mount: str(mount.get("mountPath", ""))):
        flags = ["ro" if mount.get("readOnly") else "rw"]
        if mount.get("subPath"):
            flags.append(f'path="{mount["subPath"]}"')
        yield f"  {mount.get('mountPath', '')} from {mount.get('name', '')} ({','.join(flags)})"


def write_tolerations(writer: Writer, title: str, tolerations: Sequence[Toleration]) -> None:
    """One toleration a line, by their keys. Mirrors printTolerationsMultilineWithIndent."""
    writer.list(title, map(_toleration, sorted(tolerations, key=lambda one: one.key)))


def _toleration(toleration: Toleration) -> str:
    text = toleration.key
    text += f"={toleration.value}" if toleration.value else ""
    text += f":{toleration.effect}" if toleration.effect else ""
    if toleration.operator == "Exists" and not toleration.value:
        text += " op=Exists" if text else "op=Exists"
    if toleration.toleration_seconds is not None:
        text += f" for {toleration.toleration_seconds}s"
    return text
