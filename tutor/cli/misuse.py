"""Wrong use of the command line: one line that says what to type instead."""

from __future__ import annotations

import argparse
from typing import NoReturn

WRONG_USE, UNUSABLE_INPUT = 2, 3
LONGEST = 500


class Misuse(Exception):  # noqa: N818 - what a person typed, not a failure of ours
    """A command line that cannot be run; `instead` is what to type, `code` the exit status."""

    def __init__(self, message: str, instead: str = "", code: int = WRONG_USE) -> None:
        super().__init__(message)
        self.message = message
        self.instead = instead
        self.code = code

    @property
    def line(self) -> str:
        """The one line on stderr."""
        flat = "".join(
            letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in " ".join(self.message.split())
        )
        flat = flat if len(flat) <= LONGEST else f"{flat[:LONGEST]} ..."
        return f"tutor: {flat}" + (f". Try: {self.instead}" if self.instead else "")


class Parser(argparse.ArgumentParser):
    """argparse that raises Misuse instead of printing its usage and leaving."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words, and how to see them all."""
        raise Misuse(message, f"{self.prog} --help")


def parser_of(command: str, summary: str, example: str) -> Parser:
    """The parser of one command; its help ends with an example."""
    return Parser(
        prog=f"tutor {command}".strip(),
        description=summary,
        epilog=f"Example:\n{example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
