"""Rules of custom kinds beyond their schema: those of metadata."""

from __future__ import annotations

from typing import Any

from tutor.api.content import dns1123_subdomain
from tutor.api.validation.fields import Errors
from tutor.api.validation.meta import check_meta, check_meta_update


def validate_custom(obj: Any) -> Errors:
    """Mirrors customResourceValidator.Validate."""
    return check_meta(obj.metadata, dns1123_subdomain)


def validate_custom_update(new: Any, old: Any) -> Errors:
    """Mirrors customResourceValidator.ValidateUpdate."""
    return check_meta_update(new.metadata, old.metadata)
