"""A new lesson from the skeleton beside this module: it keeps every rule, and its author changes it step by step."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tutor.packs.json_schema import FILES, schema_text
from tutor.packs.load import load
from tutor.packs.model import Pack
from tutor.packs.writing import write_whole

SKELETON = Path(__file__).resolve().parent / "skeleton"
LOCALES = ("ko", "en")
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


class CannotCreateError(ValueError):
    """Why there will be no new lesson; the message is for its author."""


def create(folder: Path, lesson: str) -> tuple[str, ...]:
    """Write a new lesson into a folder, with a pack around it where there is none; names the files, sorted.

    Nothing that is there is written over. Raises CannotCreateError, and OSError for what the file system says.
    """
    if not ID.fullmatch(lesson):
        raise CannotCreateError(f'"{lesson}" cannot be a lesson\'s id: use a-z, 0-9 and -, at most 32')
    texts = {**_lesson_texts(folder, lesson), **_pack_texts(folder, lesson)}
    taken = [name for name in texts if name != "pack.yaml" and (folder / name).exists() and ".schema" not in name]
    if taken:
        raise CannotCreateError(f"{taken[0]} is there already; choose another id, or remove it")
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_whole(folder / name, text)
    return tuple(sorted(texts))


def _lesson_texts(folder: Path, lesson: str) -> Mapping[str, str]:
    """The files of the lesson itself, by the names that they get."""
    values = {"lesson": lesson, "uuid": _uuid(f"{folder.resolve().name}/{lesson}")}
    files = {name: _filled(text, values) for name, text in _skeleton()}
    renamed = {name.replace("lesson/", f"lessons/{lesson}/", 1): text for name, text in files.items()}
    return {
        name.replace("/lesson.md", f"/{lesson}.md").replace("/lesson.feed", f"/{lesson}.feed"): text
        for name, text in renamed.items()
        if name != "pack.yaml"
    }


def _skeleton() -> Iterator[tuple[str, str]]:
    for path in sorted(SKELETON.rglob("*")):
        if path.suffix in {".yaml", ".md"}:
            yield path.relative_to(SKELETON).as_posix(), path.read_text(encoding="utf-8")


def _filled(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"<{name}>", value)
    return text


def _pack_texts(folder: Path, lesson: str) -> Mapping[str, str]:
    """The head of the pack, new or with one lesson more, and the schemas for editors."""
    schemas = {f".schema/{name}": schema_text(name) for name in FILES}
    text = (SKELETON / "pack.yaml").read_text(encoding="utf-8")
    if not (folder / "pack.yaml").exists():
        return {"pack.yaml": _filled(text, {"pack": _pack_id(folder), "lesson": lesson}), **schemas}
    loaded = load(folder)
    if loaded.pack is None:
        raise CannotCreateError(f"the pack has faults; mend them first: {loaded.problems[0]}")
    return {"pack.yaml": _added(folder, loaded.pack, lesson, text), **schemas}


def _added(folder: Path, pack: Pack, lesson: str, skeleton: str) -> str:
    """Add the lesson to pack.yaml, and the docs that its skeleton names; comments and order stay."""
    missing = sorted(set(LOCALES).symmetric_difference(pack.locales))
    if missing:
        raise CannotCreateError(f"the skeleton speaks {' and '.join(LOCALES)}; this pack's languages differ")
    yaml = YAML()
    yaml.width = 4096
    yaml.preserve_quotes = True
    head: Any = yaml.load((folder / "pack.yaml").read_text(encoding="utf-8"))
    if lesson in head["lessons"]:
        raise CannotCreateError(f"{lesson} is a lesson of this pack already")
    head["lessons"].append(lesson)
    docs = head.setdefault("docs", {})
    for name, url in YAML(typ="safe").load(skeleton)["docs"].items():
        docs.setdefault(name, url)
    out = StringIO()
    yaml.dump(head, out)
    return out.getvalue()


def _pack_id(folder: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")[:32] or "lessons"


def _uuid(key: str) -> str:
    """An id that looks like any other, and is the same each time."""
    digest = hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
    return "-".join((digest[:8], digest[8:12], f"4{digest[13:16]}", f"8{digest[17:20]}", digest[20:32]))
