"""Parses words into the tree of a command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tutor.kubectl.shell.nodes import Command, For, Group, If, Pipeline, Redirect, Sequence, Simple, While
from tutor.kubectl.shell.words import Operator, ShellFault, Text, Token, Word

REDIRECTIONS = frozenset({">", ">>", "<", "<<", "<<-", "<<<", ">&", "&>"})
MOST_NESTED = 40
MOST_REDIRECTS = 100
CLOSING = frozenset({"done", "do", "then", "else", "elif", "fi", "}"})


class Parser:
    """Reads tokens from left to right; raises ShellFault for what a shell refuses."""

    def __init__(self, tokens: list[Token], bodies: Mapping[int, Word]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0
        self.bodies = bodies

    def program(self) -> Sequence:
        """Everything, to the end."""
        found = self.sequence(frozenset())
        if self.at < len(self.tokens):
            raise _unexpected(self.tokens[self.at])
        return found

    def sequence(self, closing: frozenset[str]) -> Sequence:
        """Pipelines until a word of `closing`, a `)`, or the end."""
        parts: list[tuple[str, Pipeline]] = []
        joined = ";"
        self.depth += 1
        if self.depth > MOST_NESTED:
            raise ShellFault("too many nested commands")
        self._skip_newlines()
        while self.at < len(self.tokens) and not self._closes(closing):
            parts.append((joined, self._pipeline()))
            joined = self._joiner()
        if joined in {"&&", "||"}:
            raise self._missing()
        self.depth -= 1
        return Sequence(tuple(parts))

    def _joiner(self) -> str:
        token = self._peek()
        if not isinstance(token, Operator) or token.text not in {";", "&", "\n", "&&", "||"}:
            return ";"
        self.at += 1
        self._skip_newlines()
        return token.text if token.text in {"&&", "||"} else ";"

    def _closes(self, closing: frozenset[str]) -> bool:
        token = self.tokens[self.at]
        if isinstance(token, Operator):
            return token.text == ")"
        name = _keyword(token)
        if name in CLOSING and name not in closing:
            raise _unexpected(token)
        return name in closing

    def _pipeline(self) -> Pipeline:
        negated = self._keyword_here() == "!"
        self.at += negated
        commands = [self._command()]
        while self._operator_here() == "|":
            self.at += 1
            self._skip_newlines()
            commands.append(self._command())
        return Pipeline(tuple(commands), negated)

    def _command(self) -> Command:
        rules: dict[str, Callable[[], Command]] = {
            "for": self._for,
            "while": self._while,
            "until": self._while,
            "if": self._if,
            "{": self._braces,
        }
        if self._operator_here() == "(":
            return self._parentheses()
        rule = rules.get(self._keyword_here())
        return rule() if rule else self._simple()

    def _simple(self) -> Simple:
        assignments: list[tuple[str, Word]] = []
        words: list[Word] = []
        redirects: list[Redirect] = []
        while (token := self._peek()) is not None:
            if isinstance(token, Operator):
                if token.text not in REDIRECTIONS:
                    break
                redirects.append(self._redirect(token))
                continue
            self.at += 1
            assignment = None if words else _assignment(token)
            if assignment:
                assignments.append(assignment)
            else:
                words.append(token)
        if not (assignments or words or redirects):
            raise self._missing()
        self._bound(redirects)
        return Simple(tuple(assignments), tuple(words), tuple(redirects))

    def _redirect(self, operator: Operator) -> Redirect:
        place = self.at
        self.at += 1
        target = self._peek()
        if target is None or isinstance(target, Operator):
            raise self._missing()
        self.at += 1
        return Redirect(operator.digit, operator.text, self.bodies.get(place, target))

    def _for(self) -> For:
        self.at += 1
        name = _plain(self._peek())
        self.at += 1
        words: list[Word] = []
        self._skip_newlines()
        if self._keyword_here() == "in":
            self.at += 1
            while (token := self._peek()) is not None and not isinstance(token, Operator):
                words.append(token)
                self.at += 1
        self._separator()
        return For(name, tuple(words), self._body())

    def _while(self) -> While:
        until = self._keyword_here() == "until"
        self.at += 1
        condition = self.sequence(frozenset({"do"}))
        return While(condition, self._body(), until)

    def _body(self) -> Sequence:
        self._expect("do")
        body = self.sequence(frozenset({"done"}))
        self._expect("done")
        return body

    def _if(self) -> If:
        branches: list[tuple[Sequence, Sequence]] = []
        while self._keyword_here() in {"if", "elif"}:
            self.at += 1
            condition = self.sequence(frozenset({"then"}))
            self._expect("then")
            branches.append((condition, self.sequence(frozenset({"elif", "else", "fi"}))))
        otherwise = None
        if self._keyword_here() == "else":
            self.at += 1
            otherwise = self.sequence(frozenset({"fi"}))
        self._expect("fi")
        return If(tuple(branches), otherwise)

    def _braces(self) -> Group:
        self.at += 1
        body = self.sequence(frozenset({"}"}))
        self._expect("}")
        return Group(body, own_shell=False, redirects=self._redirects())

    def _parentheses(self) -> Group:
        self.at += 1
        body = self.sequence(frozenset())
        if self._operator_here() != ")":
            raise self._missing()
        self.at += 1
        return Group(body, own_shell=True, redirects=self._redirects())

    def _redirects(self) -> tuple[Redirect, ...]:
        found = []
        while isinstance(token := self._peek(), Operator) and token.text in REDIRECTIONS:
            found.append(self._redirect(token))
        self._bound(found)
        return tuple(found)

    def _bound(self, redirects: list[Redirect]) -> None:
        if len(redirects) > MOST_REDIRECTS:
            raise ShellFault("redirection error: cannot duplicate fd: Too many open files")

    def _separator(self) -> None:
        if self._operator_here() in {";", "\n"}:
            self.at += 1
        self._skip_newlines()

    def _expect(self, word: str) -> None:
        self._skip_newlines()
        if self._keyword_here() != word:
            raise self._missing()
        self.at += 1

    def _missing(self) -> ShellFault:
        token = self._peek()
        if token is None:
            return ShellFault("syntax error: unexpected end of file", open_ended=True)
        return _unexpected(token)

    def _peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _keyword_here(self) -> str:
        token = self._peek()
        return "" if token is None or isinstance(token, Operator) else _keyword(token)

    def _operator_here(self) -> str:
        token = self._peek()
        return token.text if isinstance(token, Operator) else ""

    def _skip_newlines(self) -> None:
        while self._operator_here() == "\n":
            self.at += 1


def _keyword(word: Word) -> str:
    """The word when every character stands there unquoted, else ""."""
    if any(not isinstance(part, Text) or part.quoted for part in word):
        return ""
    return "".join(part.text for part in word if isinstance(part, Text))


def _plain(token: Token | None) -> str:
    name = "" if token is None or isinstance(token, Operator) else _keyword(token)
    if not name.isidentifier():
        raise (
            _unexpected(token)
            if token is not None
            else ShellFault("syntax error: unexpected end of file", open_ended=True)
        )
    return name


def _assignment(word: Word) -> tuple[str, Word] | None:
    """`NAME=value` as (NAME, value)."""
    first = word[0] if word else None
    if not isinstance(first, Text) or first.quoted:
        return None
    name, equals, rest = first.text.partition("=")
    named = equals and name.isidentifier() and name.isascii()
    return (name, (Text(rest), *word[1:]) if rest else word[1:]) if named else None


def _unexpected(token: Token) -> ShellFault:
    seen = token.text if isinstance(token, Operator) else "".join(part.text for part in token if isinstance(part, Text))
    seen = "newline" if seen == "\n" else seen
    return ShellFault(f"syntax error near unexpected token `{seen}'")
