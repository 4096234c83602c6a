"""What the editor says of a field, in English; `assist.fact.` and a default or limit of `tutor.api.facts`."""

from __future__ import annotations

from types import MappingProxyType

WORDS = MappingProxyType(
    {
        "assist.default": "Default",
        "assist.required": "Required",
        "assist.values": "Values",
        "assist.limits": "Limits",
        "assist.example": "Example",
        "assist.fields": "Fields",
        "assist.yes": "yes",
        "assist.top.apiVersion": "The version of the API that the kind belongs to: v1 for Service and Pod, apps/v1 for ReplicaSet and Deployment.",
        "assist.top.kind": "What the manifest describes: Service, Pod, ReplicaSet, Deployment and so on.",
        "assist.snippet": "a whole document",
        "assist.fact.0 and up": "0 and up",
        "assist.fact.1 MiB in all": "1 MiB in all",
        "assist.fact.1 and up": "1 and up",
        "assist.fact.1-65535, or the name of a container port": "1-65535, or the name of a container port",
        "assist.fact.1-86400 seconds": "1-86400 seconds",
        "assist.fact.256 KiB in all": "256 KiB in all",
        "assist.fact.a-z, 0-9, '-', '.'; at most 253 characters": "a-z, 0-9, '-', '.'; at most 253 characters",
        "assist.fact.a-z, 0-9, '-'; at least one letter; at most 15 characters": "a-z, 0-9, '-'; at least one letter; at most 15 characters",
        "assist.fact.a-z, 0-9, '-'; at most 63 characters": "a-z, 0-9, '-'; at most 63 characters",
        "assist.fact.an address of the Service range, or None": "an address of the Service range, or None",
        "assist.fact.at most 3": "at most 3",
        "assist.fact.at most 32": "at most 32",
        "assist.fact.at most 1000": "at most 1000",
        "assist.fact.at most 20000": "at most 20000",
        "assist.fact.at most two, one a family": "at most two, one a family",
        "assist.fact.the same as port": "the same as port",
        "assist.fact.values: at most 63 characters": "values: at most 63 characters",
    }
)
