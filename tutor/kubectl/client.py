"""kubectl's connection: the API server's verbs, with each warning told once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tutor.api.kinds import Kind
from tutor.api.selectors import FieldSelector, Selector
from tutor.api.status import Status, StatusError, not_found
from tutor.cluster.apiserver import APIServer
from tutor.cluster.deletion import Propagation
from tutor.cluster.patches import PatchType
from tutor.cluster.requests import FieldValidation, WriteOptions
from tutor.cluster.subresources import Subresource
from tutor.manifest import Json


class Client:
    """The verbs that commands use, for a field manager; what the server refuses is a StatusError."""

    def __init__(self, server: APIServer, tell: Callable[[str], None], field_manager: str = "kubectl") -> None:
        self.server = server
        self.field_manager = field_manager
        self.field_validation: FieldValidation = "Warn"
        self._tell = tell
        self._told: set[str] = set()

    def warn(self, *messages: str) -> None:
        """Print the server's warnings, each once. Mirrors rest.NewWarningWriter with Deduplicate."""
        for message in messages:
            if message not in self._told:
                self._told.add(message)
                self._tell(f"Warning: {message}\n")

    def _touch(self, kind: Kind) -> None:
        if not kind.version or kind.type is object:
            raise StatusError(
                Status(message="the server could not find the requested resource", reason="NotFound", code=404)
            )
        if kind.deprecation:
            self.warn(kind.deprecation)

    def _options(self, *, dry_run: bool, field_manager: str = "", force: bool = False) -> WriteOptions:
        return WriteOptions(
            dry_run=dry_run,
            field_validation=self.field_validation,
            field_manager=field_manager or self.field_manager,
            force=force,
        )

    def find(self, kind: Kind, name: str, namespace: str) -> Any:
        """Read one object."""
        if kind.type is object:
            raise not_found(kind, name)
        self._touch(kind)
        return self.server.get(kind, name, namespace=namespace)

    def list(
        self, kind: Kind, namespace: str | None, labels: Selector | None = None, fields: FieldSelector | None = None
    ) -> tuple[Any, ...]:
        """Read all objects of a kind; None is every namespace."""
        if kind.type is object:
            return ()
        self._touch(kind)
        return self.server.list(kind, namespace=namespace, labels=labels, fields=fields)

    def create(self, kind: Kind, body: Json, namespace: str, *, dry_run: bool = False) -> Any:
        """Create an object."""
        self._touch(kind)
        written = self.server.create(kind, body, namespace=namespace, options=self._options(dry_run=dry_run))
        self.warn(*written.warnings)
        return written.object

    def replace(
        self, kind: Kind, name: str, body: Json, namespace: str, *, subresource: Subresource = "", dry_run: bool = False
    ) -> Any:
        """Write a whole object over the old one."""
        self._touch(kind)
        written = self.server.replace(
            kind,
            name,
            body,
            namespace=namespace,
            subresource=subresource,
            options=self._options(dry_run=dry_run),
        )
        self.warn(*written.warnings)
        return written.object

    def patch(
        self,
        kind: Kind,
        name: str,
        patch: Json,
        namespace: str,
        *,
        patch_type: PatchType | None = None,
        subresource: Subresource = "",
        dry_run: bool = False,
        field_manager: str = "",
        force: bool = False,
    ) -> Any:
        """Change parts of an object; without a type, by the patch that kubectl prefers for its kind."""
        self._touch(kind)
        written = self.server.patch(
            kind,
            name,
            patch,
            patch_type=patch_type or ("merge" if kind.custom else "strategic"),
            namespace=namespace,
            subresource=subresource,
            options=self._options(dry_run=dry_run, field_manager=field_manager, force=force),
        )
        self.warn(*written.warnings)
        return written.object

    def delete(
        self,
        kind: Kind,
        name: str,
        namespace: str,
        *,
        propagation: Propagation = "Background",
        grace_period: int | None = None,
        dry_run: bool = False,
    ) -> Any:
        """Delete an object."""
        self._touch(kind)
        return self.server.delete(
            kind, name, namespace=namespace, propagation=propagation, grace_period=grace_period, dry_run=dry_run
        )
