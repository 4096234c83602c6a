"""Patches: strategic, merge and JSON patches applied, and kubectl apply's three-way patch made."""

from tutor.api.patch.conversion import document_refusal, patch_refusal
from tutor.api.patch.errors import PatchError
from tutor.api.patch.json_patch import json_patch
from tutor.api.patch.merge import json_merge, strategic_merge
from tutor.api.patch.three_way import three_way, two_way

__all__ = [
    "PatchError",
    "document_refusal",
    "json_merge",
    "json_patch",
    "patch_refusal",
    "strategic_merge",
    "three_way",
    "two_way",
]
