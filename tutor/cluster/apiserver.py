"""The verbs of the API server over typed objects: what front ends call and what refuses them."""

from __future__ import annotations

from typing import Any

from tutor.api import validation
from tutor.api.codec import Decoded
from tutor.api.defaults import default
from tutor.api.kinds import KINDS, Kind, kind_of
from tutor.api.selectors import FieldSelector, Selector
from tutor.api.service import Service
from tutor.api.status import invalid, not_found
from tutor.api.wire import Json
from tutor.cluster import admission, custom, deletion, managed, patches, requests, scale, strategies
from tutor.cluster.fields import check_fields, selectable_fields
from tutor.cluster.objects import amend, key_of
from tutor.cluster.registry import Registry
from tutor.cluster.requests import STRICT, WriteOptions
from tutor.cluster.services import Allocators, begin_create, begin_update
from tutor.cluster.store import Key
from tutor.cluster.subresources import Subresource, check_subresource
from tutor.values import frozen

CREATED_ON_UPDATE = frozenset({"Endpoints", "Event", "Service"})  # strategies with AllowCreateOnUpdate


@frozen
class Written:
    """What a write left behind, and what the server warns of."""

    object: Any
    warnings: tuple[str, ...] = ()


@frozen
class APIServer:
    """Reads and writes of one cluster; every refusal is a StatusError."""

    registry: Registry
    free: Allocators
    custom_kinds: tuple[Kind, ...] = ()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Every kind that is served, custom ones last."""
        return (*KINDS, *self.custom_kinds)

    def serves(self, kind: Kind) -> bool:
        """Whether a kind is there: custom ones have to be installed."""
        return not kind.custom or kind in self.custom_kinds

    def get(self, kind: Kind, name: str, *, namespace: str = "default") -> Any:
        """One object, or NotFound."""
        obj = self.registry.store.get(self._key(kind, name, namespace))
        if obj is None:
            raise not_found(kind, name)
        return obj

    def list(
        self,
        kind: Kind,
        *,
        namespace: str | None = None,
        labels: Selector | None = None,
        fields: FieldSelector | None = None,
    ) -> tuple[Any, ...]:
        """All objects of a kind that fit, of one namespace or of all (None), sorted by namespace and name."""
        self._check_served(kind)
        found = self.registry.store.list(kind.kind, namespace if kind.namespaced else None)
        if labels is not None:
            found = tuple(obj for obj in found if labels.matches(obj.metadata.labels))
        if fields is not None and fields.terms:
            check_fields(kind, fields)
            found = tuple(obj for obj in found if fields.matches(selectable_fields(obj, fields)))
        return found

    def create(
        self,
        kind: Kind,
        body: Json,
        *,
        namespace: str = "default",
        options: WriteOptions = STRICT,
    ) -> Written:
        """Decode, admit, allocate, validate and store a new object."""
        self._check_served(kind)
        obj, warned = requests.read(kind, body, options)
        obj = self._tracked(kind, requests.place(kind, obj, namespace), None, self._writer(options))
        admission.check_namespace(self.registry.store, kind, obj)
        admission.refuse(kind, obj)
        obj = self._new(admission.admit(obj), dry_run=options.dry_run)
        _refuse(kind, obj, validation.validate_create(obj))
        custom.review(self.registry.store, kind, obj)
        warned += validation.warnings(obj)
        if not options.dry_run:
            return Written(object=self.registry.insert(obj), warnings=warned)
        self.registry.check_free(obj)
        return Written(object=obj, warnings=warned)

    def insert(self, obj: Any) -> Any:
        """Store a controller's new object, which is valid by construction."""
        obj = default(obj)
        admission.check_namespace(self.registry.store, kind_of(obj), obj)
        return self.registry.insert(self._new(admission.admit(obj)))

    def replace(
        self,
        kind: Kind,
        name: str,
        body: Json,
        *,
        namespace: str = "default",
        subresource: Subresource = "",
        options: WriteOptions = STRICT,
        decoded: Decoded | None = None,
    ) -> Written:
        """Put another state in the place of an object's present one; `decoded` spares a second look at the body."""
        check_subresource(kind, subresource)
        if subresource == "scale":
            old = self.get(kind, name, namespace=namespace)
            obj = self._tracked(kind, scale.scaled(old, body), old, self._writer(options, subresource))
            return self._change(kind, obj, dry_run=options.dry_run)
        obj, warned = requests.read(kind, body, options, decoded=decoded)
        requests.check_name(obj, name)
        obj = requests.place(kind, amend(obj, name=name), namespace)
        present = self.registry.store.get(key_of(obj))
        if kind.kind in CREATED_ON_UPDATE and not subresource and present is None:
            return self.create(kind, body, namespace=namespace, options=options)
        if present is not None:
            obj = self._tracked(kind, obj, present, self._writer(options, subresource))
        return self._change(kind, obj, subresource=subresource, dry_run=options.dry_run, warned=warned)

    def patch(
        self,
        kind: Kind,
        name: str,
        patch: Json,
        *,
        patch_type: patches.PatchType = "strategic",
        namespace: str = "default",
        subresource: Subresource = "",
        options: WriteOptions = STRICT,
    ) -> Written:
        """Change some fields of an object, or apply a configuration, which creates what is missing."""
        if patch_type == "apply":
            return self._apply(kind, name, patch, namespace, options)
        check_subresource(kind, subresource)
        old = self.get(kind, name, namespace=namespace)
        current = scale.encode(old) if subresource == "scale" else self.registry.encodings.of(old)
        body, decoded = patches.patched(kind, current, patch, patch_type, field_validation=options.field_validation)
        requests.check_uid(kind, body, old)
        return self.replace(
            kind, name, body, namespace=namespace, subresource=subresource, options=options, decoded=decoded
        )

    def _apply(self, kind: Kind, name: str, config: Json, namespace: str, options: WriteOptions) -> Written:
        """Merge a configuration into an object by who manages what."""
        live = self.registry.store.get(self._key(kind, name, namespace))
        now = None if live is None else self.registry.encodings.of(live)
        applied = managed.apply(kind, now, config, self._writer(options), force=options.force)
        written = WriteOptions(dry_run=options.dry_run)  # the configuration has its manager already
        if live is None:
            return self.create(kind, applied.body, namespace=namespace, options=written)
        if not applied.changed:
            return Written(object=live)
        return self.replace(kind, name, applied.body, namespace=namespace, options=written)

    def _tracked(self, kind: Kind, new: Any, old: Any | None, writer: managed.Writer) -> Any:
        return managed.track(kind, new, old, writer, self.registry.encodings)

    def _writer(self, options: WriteOptions, subresource: Subresource = "") -> managed.Writer:
        time = self.registry.clock.timestamp()
        return managed.Writer(manager=options.field_manager, time=time, subresource=subresource)

    def update(self, obj: Any) -> Any:
        """Store a controller's next state of an object, its spec included."""
        old = self.registry.store.get(key_of(obj))
        return old if old is None else deletion.settle(self.registry, strategies.prepare_for_update(obj, old))

    def update_status(self, obj: Any) -> Any:
        """Store what a controller reports of an object."""
        return self.registry.update(obj)

    def delete(
        self,
        kind: Kind,
        name: str,
        *,
        namespace: str = "default",
        propagation: deletion.Propagation = "Background",
        grace_period: int | None = None,
        dry_run: bool = False,
    ) -> Any:
        """Delete an object, at once or as soon as those it concerns have let go; gives its last state."""
        obj = self.get(kind, name, namespace=namespace)
        return obj if dry_run else deletion.delete(self.registry, obj, propagation, grace_period)

    def delete_collection(
        self,
        kind: Kind,
        *,
        namespace: str = "default",
        labels: Selector | None = None,
        fields: FieldSelector | None = None,
        propagation: deletion.Propagation = "Background",
        dry_run: bool = False,
    ) -> tuple[Any, ...]:
        """Delete all that fit in a namespace."""
        found = self.list(kind, namespace=namespace, labels=labels, fields=fields)
        return tuple(
            self.delete(
                kind, obj.metadata.name, namespace=obj.metadata.namespace, propagation=propagation, dry_run=dry_run
            )
            for obj in found
        )

    def _check_served(self, kind: Kind) -> None:
        if not self.serves(kind):
            raise custom.not_served()

    def _key(self, kind: Kind, name: str, namespace: str) -> Key:
        self._check_served(kind)
        return Key(kind=kind.kind, namespace=namespace if kind.namespaced else "", name=name)

    def _new(self, obj: Any, *, dry_run: bool = False) -> Any:
        obj = self.registry.stamped(self.registry.named(obj))
        if isinstance(obj, Service):
            obj = begin_create(obj, self.free, dry_run=dry_run)
        return strategies.prepare_for_create(obj)

    def _change(
        self,
        kind: Kind,
        obj: Any,
        *,
        subresource: Subresource = "",
        dry_run: bool,
        warned: tuple[str, ...] = (),
    ) -> Written:
        old = self.get(kind, obj.metadata.name, namespace=obj.metadata.namespace)
        self.registry.check_current(obj, old)
        if subresource == "status":
            new = strategies.prepare_for_status(obj, old)
        else:
            new = begin_update(obj, old, self.free, dry_run=dry_run) if isinstance(obj, Service) else obj
            new = strategies.prepare_for_update(new, old)
        rules = validation.validate_status_update if subresource == "status" else validation.validate_update
        _refuse(kind, new, rules(new, old))
        custom.review(self.registry.store, kind, new)
        warned += validation.warnings(new, old)
        return Written(object=new if dry_run else deletion.settle(self.registry, new), warnings=warned)


def _refuse(kind: Kind, obj: Any, faults: tuple[Any, ...]) -> None:
    if faults:
        raise invalid(kind, obj.metadata.name, faults)
