"""What a verdict costs beside libyaml's own parse of the same text."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from tests.bench.timing import best
from tests.notes import REPLICA_SET, SERVICE
from tutor.api.codec import decode
from tutor.api.defaults import default
from tutor.api.errors import FieldError
from tutor.api.kinds import KINDS, Kind
from tutor.api.validation import validate_create
from tutor.manifest import Json, parse

TEXT = f"{REPLICA_SET}---\n{SERVICE}"


def measure() -> Iterator[dict[str, object]]:
    """Decode and validate, and the whole way from text, beside libyaml."""
    pure = best(lambda: sum(1 for _ in yaml.parse(TEXT, Loader=yaml.CLoader)), times=50)
    loaded = best(lambda: list(yaml.load_all(TEXT, Loader=yaml.CSafeLoader)), times=50)
    bodies = [(_kind(document.value), document.value) for document in parse(TEXT).documents]
    judged = best(lambda: [judge(kind, body) for kind, body in bodies], times=50)
    read = best(lambda: parse(TEXT), times=50)
    yield {"name": "libyaml events of RS and Service", "value": pure * 1e6, "unit": "us"}
    beside = {"beside": "libyaml events", "unit": "us"}
    yield {"name": "yaml.load_all (C)", "value": loaded * 1e6, "ratio": loaded / pure, **beside}
    yield {"name": "decode, default, validate", "value": judged * 1e6, "ratio": judged / pure, "goal": 3.0, **beside}
    yield {"name": "read with spans", "value": read * 1e6, "ratio": read / pure, **beside}


def judge(kind: Kind, body: Json) -> tuple[FieldError, ...]:
    """What the server does to a body before it allocates anything."""
    decoded = decode(kind, body)
    return validate_create(default(decoded.object))


def _kind(body: Json) -> Kind:
    word = body["kind"] if isinstance(body, dict) else ""
    return next(kind for kind in KINDS if kind.kind == word)
