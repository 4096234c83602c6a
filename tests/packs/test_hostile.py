"""A pack is data: whatever would run, reach out, fill the memory or take the terminal is refused with its line."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tutor.packs.archive import read_zip
from tutor.packs.lint import check
from tutor.packs.load import load
from tutor.packs.source import MAX_FILES

LESSON, PAGE = "lessons/one/lesson.yaml", "prose/en/one.md"
STEPS = ", ".join(["{settle: true}"] * 65)
FILE = "is not a relative file name (a-z, 0-9, . _ / -)"
# What is tried, the file, what is written in place of what, and the first line that refuses it.
ROWS: tuple[tuple[str, str, str, str, str], ...] = (
    ("code in a tag", LESSON, "title: {en: One}", "title: !!python/object/apply:os.system [id]",
     f"{LESSON}:3:8 L1 title: must be a mapping, not a list"),
    ("an object of Python", "pack.yaml", "version: 1.0.0", "version: !!python/name:os.system ''",
     'pack.yaml:3:10 L1 version: "" is not a version such as 1.4.0'),
    ("an absolute path", LESSON, "checks:", "world: {objects: /etc/passwd}\nchecks:",
     f'{LESSON}:4:18 L1 world.objects: "/etc/passwd" {FILE}'),
    ("a path that climbs", LESSON, "checks:", "solution: a/../../../secret.yaml\nchecks:",
     f'{LESSON}:4:11 L1 solution: "a/../../../secret.yaml" {FILE}'),
    ("a page elsewhere", LESSON, "checks:", "prose: 'prose/{locale}/../../x'\nchecks:",
     f'{LESSON}:4:8 L1 prose: "prose/{{locale}}/../../x" is not prose/{{locale}}/NAME.md'),
    ("a lesson elsewhere", "pack.yaml", "lessons: [one]", "lessons: [../one]",
     'pack.yaml:5:11 L1 lessons[0]: "../one" is not an id (a-z, 0-9, -; at most 32)'),
    ("a link without encryption", "pack.yaml", "lessons:", "docs: {x: 'http://example.com'}\nlessons:",
     'pack.yaml:5:11 L1 docs.x: "http://example.com" is not an https:// address'),
    ("a million requests", LESSON, '"http://web/"}', '"http://web/", requests: 1000000}',
     f"{LESSON}:6:79 L1 checks[1].http.requests: must be from 1 to 100, not 1000000"),
    ("an endless script", LESSON, "checks:", f"script: [{STEPS}]\nchecks:",
     f"{LESSON}:4:9 L1 script: must have 0 to 64 items, not 65"),
    ("an endless wait", LESSON, "checks:", "script: [{wait: 100000000}]\nchecks:",
     f"{LESSON}:4:17 L1 script[0].wait: must be from 1 to 100000, not 100000000"),
    ("an alias bomb", LESSON, "title: {en: One}", "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{y}: &{y} [{','.join([f'*{x}'] * 9)}]\n" for x, y in zip("abcdef", "bcdefg", strict=True)),
     f"{LESSON}:6:17 L1 error converting YAML to JSON: yaml: document contains excessive aliasing"),
    ("deep brackets", LESSON, "title: {en: One}", f"title: {'[' * 200}", f"{LESSON}:3:"),
    ("an escape sequence", PAGE, "A page.", "A \x1b[2Jpage.",
     f"{PAGE}:2:3 L3 U+001B is a character that terminals act on; remove it"),
    ("a line that is turned", PAGE, "A page.", "A page\u202e.",
     f"{PAGE}:2:7 L3 U+202E is a character that terminals act on; remove it"),
    ("an isolated turn", PAGE, "Because.", "Because\u2067.",
     f"{PAGE}:8:8 L3 U+2067 is a character that terminals act on; remove it"),
    ("a control of 8 bits", PAGE, "Because.", "\u009b2JBecause.",
     f"{PAGE}:8:1 L3 U+009B is a character that terminals act on; remove it"),
    ("a turn in an answer", "lessons/one/starter.yaml", "name: web}", "name: web} # \u2066x",
     "lessons/one/starter.yaml:3:25 L3 U+2066 is a character that terminals act on; remove it"),
    ("an escape that YAML writes", LESSON, "{en: One}", '{en: "O\\e[2Jne"}',
     f"{LESSON}:3:13 L1 title.en: has U+001B, a character that terminals act on"),
    ("a turn that YAML writes", LESSON, "{en: One}", '{en: "One\\u202e"}',
     f"{LESSON}:3:13 L1 title.en: has U+202E, a character that terminals act on"),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_would_act_is_refused_with_its_line(folder: Path, row: tuple[str, str, str, str, str]) -> None:
    _, name, old, new, words = row
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    loaded = load(folder)
    assert loaded.pack is None
    assert [str(one) for one in loaded.problems if str(one).startswith(words)], [str(one) for one in loaded.problems]


def test_an_unknown_key_that_would_clear_the_screen_is_shown_escaped(folder: Path) -> None:
    (folder / LESSON).write_text((folder / LESSON).read_text() + '"\\e[2Jx": 1\n')
    assert [str(one) for one in load(folder).problems] == [
        (
            f'{LESSON}:8:1 L1 \\x1b[2Jx: unknown key "\\x1b[2Jx"; known: format, id, uuid, rev, status, title, meta, '
            "behaviour, evidence, personal, prose, world"
        )
    ]


def test_templates_stay_what_they_are(folder: Path) -> None:
    page = (folder / PAGE).read_text()
    (folder / PAGE).write_text(page.replace("A page.", "{{ 7 * 7 }} ${HOME} $(id) <none> %s"))
    pack = load(folder).pack
    assert pack is not None
    assert pack.lessons[0].prose["en"].situation == "{{ 7 * 7 }} ${HOME} $(id) <none> %s"


def test_a_link_out_of_the_pack_is_refused(folder: Path) -> None:
    page = (folder / PAGE).read_text()
    (folder / PAGE).write_text(page.replace("A page.", "see https://example.com/x"))
    words = f"{PAGE}:2:5 L10 https://example.com/x is none of the docs in pack.yaml"
    assert words in [str(one) for one in check(folder)]


def test_a_folder_that_is_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "x.md").write_text("secret")
    (folder / "prose" / "de").symlink_to(tmp_path / "secret", target_is_directory=True)
    loaded = load(folder)
    assert [str(one) for one in loaded.problems] == [
        "prose/de:1:1 L3 is no regular file; links and devices are not followed"
    ]


def archive(path: Path, members: list[tuple[str, bytes]]) -> Path:
    """Write an archive; the same name may come twice."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members:
            opened.writestr(name, content)
    return path


def test_an_archive_of_too_many_files_is_read_no_further(tmp_path: Path) -> None:
    source = read_zip(archive(tmp_path / "p.zip", [(f"f{number}", b"") for number in range(MAX_FILES + 500)]))
    assert len(source.files) == MAX_FILES
    assert [str(one) for one in source.problems] == [f"f1000:1:1 L3 a pack has at most {MAX_FILES} files"]


def test_an_archive_with_too_many_bytes_is_read_no_further(tmp_path: Path) -> None:
    source = read_zip(archive(tmp_path / "p.zip", [(f"f{number}", b"0" * 250_000) for number in range(40)]))
    assert sum(map(len, source.files.values())) <= 8 * 1024 * 1024
    assert {one.message for one in source.problems} == {"a pack has at most 8388608 bytes"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_in_an_archive_are_refused(tmp_path: Path) -> None:
    source = read_zip(archive(tmp_path / "p.zip", [("a.yaml", b"1"), ("a.yaml", b"2")]))
    assert source.files == {"a.yaml": b"1"}
    assert [str(one) for one in source.problems] == [
        "a.yaml:1:1 L3 stands in the archive twice; nobody knows which of the two is meant"
    ]


def test_an_archive_in_an_archive_is_a_file_that_nobody_named(folder: Path, tmp_path: Path) -> None:
    inner = archive(tmp_path / "inner.zip", [("zeros", b"\0" * 10_000_000)]).read_bytes()
    members = [(one.relative_to(folder).as_posix(), one.read_bytes()) for one in folder.rglob("*") if one.is_file()]
    loaded = load(archive(tmp_path / "p.zip", [*members, ("lessons/one/inner.zip", inner)]))
    assert loaded.pack is None
    assert f'{LESSON}:1:1 L3 the file "inner.zip" is not named by lesson.yaml; remove it, or name it there' in [
        str(one) for one in loaded.problems
    ]
