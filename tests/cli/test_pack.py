"""`tutor pack`: a lesson is begun, checked, proven and surveyed; each rule of a pack, broken, is named at its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tutor.cli import main

LESSON = "lessons/first/lesson.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new pack."""
    folder = tmp_path_factory.mktemp("packs") / "small"
    assert main(["pack", "new", str(folder), "-l", "first"]) == 0
    return folder


def copied(made: Path, tmp_path: Path) -> Path:
    for path in made.rglob("*"):
        if path.is_file():
            target = tmp_path / path.relative_to(made)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return tmp_path


def spoil(pack: Path, name: str, old: str, new: str) -> None:
    """Write something else into a file of a pack."""
    text = (pack / name).read_text(encoding="utf-8")
    assert old in text
    (pack / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_new_pack_keeps_every_rule(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "check", str(made)]) == 0
    assert capsys.readouterr().out == "● small 0.1.0: 1 lessons, every rule is kept\n"


MEND = "mend the checks or the feedback, or write what it gets with `tutor pack prove --update`"
RIGHT = "a right answer gets every point: mend it or the checks"
FACTS = (
    "service, namespace, type, clusterIP, port, target, protocol, nodePort, externalName, address, policy, affinity, "
    "endpoints, selector, n, found, labels, field, value, message"
)
READ = (
    "NAME     READY   STATUS    RESTARTS   AGE   LABELS | client   1/1     Running   0          {0}   <none> | "
    "shop-a   1/1     Running   0          {0}   app=shop | {1}   1/1     Running   0          {0}   app=shop"
)
# The rule, the file, what is written there in place of what, and every line that the check then prints.
BROKEN: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("L1", LESSON, "points: 4", "point: 4", (
        f'{LESSON}:17:3 L1 checks[0]: "points" is missing',
        f'{LESSON}:18:3 L1 checks[0].point: unknown key "point"; did you mean "points"?',
    )),
    ("L2", LESSON, "needs: [accepted]\n  endpoints", "needs: [acepted]\n  endpoints", (
        f'{LESSON}:20:11 L2 nothing here is called "acepted"; known: accepted, endpoints, from-pod',
    )),
    ("L3", LESSON, "world.yaml", "word.yaml", (
        f'{LESSON}:2:1 L3 the file "world.yaml" is not named by lesson.yaml; remove it, or name it there',
        f'{LESSON}:9:18 L3 the file "word.yaml" is not there',
    )),
    ("L4", LESSON, "starter: {score: 0,", "starter: {score: 1,", (
        (f"{LESSON}:39:3 L4 starter: score 0 instead of 1; mend the starter or the checks, or write what it gets with "
        "`tutor pack prove --update`"),
    )),
    ("L5", "lessons/first/proof/named-port.yaml", "port: 80", "port: 81", (
        (f"{LESSON}:41:17 L5 proof/named-port.yaml: score 0 instead of 10, failing checks endpoints, from-pod "
        f"instead of none, feedback other-port instead of none; {RIGHT}"),
    )),
    ("L6", LESSON, "{score: 4,", "{score: 6,", (
        f"{LESSON}:44:5 L6 proof/target-80.yaml: score 4 instead of 6; {MEND}",
    )),
    ("L7", LESSON, "when: {submission: {absent: spec.selector}}", "when: {failed: accepted}", (
        (f'{LESSON}:32:3 L7 no known answer gets the feedback "no-selector"; add one to proof/, '
        "or look which rule before it wins"),
        f"{LESSON}:43:5 L6 proof/no-selector.yaml: feedback no-pods-selected instead of no-selector; {MEND}",
    )),
    ("L8", LESSON, "{from: Pod/default/client", "{from: Pod/default/nobody", (
        f'{LESSON}:22:3 L8 the check "from-pod" is always fail; it tells no known answers apart',
    )),
    ("L9", "prose/en/first.md", "shop-b   1/1", "shop-c   1/1", (
        ("prose/en/first.md:13:1 L9 `kubectl get pods --show-labels` prints "
        f'"{READ.format("1s ", "shop-b")}", not "{READ.format("...", "shop-c")}"'),
    )),
    ("L10", "prose/en/first.feedback.yaml", "{service} has", "{servce} has", (
        f'prose/en/first.feedback.yaml:3:1 L10 "no-selector" speaks of {{servce}}; known: {FACTS}',
        'prose/ko/first.feedback.yaml:3:1 L10 "no-selector" speaks of different facts in different languages',
    )),
    ("L12", "prose/en/first.md", "The table above", "`app: shop`. The table above", (
        'prose/en/first.md:22:2 L12 gives a line of the solution away: "app: shop"',
    )),
)  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN, ids=lambda row: row[0])
def test_a_broken_rule_is_named_with_its_place_and_what_to_do(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], broken: tuple[str, str, str, str, tuple[str, ...]]
) -> None:
    rule, name, old, new, words = broken
    pack = copied(made, tmp_path)
    spoil(pack, name, old, new)
    assert main(["pack", "check", str(pack)]) == (3 if rule in {"L1", "L2", "L3"} else 1)
    lines = [line.removeprefix(f"{pack}/") for line in capsys.readouterr().out.splitlines()]
    assert [line for line in lines if rule != "L8" or f" {rule} " in line] == list(words)


def test_all_faults_of_all_lessons_are_named_at_once(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = copied(made, tmp_path)
    assert main(["pack", "new", str(pack), "-l", "second"]) == 0
    capsys.readouterr()
    for name, old, new in (
        ("lessons/second/lesson.yaml", "points: 4", "point: 4"),
        (LESSON, "{score: 4,", "{score: 6,"),
        ("prose/en/first.md", "shop-b   1/1", "shop-c   1/1"),
        ("prose/ko/first.feedback.yaml", "no-pods-selected:", "no-pods:"),
    ):
        spoil(pack, name, old, new)
    assert main(["pack", "check", str(pack)]) == 3
    places = [line.removeprefix(f"{pack}/").split(" ")[:2] for line in capsys.readouterr().out.splitlines()]
    assert places == [
        ["lessons/first/lesson.yaml:44:5", "L6"],
        ["lessons/second/lesson.yaml:17:3", "L1"],
        ["lessons/second/lesson.yaml:18:3", "L1"],
        ["prose/en/first.md:13:1", "L9"],
        ["prose/ko/first.feedback.yaml:1:1", "L10"],
    ]


def test_new_proofs_are_taken_in_with_what_they_get(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = copied(made, tmp_path)
    starter = (pack / "lessons/first/starter.yaml").read_text()
    (pack / "lessons/first/proof/udp.yaml").write_text(starter.replace("- port: 80", "- protocol: UDP\n    port: 80"))
    assert main(["pack", "prove", "--update", str(pack)]) == 0
    assert capsys.readouterr().out == f"{pack}/{LESSON}: proof rewritten; review it\n"
    assert (
        (pack / LESSON)
        .read_text()
        .endswith("    proof/udp.yaml: {score: 0, fails: [endpoints, from-pod], feedback: no-pods-selected}\n")
    )
    assert main(["pack", "prove", "--update", str(pack)]) == 0
    assert capsys.readouterr().out == ""


def test_a_right_answer_that_fails_is_named_and_its_proof_stays(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = copied(made, tmp_path)
    solution = pack / "lessons/first/solution.yaml"
    solution.write_text(solution.read_text().replace("8080", "80"))
    before = (pack / LESSON).read_text()
    assert main(["pack", "prove", "--update", str(pack)]) == 1
    assert capsys.readouterr().out == (
        f"{pack}/{LESSON}: solution should get every point; mend that first\n"
        "  solution: from-pod: The packet arrived at shop-b (10.233.103.2), but no process there listens on port 80. "
        "Listening: 8080/TCP. A containerPort opens nothing.\n"
    )
    assert (pack / LESSON).read_text() == before


def test_prove_prints_each_known_answer_with_its_grade(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "prove", str(made)]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[:3] == [
        ["first", "starter", "0/10", "no-pods-selected"],
        ["first", "solution", "10/10"],
        ["first", "proof/named-port.yaml", "10/10"],
    ]


def test_prove_says_why_it_is_not_content_with_a_copied_answer(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = copied(made, tmp_path)
    proofs = pack / "lessons/first/proof"
    (proofs / "zero.yaml").write_text((proofs / "no-selector.yaml").read_text())
    assert main(["pack", "prove", "--update", str(pack)]) == 0
    capsys.readouterr()
    assert main(["pack", "prove", str(pack)]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == (
        f'{pack}/{LESSON}:47:5 L6 proof/zero.yaml gets the feedback "no-selector", as proof/no-selector.yaml does; '
        'give it words of its own, or list it under "also" of proof/no-selector.yaml if it is the same mistake'
    )


def test_the_report_counts_by_lesson(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "report", "--json", str(made)]) == 0
    assert json.loads(capsys.readouterr().out)["checks"] == {"admission": 1, "endpoints": 1, "http": 1}
    assert main(["pack", "report", str(made)]) == 0
    assert "checks\n   1  admission\n   1  endpoints\n   1  http\n" in capsys.readouterr().out


def test_an_id_that_is_taken_ends_with_3_and_one_line(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "new", str(made), "-l", "first"]) == 3
    assert capsys.readouterr().err == (
        f"tutor: first is a lesson of this pack already. Try: tutor pack new {made} -l ID\n"
    )
