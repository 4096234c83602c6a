"""Check kind `endpoints`: which pods stand behind a Service's port."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tutor.api.service import Service, ServicePort
from tutor.grading.kinds.backends import Backend, backends, pod_names, port_of, selected
from tutor.grading.observation import Observation
from tutor.grading.scene import Scene
from tutor.grading.verdict import At, Message
from tutor.manifest import Path
from tutor.packs.model import Check
from tutor.values import make

_SETS = ("ready", "serving", "terminating")


def observe(scene: Scene, check: Check) -> Observation:
    """Compare the endpoints of a Service's port with what a lesson asks for."""
    ask: Any = check.ask
    service = find(scene, ask["service"])
    expected = _expected(scene, ask)
    if service is None:
        missing = Message(id="grading.no-object", params={"object": f"Service {ask['service']}"})
        return Observation(passed=False, expected=expected, actual=missing)
    rows = _rows(scene, service, ask)
    passed = _fit(scene, service, rows, ask)
    return make(Observation)(
        passed=passed,
        expected=expected,
        actual=_actual(scene, service, rows, ask),
        at=None if passed else _at(scene, service, ask),
        measures={"ready-at-least": sum(row.ready for row in rows)},
    )


def find(scene: Scene, name: str) -> Service | None:
    """Return the Service `namespace/name`."""
    found: Service | None = scene.find(f"Service/{name}")
    return found


def fits(scene: Scene, ask: Mapping[str, Any]) -> bool:
    """Whether a Service is there and its endpoints are as asked; words that are not there ask nothing."""
    service = find(scene, ask["service"])
    return service is not None and _fit(scene, service, _rows(scene, service, ask), ask)


def _fit(scene: Scene, service: Service, rows: tuple[Backend, ...], ask: Mapping[str, Any]) -> bool:
    return (
        all(_set_fits(scene, service, rows, word, ask[word]) for word in _SETS if word in ask)
        and ("target" not in ask or _target_fits(rows, ask))
        and ("selected" not in ask or len(selected(scene.cluster.store, service)) == ask["selected"])
        and ("count" not in ask or len(rows) == ask["count"])
        and ("empty" not in ask or (not rows) == ask["empty"])
    )


def _rows(scene: Scene, service: Service, ask: Mapping[str, Any]) -> tuple[Backend, ...]:
    """The endpoints that have the asked port; without a port word, all of them."""
    port = port_of(service, ask.get("port"))
    if port is None and "port" in ask:
        return ()
    found = backends(scene.cluster.store, service, port)
    return tuple(row for row in found if row.port) if "port" in ask else found


def _ready(scene: Scene, service: Service, ask: Mapping[str, Any]) -> tuple[Backend, ...]:
    return tuple(row for row in _rows(scene, service, ask) if row.ready)


def _set_fits(scene: Scene, service: Service, rows: tuple[Backend, ...], word: str, asked: Any) -> bool:
    names = {row.name for row in rows if getattr(row, word)}
    if isinstance(asked, int):
        return len(names) == asked
    wanted = pod_names(scene.cluster.store, service.metadata.namespace, asked)
    return names == wanted and (bool(wanted) or not isinstance(asked, Mapping))  # labels that no pod has prove nothing


def _target_fits(rows: tuple[Backend, ...], ask: Mapping[str, Any]) -> bool:
    """Whether the ready endpoints have the asked number; without a port word, beside others they may have."""
    ready = [row for row in rows if row.ready]
    fitting = [row for row in ready if row.port == ask["target"]]
    return len(fitting) == len(ready) if "port" in ask else {row.name for row in fitting} == {row.name for row in ready}


def _expected(scene: Scene, ask: Mapping[str, Any]) -> Message:
    namespace = ask["service"].split("/")[0]
    wanted = next((ask[word] for word in ("ready", "count", "selected") if word in ask), ())
    count = wanted if isinstance(wanted, int) else len(pod_names(scene.cluster.store, namespace, wanted))
    params = {"service": ask["service"], "count": str(count), "target": str(ask.get("target", ""))}
    return make(Message)(id=_asked(ask), params=params)


def _asked(ask: Mapping[str, Any]) -> str:
    """Which sentence says what is asked for."""
    if "target" in ask:
        return "grading.endpoints-on"
    if "ready" in ask or "count" in ask:
        return "grading.endpoints"
    if "selected" in ask:
        return "grading.endpoints-selected"
    return "grading.endpoints-none" if ask.get("empty") else "grading.endpoints-some"


def _actual(scene: Scene, service: Service, rows: tuple[Backend, ...], ask: Mapping[str, Any]) -> Message:
    pods = selected(scene.cluster.store, service)
    ready = tuple(row for row in rows if row.ready)
    params = {
        "selector": ", ".join(f"{key}={value}" for key, value in sorted(service.spec.selector.items())) or "<none>",
        "selected": str(len(pods)),
        "count": str(len(ready)),
        "target": str(_target(service, ask)),
        "endpoints": ", ".join(f"{row.name}:{row.port}" for row in ready) or "<none>",
    }
    if ready:
        return make(Message)(id="grading.endpoints-are", params=params)
    return Message(id=_lack(scene, service, ask, bool(pods)), params={**params, "port": str(ask.get("port", ""))})


def _lack(scene: Scene, service: Service, ask: Mapping[str, Any], some: bool) -> str:
    """Say why there is no ready endpoint: no such port, no pod, none that is ready, none with that port."""
    if "port" in ask and port_of(service, ask["port"]) is None:
        return "grading.no-service-port"
    if not some:
        return "grading.selects-nothing"
    unready = any(row.port and not row.ready for row in _rows(scene, service, ask))
    return "grading.endpoints-unready" if unready else "grading.endpoints-lack-port"


def _target(service: Service, ask: Mapping[str, Any]) -> int | str:
    port = port_of(service, ask.get("port"))
    return port.target_port if port else ""


def _at(scene: Scene, service: Service, ask: Mapping[str, Any]) -> At | None:
    return scene.at(("Service", service.metadata.namespace, service.metadata.name), deciding(scene, service, ask))


def deciding(scene: Scene, service: Service, ask: Mapping[str, Any]) -> Path:
    """Name the field that decides which endpoints there are: the selector, or the port."""
    if not selected(scene.cluster.store, service):
        keys = tuple(service.spec.selector)
        return ("spec", "selector", keys[0]) if len(keys) == 1 else ("spec", "selector")
    port = port_of(service, ask.get("port"))
    if port is None:
        return ("spec", "ports")
    rows = _ready(scene, service, ask)
    if not rows or ("target" in ask and any(row.port != ask["target"] for row in rows)):
        return _target_path(service, port)
    return ("spec", "selector")


def _target_path(service: Service, port: ServicePort) -> Path:
    return ("spec", "ports", service.spec.ports.index(port), "targetPort")
