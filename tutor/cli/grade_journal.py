"""What a run of `tutor grade -o FILE` has graded, kept beside FILE until the run is complete, for `--resume`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path

from tutor.cli.grade_outputs import open_to_write
from tutor.cli.misuse import UNUSABLE_INPUT, Misuse
from tutor.grading import journal
from tutor.grading.batch import Graded
from tutor.grading.handed import Handed
from tutor.grading.verdict import Result
from tutor.packs.model import Pack


class Journal:
    """The file FILE.journal: a heading, then a line for each result in the order of the input."""

    def __init__(self, output: str, packs: tuple[Pack, ...]) -> None:
        self.path = Path(f"{output}.journal")
        self._heading = journal.heading(packs)

    def kept(self, answers: Iterable[Handed]) -> tuple[Result, ...]:
        """Read what an interrupted run has graded, up to the first answer that is another one now.

        A journal of another pack ends the command.
        """
        try:
            lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return ()
        if lines[:1] != [self._heading]:
            raise Misuse(
                f"{self.path} was written for another pack or by another tutor; what it holds cannot be used",
                "the same command without --resume, to grade all again",
                UNUSABLE_INPUT,
            )
        pairs = zip(answers, journal.results(lines[1:]), strict=False)
        return tuple(result for _, result in takewhile(_same, pairs))

    def write(self, kept: tuple[Result, ...], graded: Iterable[Graded]) -> Iterator[Graded]:
        """Pass results on, and keep each before it is passed on; what was kept stands first."""
        with open_to_write(f"{self.path}.new") as file:
            file.write(self._heading + "\n")
            file.writelines(journal.line(result) + "\n" for result in kept)
        Path(f"{self.path}.new").replace(self.path)
        with open_to_write(str(self.path), "a") as file:
            for handed, result in graded:
                file.write(journal.line(result) + "\n")
                file.flush()
                yield handed, result

    @classmethod
    def beside(cls, output: str | None, packs: tuple[Pack, ...]) -> Journal | None:
        """The journal of an output; there is none where the output is no file, such as /dev/stdout."""
        if output is None or (Path(output).exists() and not Path(output).is_file()):
            return None
        return cls(output, packs)

    def finish(self) -> None:
        """Every output is complete: the journal is not needed any more."""
        self.path.unlink(missing_ok=True)


def _same(pair: Graded) -> bool:
    """Whether a result is of this answer to this lesson."""
    handed, result = pair
    return (handed.id, handed.lesson) == (result.origin.submission, result.lesson)
