"""Values of a learner's own: the same each time, different for neighbours, and nothing but words and numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.packs.load import lesson_for, load
from tutor.packs.model import Pack
from tutor.packs.personal import draw, written
from tutor.packs.source import Source

CHOICES = {"shop": {"words": ["shop", "store", "market"]}, "door": {"from": 30100, "to": 30199}}
PERSONAL = "personal:\n  shop: {words: [web, store]}\n  port: {from: 80, to: 99}\n"


def own(folder: Path, text: str = PERSONAL) -> Pack | list[str]:
    """Give the small pack's lesson values of its own."""
    name = folder / "lessons/one/lesson.yaml"
    name.write_text(text + name.read_text().replace("default/web", "default/<shop>"))
    service = folder / "lessons/one/starter.yaml"
    service.write_text(service.read_text().replace("name: web", "name: <shop>").replace("port: 80", "port: <port>"))
    page = folder / "prose/en/one.md"
    page.write_text(page.read_text().replace("Do it.", "Mend <shop>, not <none>."))
    loaded = load(folder)
    return loaded.pack or [str(one) for one in loaded.problems]


def test_the_first_values_stand_for_nobody_in_particular() -> None:
    assert draw(CHOICES, "u", "") == {"shop": "shop", "door": "30100"}


def test_a_learner_gets_the_same_values_each_time() -> None:
    assert draw(CHOICES, "u", "kim") == draw(CHOICES, "u", "kim") == {"shop": "store", "door": "30164"}


def test_neighbours_get_different_values() -> None:
    doors = {draw(CHOICES, "u", f"learner-{number}")["door"] for number in range(20)}
    assert len(doors) > 15


def test_only_declared_names_are_replaced() -> None:
    source = Source(files={"a": b"<shop> <none> < shop > $shop"})
    assert written(source, {"shop": "web"}).files == {"a": b"web <none> < shop > $shop"}


def test_a_lesson_is_written_for_its_learner(folder: Path) -> None:
    pack = own(folder)
    assert isinstance(pack, Pack)
    plain, hers = pack.lessons[0], lesson_for(pack, pack.lessons[0], "lee")
    assert plain.starter == {
        "service.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n"
    }
    assert plain.prose["en"].tasks[0].body == "Mend web, not <none>."
    assert hers.allow.objects == ("Service/default/store",)
    assert hers.starter == {
        "service.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: store}\nspec: {ports: [{port: 98}]}\n"
    }
    assert lesson_for(pack, hers, "lee") is hers


def test_a_lesson_without_values_is_the_same_for_everyone(folder: Path) -> None:
    pack = load(folder).pack
    assert pack is not None
    assert lesson_for(pack, pack.lessons[0], "kim") is pack.lessons[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("personal: {a: {words: []}}\n", "1:23 L1 personal: must have 1 to 64 items, not 0"),
        ("personal: {a: {words: [A]}}\n", '1:24 L1 personal: "A" is not a name (a-z, 0-9, -; at most 30)'),
        ("personal: {a: {from: 5, to: 4}}\n", '1:12 L2 "to" must be 5 or more'),
        ("personal: {a: {from: 5}}\n", '1:12 L2 "to" must be 5 or more'),
        ("personal: {a: {from: 0, to: 70000}}\n", "1:29 L1 personal: must be from 0 to 65535, not 70000"),
        ("personal: [a]\n", "1:11 L1 personal: must be a mapping, not a list"),
    ],
)
def test_a_choice_that_cannot_be_drawn_is_named(folder: Path, text: str, message: str) -> None:
    assert own(folder, text) == [f"lessons/one/lesson.yaml:{message}"]
