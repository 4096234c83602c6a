"""Lessons' Markdown becomes blocks; what is not known stays text."""

from __future__ import annotations

from tutor.tui.markdown import Block, Glossed, blocks, inline

PROSE = """Two pods are
ready.

- one `thing`
  goes on
1. first
### A heading
~~~console on=starter
$ kubectl get svc
NAME   TYPE
a      b
$ curl x
~~~
```yaml
kind: Service
```
"""


def test_prose_is_split_into_blocks() -> None:
    assert blocks(PROSE) == (
        Block(kind="text", text="Two pods are ready."),
        Block(kind="item", text="one `thing` goes on", mark="-"),
        Block(kind="item", text="first", mark="1."),
        Block(kind="heading", text="A heading"),
        Block(kind="command", text="kubectl get svc"),
        Block(kind="output", text="NAME   TYPE\na      b"),
        Block(kind="command", text="curl x"),
        Block(kind="code", text="kind: Service", mark="yaml"),
    )


def test_a_fence_that_never_ends_takes_the_rest() -> None:
    assert blocks("~~~\nx") == (Block(kind="code", text="x"),)


def test_inline_marks_become_styles_and_textual_markup_stays_text() -> None:
    content = inline("a `b` **c** *d* [e](https://x) [red]f[/red]")
    assert content.plain == "a b c d e [red]f[/red]"
    assert [(span.start, span.end, span.style) for span in content.spans] == [
        (2, 3, "$code"),
        (4, 5, "bold"),
        (6, 7, "italic"),
        (8, 9, "underline"),
    ]


def test_a_word_in_backticks_is_explained_when_it_stands_alone() -> None:
    glossed = Glossed({"targetPort": "", "label": ""})
    assert glossed("`kubectl label` and `targetPort`").plain == "kubectl label and targetPort"
    assert glossed.found == ["targetPort"]
