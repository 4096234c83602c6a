"""A lesson's console without a person at it: for the blocks of its pages, and for answers that are scripts."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.cluster.cluster import Cluster
from tutor.cluster.settings import Settings
from tutor.kubectl.files import Files
from tutor.kubectl.shell.lines import lines_of
from tutor.kubectl.shell.terminal import Shell
from tutor.packs.model import Lesson

FOLDER = "/home/learner"
MOST_LINES = 500
MOST_PROGRAMS = 500
MOST_GATHERED = 100
MOST_LETTERS = 50_000
LONGEST = 10_000


def open_console(lesson: Lesson, cluster: Cluster, texts: Mapping[str, str]) -> Shell:
    """Sit down at a cluster with the files that the lesson gives and those of an answer; no file of the host is seen.

    A cluster that `reset` starts may work no more than this one.
    """

    def begin(settings: Settings) -> Cluster:
        made = Cluster.start(settings)
        made.steps_left = cluster.steps_left
        return made

    files = Files(cwd=FOLDER)
    given = {name: lesson.files[name] for name in lesson.given}
    for name, text in {**given, **texts}.items():
        files.write(f"{FOLDER}/{name}", text, parents=True)
    return Shell(cluster=cluster, begin=begin, files=files, host_editor=_leave_alone)


def run_script(lesson: Lesson, cluster: Cluster, files: Mapping[str, str], script: str) -> Cluster:
    """Type the lines of an answer, one after the other, as at a terminal; what they print is not looked at.

    Gives the cluster that is there at the end: `reset` starts another one.

    Of a script the first 500 lines and 50,000 letters are typed, up to 500 programs; one command has at most 100 lines.
    """
    shell = open_console(lesson, cluster, {**lesson.starter, **files})
    lines = (line[:LONGEST] for line in script[:MOST_LETTERS].splitlines()[:MOST_LINES])
    shell.room = MOST_PROGRAMS
    for line in lines_of(lines, whole=True, most=MOST_GATHERED):
        shell.run(line.text)
        shell.room -= shell.spent
        if shell.room <= 0:
            break
    return shell.cluster


def _leave_alone(command: str, text: str) -> str:
    """Answer an editor with the same text: no program of the host is started."""
    del command
    return text
