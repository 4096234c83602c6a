"""What known answers get is written into the proof, and nothing else of a lesson.yaml changes."""

from __future__ import annotations

from tutor.packs.model import Outcome
from tutor.packs.promises import with_outcomes, with_unnamed, without_outcomes
from tutor.packs.source import Source

HEAD = "id: one  # mine\nfeedback:\n- {id: a, when: {all: [{failed: a}, {failed: b}]}}\n"
PROOF = """\
proof:
  starter: {score: 0}
  # the sum of all checks
  solution: {score: 10}
  also-passes: [proof/a.yaml]
  mistakes:
    proof/b.yaml: {score: 0, feedback: no-pods}  # looks right
"""
TAIL = "solution: solution.yaml\n"
KNOWN = {
    "starter": Outcome(score=0),
    "solution": Outcome(score=10),
    "proof/a.yaml": Outcome(score=10),
    "proof/b.yaml": Outcome(score=0, feedback="no-pods"),
}


def test_what_is_right_already_stays_to_the_byte() -> None:
    text = HEAD + PROOF + TAIL
    assert with_outcomes(text, KNOWN, 10) == text


def test_a_changed_outcome_changes_its_line_alone() -> None:
    found = {**KNOWN, "proof/b.yaml": Outcome(score=4, fails=("from-pod",), feedback="nothing-listens")}
    new = PROOF.replace(
        "{score: 0, feedback: no-pods}  #", "{score: 4, fails: [from-pod], feedback: nothing-listens} #"
    )
    assert with_outcomes(HEAD + PROOF + TAIL, found, 10) == HEAD + new + TAIL


def test_a_mistake_that_gets_every_point_is_a_right_answer() -> None:
    found = {**KNOWN, "proof/b.yaml": Outcome(score=10)}
    assert with_outcomes(HEAD + PROOF, found, 10).endswith(
        "also-passes: [proof/a.yaml, proof/b.yaml]\n  mistakes: {}\n"
    )


def test_a_lesson_without_a_proof_gets_one() -> None:
    assert with_outcomes(HEAD, KNOWN, 10) == HEAD + (
        "proof:\n  starter: {score: 0}\n  solution: {score: 10}\n  also-passes: [proof/a.yaml]\n"
        "  mistakes:\n    proof/b.yaml: {score: 0, feedback: no-pods}\n"
    )


def test_proof_files_that_are_not_named_are_taken_in_and_those_that_are_gone_left_out() -> None:
    own = {"lessons/one/lesson.yaml": (HEAD + PROOF).encode(), "lessons/one/proof/c.yaml": b"", "pack.yaml": b""}
    named = with_unnamed(Source(files={**own, "lessons/one/proof/a.yaml": b""})).files["lessons/one/lesson.yaml"]
    assert named.decode() == HEAD + PROOF.rpartition("    proof/b.yaml")[0] + "    proof/c.yaml: {}\n"


PLAIN = PROOF.replace("  # looks right", "")
ALSO = PLAIN.replace("feedback: no-pods}", "feedback: no-pods, also: [proof/c.yaml]}")


def test_another_spelling_of_a_mistake_stays_in_its_row_while_it_gets_the_same() -> None:
    text = HEAD + ALSO + TAIL
    assert with_outcomes(text, {**KNOWN, "proof/c.yaml": KNOWN["proof/b.yaml"]}, 10) == text


def test_another_spelling_that_gets_something_else_has_a_row_of_its_own() -> None:
    found = {**KNOWN, "proof/c.yaml": Outcome(score=4, feedback="other")}
    new = PLAIN + "    proof/c.yaml: {score: 4, feedback: other}\n"
    assert with_outcomes(HEAD + ALSO, found, 10) == HEAD + new


def test_another_spelling_whose_file_is_gone_is_left_out() -> None:
    own = {f"lessons/one/proof/{name}.yaml": b"" for name in "ab"}
    source = Source(files={**own, "lessons/one/lesson.yaml": (HEAD + ALSO).encode()})
    assert with_unnamed(source).files["lessons/one/lesson.yaml"].decode() == HEAD + PLAIN


def test_promises_that_speak_of_checks_that_are_gone_do_not_hinder_their_renewal() -> None:
    text = ALSO.replace("{score: 0}", "{score: 0, fails: [gone]}").replace("feedback: no-pods", "fails: [gone]")
    source = Source(files={"lessons/one/lesson.yaml": (HEAD + text).encode()})
    assert without_outcomes(source).files["lessons/one/lesson.yaml"].decode() == HEAD + (
        "proof:\n  also-passes: [proof/a.yaml]\n  mistakes:\n    proof/b.yaml: {also: [proof/c.yaml]}\n"
    )


def test_a_proof_that_cannot_be_read_is_left_to_the_one_who_loads_it() -> None:
    for broken in ("proof: {starter: {\n", "proof: [a]\n", "proof: 3\n"):
        source = Source(files={"lessons/one/lesson.yaml": broken.encode()})
        assert without_outcomes(with_unnamed(source)).files == source.files
