"""Rules of environment variables and of where their values come from."""

from __future__ import annotations

from tutor.api import content
from tutor.api.codec import decode_part
from tutor.api.container import Container, EnvVar
from tutor.api.errors import FieldPath, invalid, required
from tutor.api.validation.downward import VARIABLE_FIELDS, check_field, check_resource
from tutor.api.validation.fields import Errors, check_text, complain, each
from tutor.api.validation.paths import check_no_backsteps
from tutor.api.volumes import (
    ConfigMapEnvSource,
    ConfigMapKeySelector,
    EnvFromSource,
    EnvVarSource,
    FileKeySelector,
    SecretEnvSource,
    SecretKeySelector,
)


def check_environment(path: FieldPath, container: Container) -> Errors:
    """Mirrors ValidateEnv and ValidateEnvFrom."""
    sources = (decode_part(EnvFromSource, one).object for one in container.env_from or ())
    place = path / "envFrom"
    return (
        *each(container.env, path / "env", _check_variable),
        *(fault for at, source in enumerate(sources) for fault in _check_many(place, at, source)),
    )


def _check_variable(path: FieldPath, variable: EnvVar) -> Errors:
    name: Errors = (required(path / "name"),)
    if variable.name:
        name = complain(path / "name", variable.name, content.environment_name(variable.name))
    if variable.value_from is None:
        return name
    source = decode_part(EnvVarSource, variable.value_from).object
    return (*name, *_check_source(path / "valueFrom", source, variable.value))


def _check_source(path: FieldPath, source: EnvVarSource, value: str) -> Errors:
    """Mirrors validateEnvVarValueFrom."""
    faults: tuple[Errors, ...] = ()
    if source.field_ref is not None:
        faults += (check_field(path / "fieldRef", source.field_ref, VARIABLE_FIELDS),)
    if source.resource_field_ref is not None:
        faults += (check_resource(path / "resourceFieldRef", source.resource_field_ref, named=False),)
    if source.config_map_key_ref is not None:
        faults += (_check_key(path / "configMapKeyRef", source.config_map_key_ref),)
    if source.secret_key_ref is not None:
        faults += (_check_key(path / "secretKeyRef", source.secret_key_ref),)
    if source.file_key_ref is not None:
        faults += (_check_file_key(path / "fileKeyRef", source.file_key_ref),)
    found = tuple(fault for one in faults for fault in one)
    if not faults:
        names = "`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`"
        return (invalid(path, "", f"must specify one of: {names}"),)
    if value:
        return (*found, invalid(path, "", "may not be specified when `value` is not empty"))
    if len(faults) > 1:
        return (*found, invalid(path, "", "may not have more than one field specified at a time"))
    return found


def _check_key(path: FieldPath, source: ConfigMapKeySelector | SecretKeySelector) -> Errors:
    """Mirrors validateConfigMapKeySelector and validateSecretKeySelector."""
    name = check_text(path / "name", source.name, content.dns1123_subdomain)
    if not source.key:
        return (*name, required(path / "key"))
    return (*name, *check_text(path / "key", source.key, content.config_map_key))


def _check_file_key(path: FieldPath, source: FileKeySelector) -> Errors:
    """Mirrors validateFileKeySelector."""
    key: Errors = (required(path / "key"),)
    if source.key:
        key = check_text(path / "key", source.key, content.environment_name)
    volume: Errors = (required(path / "volumeName"),)
    if source.volume_name:
        volume = check_text(path / "volumeName", source.volume_name, content.dns1123_label)
    place = path / "path"
    return (*key, *volume, *(check_no_backsteps(place, source.path) if source.path else (required(place),)))


def _check_many(path: FieldPath, at: int, source: EnvFromSource) -> Errors:
    place = path / at
    prefix: Errors = ()
    if source.prefix:
        prefix = check_text(place / "prefix", source.prefix, content.environment_name)
    rows: tuple[tuple[str, ConfigMapEnvSource | SecretEnvSource | None], ...] = (
        ("configMapRef", source.config_map_ref),
        ("secretRef", source.secret_ref),
    )
    given = tuple((name, one) for name, one in rows if one is not None)
    names = tuple(fault for name, one in given for fault in _check_name(place / name / "name", one.name))
    # Upstream blames the whole list here, not its item.
    if not given:
        return (*prefix, invalid(path, "", "must specify one of: `configMapRef` or `secretRef`"))
    if len(given) > 1:
        return (*prefix, *names, invalid(path, "", "may not have more than one field specified at a time"))
    return (*prefix, *names)


def _check_name(path: FieldPath, name: str) -> Errors:
    if not name:
        return (required(path),)
    masked = f"{name[:-2]}a" if len(name) > 1 and name.endswith("-") else name
    return complain(path, name, content.dns1123_subdomain(masked))
