"""Types that every kind shares: object metadata, owners, label selectors."""

from __future__ import annotations

from typing import Annotated, Any

from tutor.api.wire import UID, ConditionStatus, Int64, Labels, Opaque, Time, kept, mapping
from tutor.values import frozen


@frozen
class OwnerReference:
    """The object that made this one; garbage collection follows it."""

    api_version: str = kept("")
    kind: str = kept("")
    name: str = kept("")
    uid: UID = kept("")
    controller: bool | None = None
    block_owner_deletion: bool | None = None


@frozen
class ManagedFieldsEntry:
    """What one writer set, and when."""

    manager: str = ""
    operation: Annotated[str, "v1.ManagedFieldsOperationType"] = ""
    api_version: str = ""
    time: Time | None = None
    fields_type: str = ""
    fields_v1: Opaque | None = None
    subresource: str = ""


@frozen
class ObjectMeta:
    """Name, place and bookkeeping of one object."""

    name: str = ""
    generate_name: str = ""
    namespace: str = ""
    self_link: str = ""
    uid: UID = ""
    resource_version: str = ""
    generation: Int64 = 0
    creation_timestamp: Time | None = None
    deletion_timestamp: Time | None = None
    deletion_grace_period_seconds: Int64 | None = None
    labels: Labels = mapping()
    annotations: Labels = mapping()
    owner_references: tuple[OwnerReference, ...] = ()
    finalizers: tuple[str, ...] = ()
    managed_fields: Annotated[Any, "opaque", tuple[ManagedFieldsEntry, ...]] | None = None


@frozen
class LabelSelectorRequirement:
    """One expression of a label selector: key, operator (In, NotIn, Exists, DoesNotExist), values."""

    key: str = kept("")
    operator: Annotated[str, "v1.LabelSelectorOperator"] = kept("")
    values: tuple[str, ...] = ()


@frozen
class LabelSelector:
    """Which labels an object must carry; all terms must hold."""

    match_labels: Labels = mapping()
    match_expressions: tuple[LabelSelectorRequirement, ...] = ()


@frozen
class Condition:
    """metav1.Condition, as Services carry it."""

    type: str = ""
    status: ConditionStatus = ""
    observed_generation: Int64 = 0
    last_transition_time: Time | None = None
    reason: str = ""
    message: str = ""
