"""The learner's files: what was written, what the cluster has of it, what the console may read."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.kubectl.files import Files


class Workspace:
    """Texts by file name, kept equal to the files that the laptop's shell sees."""

    def __init__(self, files: Files, starter: Mapping[str, str]) -> None:
        self.files = files
        self.starter = dict(starter)
        self.texts: dict[str, str] = {}
        self.applied: dict[str, str] = {}
        self.sent: set[str] = set()
        self._moments: dict[int, tuple[dict[str, str], set[str]]] = {}
        self._recorded: dict[str, str] = dict(starter)
        for name, text in starter.items():
            self.write(name, text)

    @property
    def names(self) -> tuple[str, ...]:
        """The files of the lesson, in its order."""
        return tuple(self.starter)

    def write(self, name: str, text: str) -> None:
        """Change a file from the editor."""
        self.texts[name] = text
        self.files.write(f"{self.files.home}/{name}", text)

    def changed(self) -> dict[str, str]:
        """Take what was written since this was last asked, so that a command can be recorded with its files."""
        fresh = {name: text for name, text in self.texts.items() if self._recorded.get(name) != text}
        self._recorded |= fresh
        return fresh

    def pull(self) -> tuple[str, ...]:
        """Take over what a command wrote into the learner's files; returns their names."""
        fresh: list[str] = []
        for name in self.names:
            content = self.files.read(f"{self.files.home}/{name}")
            text = content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
            if text != self.texts[name]:
                self.texts[name] = self._recorded[name] = text
                fresh.append(name)
        return tuple(fresh)

    def send(self, name: str) -> None:
        """Note that the learner has sent a file to the cluster as it is now."""
        self.applied[name] = self.texts[name]
        self.sent.add(name)

    def note(self, moment: int) -> None:
        """Keep what the cluster has been given up to a moment of its history, counted in changes."""
        self._moments[moment] = (dict(self.applied), set(self.sent))

    def recall(self, moment: int) -> None:
        """The cluster has gone back, or forward again, to a moment: it has what it was given until then."""
        applied, sent = self._moments.get(moment, ({}, set()))
        self.applied, self.sent = dict(applied), set(sent)

    def is_applied(self, name: str) -> bool:
        """Whether the cluster was given this text."""
        return self.applied.get(name) == self.texts[name]
