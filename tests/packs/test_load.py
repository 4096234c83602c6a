"""A folder becomes a pack, or each of its faults is named with file, line and column."""

from __future__ import annotations

from pathlib import Path

from tutor.packs.load import builtin, find_lesson, load
from tutor.packs.model import Step

LESSON = "lessons/one/lesson.yaml"


def problems(folder: Path) -> list[str]:
    loaded = load(folder)
    assert loaded.pack is None
    return [str(found) for found in loaded.problems]


def spoil(folder: Path, name: str, old: str, new: str) -> list[str]:
    """Change one text of a pack and name what is wrong then."""
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return problems(folder)


def test_a_minimal_lesson_gets_defaults_for_all_it_leaves_out(folder: Path) -> None:
    pack = load(folder).pack
    assert pack is not None
    lesson = pack.lessons[0]
    assert (lesson.uuid, lesson.rev, lesson.status, lesson.points) == ("small/one", 1, "wip", 10)
    assert lesson.submission == ("service.yaml",)
    assert (lesson.allow.kinds, lesson.allow.objects) == (("v1/Service",), ("Service/default/web",))
    assert [task.checks for task in lesson.tasks] == [("endpoints", "answer", "kind")]
    assert lesson.script == (
        Step(verb="apply", argument="starter"),
        Step(verb="settle"),
        Step(verb="apply", argument="submission"),
        Step(verb="settle"),
    )


def test_the_pages_text_is_sorted_by_task(folder: Path) -> None:
    pack = load(folder).pack
    assert pack is not None
    page = pack.lessons[0].prose["en"]
    assert (page.situation, page.why, page.next) == ("A page.", "Because.", "More.")
    assert [(task.title, task.body, task.hints) for task in page.tasks] == [("One", "Do it.", ("Look.",))]


def test_the_digest_changes_with_any_byte_and_with_any_name(folder: Path) -> None:
    first = load(folder).pack
    (folder / "prose/en/one.md").write_text("## Situation\nAnother page.\n", encoding="utf-8")
    second = load(folder).pack
    assert first is not None
    assert second is not None
    assert first.digest != second.digest


def test_an_unknown_key_is_an_error_at_its_line_and_column(folder: Path) -> None:
    assert spoil(folder, LESSON, "title: {", "titel: {") == [
        f'{LESSON}:3:1 L1 titel: unknown key "titel"; did you mean "title"?',
        f'{LESSON}:1:1 L1 "title" is missing',
    ]


def test_an_unknown_check_kind_is_an_error(folder: Path) -> None:
    found = spoil(folder, LESSON, "http: {", "https: {")
    assert found[0] == f'{LESSON}:6:27 L1 checks[1].https: unknown key "https"; did you mean "http"?'


def test_an_expectation_must_suit_its_check_kind(folder: Path) -> None:
    found = spoil(folder, LESSON, '"http://web/"}}', '"http://web/"}, expect: {rcode: NXDOMAIN}}')
    assert found == [f'{LESSON}:6:79 L1 unknown key "rcode"; known: outcome, status, body, served-by, client-ip']


def test_an_endpoints_check_takes_no_expectation(folder: Path) -> None:
    found = spoil(folder, LESSON, "ready: [web]}}", "ready: [web]}, expect: {}}")
    assert [text.partition(" ")[2] for text in found] == ['L1 "endpoints" takes no "expect"']


def test_a_lesson_must_be_called_as_its_folder(folder: Path) -> None:
    assert spoil(folder, LESSON, "id: one", "id: two") == [
        f'{LESSON}:2:5 L2 the id "two" is not the folder\'s name "one"'
    ]


def test_an_id_that_is_used_twice_is_named_at_its_second_place(folder: Path) -> None:
    assert spoil(folder, LESSON, "id: answer", "id: endpoints") == [f'{LESSON}:6:8 L2 the id "endpoints" is used twice']


def test_a_need_that_does_not_exist_is_named(folder: Path) -> None:
    assert spoil(folder, LESSON, "id: answer, ", "id: answer, needs: [endpoint], ") == [
        f'{LESSON}:6:24 L2 nothing here is called "endpoint"; known: answer, endpoints, kind'
    ]


def test_checks_that_need_each_other_are_named_as_a_circle(folder: Path) -> None:
    spoil_one = (folder / LESSON).read_text(encoding="utf-8").replace("id: kind, ", "id: kind, needs: [answer], ")
    (folder / LESSON).write_text(spoil_one, encoding="utf-8")
    found = spoil(folder, LESSON, "id: answer, ", "id: answer, needs: [kind], ")
    assert [text.split(" L2 ")[1].split(":")[0] for text in found] == ["checks need each other in a circle"]


def test_a_file_that_is_not_named_is_refused(folder: Path) -> None:
    (folder / "lessons/one/notes.yaml").write_text("a: b\n", encoding="utf-8")
    assert problems(folder) == [
        f'{LESSON}:1:1 L3 the file "notes.yaml" is not named by lesson.yaml; remove it, or name it there'
    ]


def test_a_named_file_that_is_missing_is_refused(folder: Path) -> None:
    (folder / "lessons/one/solution.yaml").unlink()
    assert problems(folder) == [f'{LESSON}:1:1 L3 the file "solution.yaml" is not there']


def test_a_lesson_that_is_not_listed_is_refused(folder: Path) -> None:
    (folder / "lessons/two").mkdir()
    (folder / "lessons/two/lesson.yaml").write_text("a: b\n", encoding="utf-8")
    assert problems(folder) == ['lessons/two/lesson.yaml:1:1 L3 "two" is not listed in pack.yaml']


def test_a_required_lesson_must_exist(folder: Path) -> None:
    assert spoil(folder, LESSON, "title:", "meta: {requires: [zero]}\ntitle:") == [
        f'{LESSON}:1:1 L2 requires "zero", which is no lesson here'
    ]


def test_a_newer_format_and_a_newer_engine_are_refused(folder: Path) -> None:
    assert spoil(folder, "pack.yaml", "format: 1", 'format: 2\nengine: ">=99"') == [
        "pack.yaml:1:9 L1 format 2 is newer than this tutor knows (1): update tutor",
        "pack.yaml:2:9 L1 is for tutor >=99; this is 1.0.0",
    ]


def test_a_missing_page_is_named(folder: Path) -> None:
    (folder / "prose/en/one.md").unlink()
    assert problems(folder) == ['prose/en/one.md:1:1 L10 the page of "one" in this language is missing']


def test_broken_yaml_is_named_with_its_line(folder: Path) -> None:
    (folder / LESSON).write_text("format: 1\n\tid: one\n", encoding="utf-8")
    assert problems(folder)[0].startswith(f"{LESSON}:2:1 L1 ")


def test_a_folder_without_a_pack_says_so(tmp_path: Path) -> None:
    assert problems(tmp_path) == ["pack.yaml:1:1 L3 there is no pack here: pack.yaml is missing"]


def test_the_builtin_pack_loads_with_its_lessons_in_order() -> None:
    assert [lesson.id for lesson in builtin().lessons][:3] == ["pod-ips", "clusterip", "selectors"]


def test_a_lesson_is_found_by_its_id_and_by_pack_and_id() -> None:
    pack = builtin()
    found = find_lesson([pack], "clusterip")
    assert found is not None
    assert found == find_lesson([pack], "services/clusterip")
    assert find_lesson([pack], "other/clusterip") is None
    assert find_lesson([pack], "cluster") is None


def test_a_page_that_is_too_large_is_not_also_called_missing(folder: Path) -> None:
    (folder / "prose/en/one.md").write_text("a" * 300_000)
    assert problems(folder) == ["prose/en/one.md:1:1 L3 is larger than 262144 bytes"]


def test_a_starter_may_be_anything_that_a_learner_is_to_mend(folder: Path) -> None:
    (folder / "lessons/one/starter.yaml").write_text("apiVersion: v1\nkind: Service\nmetadata: [web]\n")
    pack = load(folder).pack
    assert pack is not None
    assert pack.lessons[0].allow.objects == ("Service/default/None",)


def test_a_lessons_own_feedback_text_wins_over_the_packs(folder: Path) -> None:
    (folder / "prose/en/feedback.yaml").write_text("shared: everyone\nboth: the pack's\n")
    (folder / "prose/en/one.feedback.yaml").write_text("both: the lesson's\n")
    pack = load(folder).pack
    assert pack is not None
    assert pack.feedback_texts == {"en": {"shared": "everyone", "both": "the pack's"}}
    assert pack.lessons[0].feedback_texts == {"en": {"shared": "everyone", "both": "the lesson's"}}
