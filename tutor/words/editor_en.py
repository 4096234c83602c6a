"""What the editor's own keys and lists say, in English."""

from __future__ import annotations

from types import MappingProxyType

WORDS = MappingProxyType(
    {
        "window.key.find": "Find",
        "window.key.comment": "Comment",
        "window.key.difference": "Difference",
        "window.key.added": "Defaults",
        "window.key.previous_file": "Previous file",
        "window.about.find": "Look for a word; Enter and the arrows go from place to place, Esc goes back",
        "window.about.comment": "Comment the selected lines out, or back in",
        "window.about.difference": "What an apply would change in the cluster",
        "window.about.added": "Show in grey what the server fills in by itself, or no longer",
        "window.about.previous_file": "The lesson's file before this one",
        "window.editor.find": "Find",
        "window.editor.not-found": "not there",
        "window.editor.no-fix": "No quick fix here",
        "window.editor.fixes-off": "No quick fixes here: read what the server says",
        "window.editor.pasted": "The pasted text brought along what does not belong into a manifest.",
        "window.difference.title": "Your text and the cluster",
        "window.difference.none": "There is no object here that could be sent. The faults under the text say why.",
        "window.difference.how": "- the cluster has it   + an apply would write it   Esc closes",
        "window.difference.new": "would be created",
        "window.difference.same": "nothing would change",
        "window.difference.changed": "would be changed",
        "window.difference.refused": "would be refused",
    }
)
