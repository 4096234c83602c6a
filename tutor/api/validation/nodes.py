"""Rules of Nodes."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.api import content
from tutor.api.addresses import check_cidr, family
from tutor.api.core import Node, Taint
from tutor.api.errors import (
    ErrorType,
    FieldError,
    FieldPath,
    Named,
    duplicate,
    forbidden,
    invalid,
    not_supported,
    required,
)
from tutor.api.quantity import parse_quantity
from tutor.api.validation.fields import Errors, check_text, each
from tutor.api.validation.internal import internal
from tutor.api.validation.meta import METADATA, check_meta, check_meta_update

_SPEC = FieldPath("spec")
_STATUS = FieldPath("status")
_CIDRS = _SPEC / "podCIDRs"
_EFFECTS = ("NoSchedule", "PreferNoSchedule", "NoExecute")
_COUNTED = frozenset(("pods", "services", "secrets", "configmaps", "resourcequotas", "replicationcontrollers"))


def validate_node(obj: Node) -> Errors:
    """Mirrors ValidateNode."""
    return (
        *check_meta(obj.metadata, content.dns1123_subdomain, namespaced=False),
        *_check_taints(METADATA / "taints", obj.spec.taints),
        *_check_resources(obj),
        *each(obj.spec.pod_cidrs, _CIDRS, check_cidr),
        *_check_families(obj.spec.pod_cidrs),
    )


def validate_node_update(new: Node, old: Node) -> Errors:
    """Mirrors ValidateUpdate of the node strategy: the rules of new nodes, then ValidateNodeUpdate."""
    return (
        *check_meta_update(new.metadata, old.metadata),
        *validate_node(new),
        *_check_addresses(new),
        *_check_fixed(new, old),
    )


def _check_families(blocks: tuple[str, ...]) -> Errors:
    """Two blocks have to be of different families, and there cannot be three."""
    if len(blocks) < 2:
        return ()
    faults: list[FieldError] = []
    broken = next((block for block in blocks if check_cidr(_CIDRS, block)), None)
    if broken is not None:
        parsing = f'failed to parse cidr value:"{broken}" with error:invalid CIDR address: {broken}'
        detail = f"invalid PodCIDRs. failed to check with dual stack with error:{parsing}"
        faults.append(FieldError(ErrorType.INTERNAL, _CIDRS, None, detail))
    families = {family(block.partition("/")[0]) for block in blocks}
    if broken is not None or len(families) < 2 or len(blocks) > 2:
        faults.append(invalid(_CIDRS, blocks, "may specify no more than one CIDR for each IP family"))
    return tuple(faults)


def _check_resources(obj: Node) -> Errors:
    """Mirrors ValidateNodeResources, names in order."""
    return (
        *_check_amounts(_STATUS / "capacity", obj.status.capacity),
        *_check_amounts(_STATUS / "allocatable", obj.status.allocatable),
    )


def _check_amounts(path: FieldPath, amounts: Mapping[str, str]) -> Errors:
    faults: list[FieldError] = []
    for name in sorted(amounts):
        amount = parse_quantity(amounts[name])
        if amount.value < 0:
            faults.append(invalid(path / name, amounts[name], "must be greater than or equal to 0"))
        if (name in _COUNTED or _is_extended(name)) and not amount.is_whole:
            faults.append(invalid(path / name, amounts[name], "must be an integer"))
    return tuple(faults)


def _is_extended(name: str) -> bool:
    """Mirrors IsExtendedResourceName."""
    return "/" in name and "kubernetes.io/" not in name and not name.startswith("requests.")


def _check_addresses(obj: Node) -> Errors:
    addresses = obj.status.addresses
    return tuple(
        duplicate(_STATUS / "addresses" / at, internal(one))
        for at, one in enumerate(addresses)
        if one in addresses[:at]
    )


def _check_fixed(new: Node, old: Node) -> Errors:
    """What a node keeps once it has it."""
    faults: list[FieldError] = []
    before, after = old.spec.pod_cidrs, new.spec.pod_cidrs
    if before and before != after:
        faults.append(forbidden(_CIDRS, 'node updates may not change podCIDR except from "" to valid'))
    if old.spec.provider_id and old.spec.provider_id != new.spec.provider_id:
        detail = 'node updates may not change providerID except from "" to valid'
        faults.append(forbidden(_SPEC / "providerID", detail))
    if new.spec.external_id != old.spec.external_id:
        faults.append(forbidden(_SPEC / "externalID", "may not be updated"))
    return tuple(faults)


def _check_taints(path: FieldPath, taints: tuple[Taint, ...]) -> Errors:
    """Mirrors validateNodeTaints."""
    faults: list[FieldError] = []
    known: set[tuple[str, str]] = set()
    for at, taint in enumerate(taints):
        faults += check_text(path / at / "key", taint.key, content.qualified_name)
        complaints = content.label_value(taint.value)
        if complaints:
            faults.append(invalid(path / at / "value", taint.value, ";".join(complaints)))
        if not taint.effect:
            faults.append(required(path / at / "effect"))
        elif taint.effect not in _EFFECTS:
            faults.append(not_supported(path / at / "effect", Named(taint.effect), _EFFECTS))
        if (taint.key, taint.effect) in known:
            faults.append(duplicate(path / at, internal(taint), "taints must be unique by key and effect pair"))
        known.add((taint.key, taint.effect))
    return tuple(faults)
