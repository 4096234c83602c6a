"""The glossary of a pack: strict, optional, and only of words that its pages use."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.packs.glossary import pattern
from tutor.packs.lint import check
from tutor.packs.load import builtin, load


def write(folder: Path, text: str) -> None:
    (folder / "prose" / "en").mkdir(parents=True, exist_ok=True)
    (folder / "prose" / "en" / "glossary.yaml").write_text(text, encoding="utf-8")


def test_a_pack_needs_no_glossary(folder: Path) -> None:
    pack = load(folder).pack
    assert pack is not None
    assert pack.glossary == {"en": {}}


def test_words_are_read_with_their_texts(folder: Path) -> None:
    write(folder, "Service: An address that stays.\n")
    pack = load(folder).pack
    assert pack is not None
    assert pack.glossary == {"en": {"Service": "An address that stays."}}


@pytest.mark.parametrize("text", ["- Service\n", "Service: 3\n", "Service: ''\n", "'a[b]': text\n"])
def test_a_glossary_of_another_shape_is_refused(folder: Path, text: str) -> None:
    write(folder, text)
    loaded = load(folder)
    assert loaded.pack is None
    assert {one.rule for one in loaded.problems} == {"L1"}


def test_a_word_that_no_page_uses_is_a_mistake(folder: Path) -> None:
    write(folder, "Quetzal: A bird.\n")
    assert 'prose/en/glossary.yaml:1:1 L10 no page uses the word "Quetzal"' in [str(one) for one in check(folder)]


def test_every_word_of_the_built_in_pack_stands_in_both_languages() -> None:
    assert {locale: bool(words) for locale, words in builtin().glossary.items()} == {"en": True, "ko": True}


def test_a_word_is_found_in_its_plural_and_before_a_particle_and_not_inside_another() -> None:
    found = pattern({"endpoint": "", "kube-proxy": "", "레이블": ""})
    assert [match[0] for match in found.finditer("Endpoints, kube-proxy가 레이블을; endpointslice")] == [
        "Endpoints",
        "kube-proxy",
        "레이블",
    ]
