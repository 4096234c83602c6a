"""Rules of probes and lifecycle hooks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from tutor.api import content
from tutor.api.codec import decode_part
from tutor.api.container import (
    Container,
    ExecAction,
    GRPCAction,
    HTTPGetAction,
    Lifecycle,
    LifecycleHandler,
    Probe,
    SleepAction,
    TCPSocketAction,
)
from tutor.api.errors import FieldError, FieldPath, forbidden, invalid, not_supported, required
from tutor.api.validation.fields import Errors, check_port, check_port_or_name, complain, not_negative

_Action = tuple[str, Any, Callable[[FieldPath, Any], Errors]]


def check_probes(path: FieldPath, container: Container) -> Errors:
    """Liveness, readiness and startup probe of one container."""
    return (
        *_check_probe(path / "livenessProbe", container.liveness_probe, _once),
        *_check_probe(path / "readinessProbe", container.readiness_probe, _without_grace),
        *_check_probe(path / "startupProbe", container.startup_probe, _once),
    )


def _check_probe(path: FieldPath, probe: Probe | None, rule: Callable[[FieldPath, Probe], Errors]) -> Errors:
    if probe is None:
        return ()
    grace = probe.termination_grace_period_seconds
    too_short = grace is not None and grace <= 0
    return (
        *_check_handler(path, _probe_actions(probe)),
        *not_negative(path / "initialDelaySeconds", probe.initial_delay_seconds),
        *not_negative(path / "timeoutSeconds", probe.timeout_seconds),
        *not_negative(path / "periodSeconds", probe.period_seconds),
        *not_negative(path / "successThreshold", probe.success_threshold),
        *not_negative(path / "failureThreshold", probe.failure_threshold),
        *((invalid(path / "terminationGracePeriodSeconds", grace, "must be greater than 0"),) if too_short else ()),
        *rule(path, probe),
    )


def _once(path: FieldPath, probe: Probe) -> Errors:
    if probe.success_threshold == 1:
        return ()
    return (invalid(path / "successThreshold", probe.success_threshold, "must be 1"),)


def _without_grace(path: FieldPath, probe: Probe) -> Errors:
    grace = probe.termination_grace_period_seconds
    if grace is None:
        return ()
    return (invalid(path / "terminationGracePeriodSeconds", grace, "must not be set for readinessProbes"),)


def check_lifecycle(path: FieldPath, raw: Any, grace: int | None) -> Errors:
    """Mirrors validateLifecycle; `grace` is the time that a pod gets to end, in seconds."""
    if raw is None:
        return ()
    lifecycle: Lifecycle = decode_part(Lifecycle, raw).object
    hooks = (("postStart", lifecycle.post_start), ("preStop", lifecycle.pre_stop))
    return tuple(
        fault
        for name, hook in hooks
        if hook is not None
        for fault in _check_handler(path / name, _hook_actions(hook, grace))
    )


def _probe_actions(probe: Probe) -> tuple[_Action, ...]:
    return (
        ("exec", probe.exec, _check_exec),
        ("httpGet", probe.http_get, _check_http),
        ("tcpSocket", probe.tcp_socket, _check_tcp),
        ("grpc", probe.grpc, _check_grpc),
    )


def _hook_actions(hook: LifecycleHandler, grace: int | None) -> tuple[_Action, ...]:
    return (
        ("exec", hook.exec, _check_exec),
        ("httpGet", hook.http_get, _check_http),
        ("tcpSocket", hook.tcp_socket, _check_tcp),
        ("sleep", hook.sleep, partial(_check_sleep, grace)),
    )


def _check_handler(path: FieldPath, rows: tuple[_Action, ...]) -> Errors:
    """Mirrors validateHandler: one way of asking, no more."""
    given = tuple(row for row in rows if row[1] is not None)
    if not given:
        return (required(path, "must specify a handler type"),)
    name, action, rule = given[0]
    others = (forbidden(path / row[0], "may not specify more than 1 handler type") for row in given[1:])
    return (*rule(path / name, action), *others)


def _check_sleep(grace: int | None, path: FieldPath, action: SleepAction) -> Errors:
    if grace is None or 0 <= action.seconds <= grace:
        return ()
    detail = f"must be non-negative and less than terminationGracePeriodSeconds ({grace})"
    return (invalid(path, action.seconds, detail),)


def _check_exec(path: FieldPath, action: ExecAction) -> Errors:
    return () if action.command else (required(path / "command"),)


def _check_http(path: FieldPath, action: HTTPGetAction) -> Errors:
    faults: list[FieldError] = [] if action.path else [required(path / "path")]
    faults += check_port_or_name(path / "port", action.port)
    if action.scheme not in ("HTTP", "HTTPS"):
        faults.append(not_supported(path / "scheme", action.scheme, ("HTTP", "HTTPS")))
    for header in action.http_headers:
        faults += complain(path / "httpHeaders", header.name, content.http_header_name(header.name))
    return tuple(faults)


def _check_tcp(path: FieldPath, action: TCPSocketAction) -> Errors:
    return check_port_or_name(path / "port", action.port)


def _check_grpc(path: FieldPath, action: GRPCAction) -> Errors:
    return check_port(path / "port", action.port)
