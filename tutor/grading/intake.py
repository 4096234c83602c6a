"""Opens the files of an answer: regular files of a bearable size, or a row that says why not."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping

from tutor.grading.answer import Rejection
from tutor.grading.handed import MOST_FILES, Handed
from tutor.grading.verdict import At, Fault, Message, Submission
from tutor.manifest import LIMITS

_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_files(handed: Handed, name: str = "") -> Submission | Rejection:
    """Read an answer; its only file is called `name`, so that equal answers are equal whatever their files' names."""
    if len(handed.files) > MOST_FILES:
        return refuse("TOO_MANY_FILES", "grading.too-many-files", {"limit": str(MOST_FILES)})
    files: dict[str, bytes] = {}
    for own, path in handed.files:
        called = name if name and len(handed.files) == 1 else own
        if own.endswith(".sh"):
            return refuse("SCRIPT", "grading.script", {}, called)
        content = read_file(path, called)
        if isinstance(content, Rejection):
            return content
        files[called] = content
    return Submission(id=handed.id, files=files)


def read_file(path: str, name: str) -> bytes | Rejection:
    """Read one file; links and devices are not followed, and no more is read than an answer may have."""
    try:
        mode = os.lstat(path).st_mode
        if stat.S_ISLNK(mode):
            return refuse("LINK", "grading.link", {}, name)
        if not stat.S_ISREG(mode):
            return refuse("NOT_A_FILE", "grading.not-a-file", {}, name)
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            content = file.read(LIMITS.bytes + 1)
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else "not a file name"
        return refuse("UNREADABLE", "grading.unreadable", {"reason": reason}, name)
    if len(content) > LIMITS.bytes:
        return refuse("TOO_LARGE", "grading.problem-too-large", {"limit": str(LIMITS.bytes)}, name)
    return content


def refuse(code: str, words: str, params: Mapping[str, str], file: str = "") -> Rejection:
    """Say why an answer cannot be graded, in a file when there is one."""
    at = At(file=file, line=1, column=1) if file else None
    return Rejection(code=code, problems=(Fault(code=code, at=at, message=Message(id=words, params=params)),))
