"""One place that the learner has entered: whose shell it is, its variables and its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tutor.cluster.network.trace import LAPTOP, Place
from tutor.kubectl.context import Entry
from tutor.kubectl.files import Files
from tutor.kubectl.shell.scope import Scope

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(slots=True, kw_only=True)
class Frame:
    """A shell process somewhere; `name` is how it signs its errors, `entry` how a pod was entered."""

    place: Place
    scope: Scope
    name: str = "bash"
    entry: Entry | None = None

    @property
    def prompt(self) -> str:
        """What stands before the cursor: the place, then `$`, or `#` where one is root."""
        place = self.place
        if place.kind == "pod":
            inside = "" if place.namespace == "default" else f"{place.namespace}/"
            return f"pod {inside}{place.name} # "
        where = place.name or "laptop"
        folder = self.scope.files.cwd
        home = self.scope.files.home
        shown = "~" if folder == home else folder.rsplit("/", 1)[-1] or "/"
        return f"{where}:{shown}$ "


def scope_of(files: Files, environment: Mapping[str, str]) -> Scope:
    """A fresh process with these variables, all of them exported."""
    variables = dict(environment)
    return Scope(variables=variables, exported=set(variables), files=files)


def laptop_frame(files: Files, environment: Mapping[str, str]) -> Frame:
    """The learner's own machine."""
    basics = {
        "HOME": files.home,
        "LANG": "C.UTF-8",
        "PATH": PATH,
        "SHELL": "/bin/bash",
        "TERM": "xterm-256color",
        "USER": "learner",
    }
    return Frame(place=LAPTOP, scope=scope_of(files, basics | dict(environment)))


def node_frame(name: str, files: Files) -> Frame:
    """A login on a node."""
    basics = {
        "HOME": files.home,
        "LANG": "C.UTF-8",
        "LOGNAME": "vagrant",
        "PATH": PATH,
        "SHELL": "/bin/bash",
        "USER": "vagrant",
    }
    return Frame(place=Place(kind="node", name=name), scope=scope_of(files, basics), name="-bash")
