"""Parses words into the tree of a command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tutor.kubectl.shell.nodes import (
    Case,
    Command,
    Compound,
    Condition,
    CountedFor,
    For,
    Function,
    Group,
    If,
    Pipeline,
    Redirect,
    Sequence,
    Simple,
    While,
)
from tutor.kubectl.shell.reading import Reader, assignment_in, keyword, plain, unexpected
from tutor.kubectl.shell.words import Compute, Operator, ShellFault, Token, Word

REDIRECTIONS = frozenset({">", ">>", "<", "<<", "<<-", "<<<", ">&", "&>"})
MOST_NESTED = 40
MOST_REDIRECTS = 100
CLOSING = frozenset({"done", "do", "then", "else", "elif", "fi", "}", "esac"})


class Parser(Reader):
    """Reads tokens from left to right; raises ShellFault for what a shell refuses."""

    def __init__(self, tokens: list[Token], bodies: Mapping[int, Word]) -> None:
        super().__init__(tokens)
        self.depth = 0
        self.bodies = bodies

    def program(self) -> Sequence:
        """Everything, to the end."""
        found = self.sequence(frozenset())
        if self.at < len(self.tokens):
            raise unexpected(self.tokens[self.at])
        return found

    def sequence(self, closing: frozenset[str]) -> Sequence:
        """Pipelines until a word of `closing`, a `)`, or the end."""
        parts: list[tuple[str, Pipeline]] = []
        joined = ";"
        self.depth += 1
        if self.depth > MOST_NESTED:
            raise ShellFault("too many nested commands")
        self.skip_newlines()
        while self.at < len(self.tokens) and not self._closes(closing):
            parts.append((joined, self._pipeline()))
            joined = self._joiner()
        if joined in {"&&", "||"}:
            raise self.missing()
        self.depth -= 1
        return Sequence(tuple(parts))

    def _joiner(self) -> str:
        token = self.peek()
        if not isinstance(token, Operator) or token.text not in {";", "&", "\n", "&&", "||"}:
            return ";"
        self.at += 1
        self.skip_newlines()
        return token.text if token.text in {"&&", "||"} else ";"

    def _closes(self, closing: frozenset[str]) -> bool:
        token = self.tokens[self.at]
        if isinstance(token, Operator):
            return token.text in {")", ";;"}
        name = keyword(token)
        if name in CLOSING and name not in closing:
            raise unexpected(token)
        return name in closing

    def _pipeline(self) -> Pipeline:
        negated = self.keyword_here() == "!"
        self.at += negated
        commands = [self._command()]
        while self.operator_here() == "|":
            self.at += 1
            self.skip_newlines()
            commands.append(self._command())
        return Pipeline(tuple(commands), negated)

    def _command(self) -> Command:
        rules: dict[str, Callable[[], Command]] = {
            "for": self._for,
            "while": self._while,
            "until": self._while,
            "if": self._if,
            "{": self._braces,
            "case": self._case,
            "[[": self._condition,
            "function": self._function,
        }
        if self.operator_here() == "(":
            return self._parentheses()
        token = self.peek()
        if isinstance(token, tuple) and token and isinstance(token[0], Compute):
            self.at += 1
            return Compound(token[0].expression)
        rule = rules.get(self.keyword_here())
        if rule is None and self.operator_at(1) == "(" and self.operator_at(2) == ")":
            rule = self._function
        return rule() if rule else self._simple()

    def _function(self) -> Function:
        self.at += self.keyword_here() == "function"
        name = plain(self.peek())
        self.at += 1
        while self.operator_here() in {"(", ")"}:
            self.at += 1
        self.skip_newlines()
        self.depth += 1
        if self.depth > MOST_NESTED:
            raise ShellFault("too many nested commands")
        body = self._command()
        self.depth -= 1
        return Function(name, body)

    def _condition(self) -> Condition:
        self.at += 1
        items: list[Word | str] = []
        while (token := self.peek()) is not None and not (isinstance(token, tuple) and keyword(token) == "]]"):
            items.append(token.text if isinstance(token, Operator) else token)
            self.at += 1
        self.expect("]]")
        return Condition(tuple(items))

    def _case(self) -> Case:
        self.at += 1
        word = self.peek()
        if word is None or isinstance(word, Operator):
            raise self.missing()
        self.at += 1
        self.skip_newlines()
        self.expect("in")
        self.skip_newlines()
        arms: list[tuple[tuple[Word, ...], Sequence]] = []
        while self.keyword_here() != "esac":
            patterns = self._patterns()
            arms.append((patterns, self.sequence(frozenset({"esac"}))))
            self.at += self.operator_here() == ";;"
            self.skip_newlines()
        self.expect("esac")
        return Case(word, tuple(arms))

    def _patterns(self) -> tuple[Word, ...]:
        found: list[Word] = []
        self.at += self.operator_here() == "("
        while True:
            token = self.peek()
            if token is None or isinstance(token, Operator):
                raise self.missing()
            found.append(token)
            self.at += 1
            if self.operator_here() != "|":
                break
            self.at += 1
        if self.operator_here() != ")":
            raise self.missing()
        self.at += 1
        return tuple(found)

    def _simple(self) -> Simple:
        assignments: list[tuple[str, Word]] = []
        words: list[Word] = []
        redirects: list[Redirect] = []
        while (token := self.peek()) is not None:
            if isinstance(token, Operator):
                if token.text not in REDIRECTIONS:
                    break
                redirects.append(self._redirect(token))
                continue
            self.at += 1
            assignment = None if words else assignment_in(token)
            if assignment:
                assignments.append(assignment)
            else:
                words.append(token)
        if not (assignments or words or redirects):
            raise self.missing()
        self._bound(redirects)
        return Simple(tuple(assignments), tuple(words), tuple(redirects))

    def _redirect(self, operator: Operator) -> Redirect:
        place = self.at
        self.at += 1
        target = self.peek()
        if target is None or isinstance(target, Operator):
            raise self.missing()
        self.at += 1
        return Redirect(operator.digit, operator.text, self.bodies.get(place, target))

    def _for(self) -> For | CountedFor:
        self.at += 1
        head = self.peek()
        if isinstance(head, tuple) and head and isinstance(head[0], Compute):
            return self._counted(head[0].expression)
        name = plain(self.peek())
        self.at += 1
        words: list[Word] = []
        self.skip_newlines()
        if self.keyword_here() == "in":
            self.at += 1
            while (token := self.peek()) is not None and not isinstance(token, Operator):
                words.append(token)
                self.at += 1
        self.separator()
        return For(name, tuple(words), self._body())

    def _counted(self, expression: str) -> CountedFor:
        parts = expression.split(";")
        if len(parts) != 3:
            raise ShellFault("syntax error: arithmetic expression required")
        self.at += 1
        self.separator()
        return CountedFor(parts[0], parts[1], parts[2], self._body())

    def _while(self) -> While:
        until = self.keyword_here() == "until"
        self.at += 1
        condition = self.sequence(frozenset({"do"}))
        return While(condition, self._body(), until)

    def _body(self) -> Sequence:
        self.expect("do")
        body = self.sequence(frozenset({"done"}))
        self.expect("done")
        return body

    def _if(self) -> If:
        branches: list[tuple[Sequence, Sequence]] = []
        while self.keyword_here() in {"if", "elif"}:
            self.at += 1
            condition = self.sequence(frozenset({"then"}))
            self.expect("then")
            branches.append((condition, self.sequence(frozenset({"elif", "else", "fi"}))))
        otherwise = None
        if self.keyword_here() == "else":
            self.at += 1
            otherwise = self.sequence(frozenset({"fi"}))
        self.expect("fi")
        return If(tuple(branches), otherwise)

    def _braces(self) -> Group:
        self.at += 1
        body = self.sequence(frozenset({"}"}))
        self.expect("}")
        return Group(body, own_shell=False, redirects=self._redirects())

    def _parentheses(self) -> Group:
        self.at += 1
        body = self.sequence(frozenset())
        if self.operator_here() != ")":
            raise self.missing()
        self.at += 1
        return Group(body, own_shell=True, redirects=self._redirects())

    def _redirects(self) -> tuple[Redirect, ...]:
        found = []
        while isinstance(token := self.peek(), Operator) and token.text in REDIRECTIONS:
            found.append(self._redirect(token))
        self._bound(found)
        return tuple(found)

    def _bound(self, redirects: list[Redirect]) -> None:
        if len(redirects) > MOST_REDIRECTS:
            raise ShellFault("redirection error: cannot duplicate fd: Too many open files")
