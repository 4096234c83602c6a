"""An answer may be a script of console commands, typed at the lesson's console, where no file of the host is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clusterip import LESSON, PACK
from tutor.console import run_script
from tutor.grading.batch import Batch
from tutor.grading.handed import Naming, find_answers
from tutor.grading.verdict import Result

SERVICE = "testapp-svc-clusterip"
SOLVED = (
    f"kubectl patch service {SERVICE} --type merge -p "
    '\'{"spec": {"selector": {"app": "testapp-rs"}, "ports": [{"port": 80, "targetPort": 8080}]}}\'\n'
)
EXPOSED = f"k delete svc {SERVICE}\nk expose rs testapp-replicaset --name {SERVICE} --port 80 --target-port 8080\n"
STREAMED = (
    "sed -e 's/app: testapp$/app: testapp-rs/' -e 's/targetPort: 80$/targetPort: 8080/' service.yaml"
    " | kubectl apply -f -\n"
)
HERE = f"cat <<'END' | kubectl apply -f -\n{LESSON.solution['service.yaml']}END\n"
LOOP = f"for port in 80 8080; do\n  sed s/8080/$port/ service.yaml >/dev/null\ndone\n{SOLVED}"
SCRIPTS = (
    ("patched", SOLVED, 10),
    ("a here-document", HERE, 10),
    ("a loop over lines", LOOP, 10),
    ("made anew", EXPOSED, 10),
    ("edited by stream", STREAMED, 10),
    ("nothing", "kubectl get pods\n", 0),
    ("half", SOLVED.replace("8080", "80"), 3),
    ("an endless loop", "while true; do echo x; done\n" + SOLVED, 10),
    ("another cluster", "reset\n", 0),
    ("a file of the host", f"cp /etc/passwd x; [ -s x ] && kubectl delete service {SERVICE}\n{SOLVED}", 10),
    ("no text", "\0\x1b[2J\n", 0),
)


def graded(tmp_path: Path, script: str) -> Result:
    (tmp_path / "kim").mkdir()
    (tmp_path / "kim" / "clusterip.sh").write_text(script)
    naming = Naming(lessons=frozenset({"clusterip"}))
    (handed,) = find_answers((str(tmp_path),), naming)
    return Batch((PACK,), console=run_script).grade(handed)


@pytest.mark.parametrize(("script", "score"), [row[1:] for row in SCRIPTS], ids=[row[0] for row in SCRIPTS])
def test_a_script_is_graded_by_what_it_leaves_behind(tmp_path: Path, script: str, score: int) -> None:
    result = graded(tmp_path, script)
    assert (result.status, result.score) == ("graded", score)


@pytest.mark.parametrize("before", ["", "reset; "])
def test_a_script_that_asks_for_too_much_work_is_refused(tmp_path: Path, before: str) -> None:
    result = graded(tmp_path, f"{before}kubectl create deploy x --image=x --replicas=100000; sleep 100000\n")
    assert (result.status, result.code) == ("rejected", "TOO_MUCH_WORK")


def test_feedback_about_fields_speaks_of_the_object_that_a_script_leaves(tmp_path: Path) -> None:
    assert [one.id for one in graded(tmp_path, "kubectl get pods\n").feedback] == ["feedback.no-pods-selected"]


def test_the_next_answer_finds_the_lesson_as_it_was(tmp_path: Path) -> None:
    batch = Batch((PACK,), console=run_script)
    for name, text in (("a.sh", f"kubectl delete service {SERVICE}\n"), ("b.sh", SOLVED)):
        (tmp_path / name).write_text(text)
    naming = Naming(lessons=frozenset({"clusterip"}), default="clusterip")
    assert [batch.grade(one).score for one in find_answers((str(tmp_path),), naming)] == [0, 10]


def test_without_a_console_a_script_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.sh").write_text(SOLVED)
    naming = Naming(lessons=frozenset({"clusterip"}), default="clusterip")
    (handed,) = find_answers((str(tmp_path),), naming)
    assert Batch((PACK,)).grade(handed).code == "SCRIPT"
