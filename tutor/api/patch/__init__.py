"""Patches: strategic, merge and JSON patches applied, and kubectl apply's three-way patch made."""

from tutor.api.patch.conversion import document_refusal, narrowed, patch_refusal
from tutor.api.patch.errors import PatchContentError, PatchError, PatchFormatError
from tutor.api.patch.json_patch import json_patch
from tutor.api.patch.merge import check_map, json_merge, spend, strategic_merge
from tutor.api.patch.three_way import three_way, two_way

__all__ = [
    "PatchContentError",
    "PatchError",
    "PatchFormatError",
    "check_map",
    "document_refusal",
    "json_merge",
    "json_patch",
    "narrowed",
    "patch_refusal",
    "spend",
    "strategic_merge",
    "three_way",
    "two_way",
]
