"""`kubectl create configmap`: settings from literals, files, folders and env files."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from tutor.api.content import config_map_key
from tutor.api.kinds import CONFIG_MAP
from tutor.api.quoting import quote
from tutor.kubectl.command import Call
from tutor.kubectl.envnames import environment_name_faults
from tutor.kubectl.errors import CommandError
from tutor.kubectl.files import FileFault
from tutor.kubectl.printers.gojson import compact_json
from tutor.kubectl.verbs.create_kinds import only_name
from tutor.kubectl.verbs.creation import create_made

Pair = tuple[str, bytes]
_NO_VOWELS = str.maketrans("013ae", "ghkmt")


def run_config_map(call: Call) -> None:
    """Settings from what the flags name."""
    name = only_name(call)
    refuse_mixed_sources(call)
    data: dict[str, str] = {}
    binary: dict[str, str] = {}
    for key, content in from_sources(call, "config"):
        _check_key(key, name, data, binary)
        try:
            data[key] = content.decode()
        except UnicodeDecodeError:
            binary[key] = b64encode(content).decode()
    body: dict[str, Any] = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}}
    body |= {field: pairs for field, pairs in (("data", data), ("binaryData", binary)) if pairs}
    if call.flag("append-hash"):
        body["metadata"]["name"] = f"{name}-{_hash(name, data, binary)}"
    create_made(call, CONFIG_MAP, body, failure="failed to create configmap")


def refuse_mixed_sources(call: Call) -> None:
    """Env files stand alone; raises CommandError."""
    if call.flag("from-env-file") and (call.flag("from-file") or call.flag("from-literal")):
        raise CommandError("from-env-file cannot be combined with from-file or from-literal")


def from_sources(call: Call, noun: str) -> Iterator[Pair]:
    """Every key with its content, of files, literals and env files; `noun` is what upstream calls the latter."""
    yield from _files(call)
    yield from _literals(call)
    yield from _env_files(call, noun)


def _hash(name: str, data: dict[str, str], binary: dict[str, str]) -> str:
    """Ten letters and digits that change with the content. Mirrors hash.ConfigMapHash."""
    content: dict[str, Any] = {"kind": "ConfigMap", "name": name, "data": data}
    content |= {"binaryData": binary} if binary else {}
    return digest(content)


def digest(content: dict[str, Any]) -> str:
    """Ten letters and digits that change with the content. Mirrors encodeHash."""
    return sha256(compact_json(content).encode()).hexdigest()[:10].translate(_NO_VOWELS)


def _check_key(key: str, name: str, data: dict[str, str], binary: dict[str, str]) -> None:
    """Mirrors addKeyFromLiteralToConfigMap."""
    faults = tuple(config_map_key(key))
    if faults:
        raise CommandError(f"{quote(key)} is not a valid key name for a ConfigMap: {','.join(faults)}")
    if key in data or key in binary:
        field = "Data" if key in data else "BinaryData"
        raise CommandError(
            f"cannot add key {quote(key)}, another key by that name already exists in {field} for ConfigMap "
            f"{quote(name)}"
        )


def _literals(call: Call) -> Iterator[Pair]:
    """Mirrors ParseLiteralSource."""
    for text in call.flag("from-literal"):
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise CommandError(f"invalid literal source {text}, expected key=value")
        yield key, value.encode("utf-8", "surrogateescape")


def _files(call: Call) -> Iterator[Pair]:
    """Mirrors ParseFileSource and handleConfigMapFromFileSources: a folder gives each file in it."""
    for text in call.flag("from-file"):
        key, path = _source(text)
        if not call.context.files.is_folder(path):
            yield key, _read(call, path)
            continue
        if "=" in text:
            raise CommandError("cannot give a key name for a directory path")
        names = call.context.files.list(path)
        for name in () if isinstance(names, FileFault) else names:
            inside = f"{path.rstrip('/')}/{name}"
            if not call.context.files.is_folder(inside):
                yield name, _read(call, inside)


def _source(text: str) -> tuple[str, str]:
    key, equals, path = text.partition("=")
    if not equals:
        return text.rpartition("/")[2], text
    if not key:
        raise CommandError(f"key name for file path {path} missing")
    if not path:
        raise CommandError(f"file path for key name {key} missing")
    if "=" in path:
        raise CommandError("key names or file paths cannot contain '='")
    return key, path


def _read(call: Call, path: str) -> bytes:
    content = call.context.files.read(path)
    if isinstance(content, FileFault):
        raise CommandError(f"error reading {path}: {content.reason.lower()}")
    return content


def _env_files(call: Call, noun: str) -> Iterator[Pair]:
    """`KEY=value` lines; a name alone takes its value from the environment. Mirrors addFromEnvFile."""
    for path in call.flag("from-env-file"):
        if call.context.files.is_folder(path):
            raise CommandError(f"env {noun} file cannot be a directory")
        for line in _read(call, path).decode("utf-8", "replace").removeprefix("\ufeff").splitlines():
            text = line.lstrip()
            if not text or text.startswith("#"):
                continue
            key, equals, value = text.partition("=")
            faults = environment_name_faults(key)
            if faults:
                raise CommandError(f"{quote(key)} is not a valid key name: {';'.join(faults)}")
            yield key, (value if equals else call.context.environment.get(key, "")).encode()
