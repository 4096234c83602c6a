"""A lesson's console without a person at it: for the blocks of its pages, and for answers that are scripts."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.cluster.cluster import Cluster
from tutor.kubectl.files import Files
from tutor.kubectl.shell.terminal import Shell
from tutor.packs.model import Lesson

FOLDER = "/home/learner"
MOST_LINES = 500
LONGEST = 10_000


def open_console(lesson: Lesson, cluster: Cluster, texts: Mapping[str, str]) -> Shell:
    """Sit down at a cluster with the files that the lesson gives and those of an answer; no file of the host is seen."""
    files = Files(cwd=FOLDER)
    given = {name: lesson.files[name] for name in lesson.given}
    for name, text in {**given, **texts}.items():
        files.write(f"{FOLDER}/{name}", text, parents=True)
    return Shell(cluster=cluster, files=files, host_editor=_leave_alone)


def run_script(lesson: Lesson, cluster: Cluster, files: Mapping[str, str], script: str) -> Cluster:
    """Type the lines of an answer, one after the other, as at a terminal; what they print is not looked at.

    Gives the cluster that is there at the end: `reset` starts another one.

    Lines beyond the first 500 and letters beyond the first 10,000 of a line are not typed.
    """
    shell = open_console(lesson, cluster, {**lesson.starter, **files})
    for line in script.splitlines()[:MOST_LINES]:
        shell.run(line[:LONGEST])
    return shell.cluster


def _leave_alone(command: str, text: str) -> str:
    """Answer an editor with the same text: no program of the host is started."""
    del command
    return text
