"""The rules of each kind, in the order and the words of the API server."""

from __future__ import annotations

from typing import Any

from tutor.api.errors import FieldError


def validate_create(obj: Any) -> tuple[FieldError, ...]:
    """Every rule that a new, defaulted object breaks."""
    return ()


def validate_update(new: Any, old: Any) -> tuple[FieldError, ...]:
    """Every rule that a changed, defaulted object breaks, immutable fields among them."""
    return ()


def warnings(obj: Any, old: Any | None = None) -> tuple[str, ...]:
    """What the server warns of although it accepts the object."""
    return ()


def validate_cluster_ips(service: Any) -> tuple[FieldError, ...]:
    """Faults of clusterIPs, ipFamilies and ipFamilyPolicy alone, asked before addresses are allocated.

    Mirrors ValidateServiceClusterIPsRelatedFields.
    """
    return ()
