"""Rules of when single containers restart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tutor.api.container import Container
from tutor.api.errors import FieldError, FieldPath, not_supported, required, too_many
from tutor.api.validation.fields import Errors

_POLICIES = ("Always", "Never", "OnFailure")
_ACTIONS = ("Restart", "RestartAllContainers")
_OPERATORS = ("In", "NotIn")
_MOST_RULES = 20
_MOST_CODES = 255


def check_restarts(path: FieldPath, container: Container) -> Errors:
    """Mirrors validateContainerRestartPolicy."""
    policy, rules = container.restart_policy, container.restart_policy_rules or ()
    faults: list[FieldError] = []
    if policy is None and rules:
        faults.append(required(path / "restartPolicy", "must specify restartPolicy when restart rules are used"))
    elif policy is not None and policy not in _POLICIES:
        faults.append(not_supported(path / "restartPolicy", policy, _POLICIES))
    place = path / "restartPolicyRules"
    if len(rules) > _MOST_RULES:
        faults.append(too_many(place, len(rules), _MOST_RULES))
    for at, rule in enumerate(rules):
        faults += _check_rule(place / at, rule)
    return tuple(faults)


def check_init_restarts(path: FieldPath, container: Container) -> Errors:
    """Mirrors validateInitContainerRestartPolicy, which says no word about the rules when there is no policy."""
    if container.restart_policy is not None or not container.restart_policy_rules:
        return check_restarts(path, container)
    return (required(path / "restartPolicy", "must specify restartPolicy when restart rules are used"),)


def _check_rule(path: FieldPath, rule: Mapping[str, Any]) -> list[FieldError]:
    action, codes = rule.get("action", ""), rule.get("exitCodes")
    faults: list[FieldError] = []
    if action not in _ACTIONS:
        faults.append(not_supported(path / "action", action, _ACTIONS))
    if codes is None:
        return [*faults, required(path / "exitCodes", "must be specified")]
    operator, values = codes.get("operator", ""), codes.get("values") or ()
    if operator not in _OPERATORS:
        faults.append(not_supported(path / "exitCodes" / "operator", operator, _OPERATORS))
    if len(values) > _MOST_CODES:
        faults.append(too_many(path / "exitCodes" / "values", len(values), _MOST_CODES))
    return faults
