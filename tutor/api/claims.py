"""Claims to storage, as StatefulSets carry them; checked on the way in, kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from tutor.api.forms import form
from tutor.api.meta import LabelSelector, ObjectMeta
from tutor.api.wire import Opaque, Quantity, kept, mapping
from tutor.values import frozen


@frozen
class VolumeResourceRequirements:
    """How much storage is asked for."""

    limits: Mapping[str, Quantity] = mapping()
    requests: Mapping[str, Quantity] = mapping()


DATA_SOURCE = form("TypedLocalObjectReference", "apiGroup:*string! kind! name!")
DATA_SOURCE_REF = form("TypedObjectReference", "apiGroup:*string! kind! name! namespace:*string")


@frozen
class PersistentVolumeClaimSpec:
    """Which storage is asked for."""

    access_modes: tuple[Annotated[str, "v1.PersistentVolumeAccessMode"], ...] = ()
    selector: LabelSelector | None = None
    resources: VolumeResourceRequirements = kept(VolumeResourceRequirements())
    volume_name: str = ""
    storage_class_name: str | None = None
    volume_mode: Annotated[str, "v1.PersistentVolumeMode"] | None = None
    data_source: Annotated[Any, "opaque", DATA_SOURCE] | None = None
    data_source_ref: Annotated[Any, "opaque", DATA_SOURCE_REF] | None = None
    volume_attributes_class_name: str | None = None


@frozen
class PersistentVolumeClaim:
    """A wish for storage."""

    kind: str = ""
    api_version: str = ""
    metadata: ObjectMeta = kept(ObjectMeta())
    spec: PersistentVolumeClaimSpec = kept(PersistentVolumeClaimSpec())
    status: Opaque | None = None
