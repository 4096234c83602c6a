"""The files that a word could name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.kubectl.files import Files


def paths(last: str, files: Files) -> Iterator[str]:
    """The paths that begin so; folders end in a slash, `~/` is the home."""
    home = last.startswith("~/")
    word = files.home + last[1:] if home else last
    literal = re.sub(r"([*?\[])", r"[\1]", word)
    for path in files.expand(literal + "*"):
        shown = "~" + path.removeprefix(files.home) if home else path
        yield shown + "/" if files.is_folder(path) else shown
