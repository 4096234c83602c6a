"""Looking at the tokens of a line, one after the other."""

from __future__ import annotations

from tutor.kubectl.shell.words import Operator, ShellFault, Text, Token, Word


class Reader:
    """A place in a list of tokens."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def operator_at(self, ahead: int) -> str:
        """The operator some tokens ahead."""
        token = self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else None
        return token.text if isinstance(token, Operator) else ""

    def separator(self) -> None:
        """Skip what parts a head from its body."""
        if self.operator_here() in {";", "\n"}:
            self.at += 1
        self.skip_newlines()

    def expect(self, word: str) -> None:
        """Skip a keyword that must come; raises ShellFault."""
        self.skip_newlines()
        if self.keyword_here() != word:
            raise self.missing()
        self.at += 1

    def missing(self) -> ShellFault:
        """What a shell says where something is missing."""
        token = self.peek()
        if token is None:
            return ShellFault("syntax error: unexpected end of file", open_ended=True)
        return unexpected(token)

    def peek(self) -> Token | None:
        """The next token, None at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def keyword_here(self) -> str:
        """The next word, "" where it is quoted or an operator."""
        token = self.peek()
        return "" if token is None or isinstance(token, Operator) else keyword(token)

    def operator_here(self) -> str:
        """The next operator, "" where a word stands."""
        token = self.peek()
        return token.text if isinstance(token, Operator) else ""

    def skip_newlines(self) -> None:
        """Go on to the next line with something on it."""
        while self.operator_here() == "\n":
            self.at += 1


def keyword(word: Word) -> str:
    """The word when every character stands there unquoted, else ""."""
    if any(not isinstance(part, Text) or part.quoted for part in word):
        return ""
    return "".join(part.text for part in word if isinstance(part, Text))


def plain(token: Token | None) -> str:
    """The name that a token is; raises ShellFault for anything else."""
    name = "" if token is None or isinstance(token, Operator) else keyword(token)
    if not name.isidentifier():
        raise (
            unexpected(token)
            if token is not None
            else ShellFault("syntax error: unexpected end of file", open_ended=True)
        )
    return name


def assignment_in(word: Word) -> tuple[str, Word] | None:
    """`NAME=value` as (NAME, value)."""
    first = word[0] if word else None
    if not isinstance(first, Text) or first.quoted:
        return None
    name, equals, rest = first.text.partition("=")
    named = equals and name.isidentifier() and name.isascii()
    return (name, (Text(rest), *word[1:]) if rest else word[1:]) if named else None


def unexpected(token: Token) -> ShellFault:
    """What a shell says about a token that cannot stand where it stands."""
    seen = token.text if isinstance(token, Operator) else "".join(part.text for part in token if isinstance(part, Text))
    seen = "newline" if seen == "\n" else seen
    return ShellFault(f"syntax error near unexpected token `{seen}'")
