"""The small list at the cursor: what the word there could become."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Offset
from textual.reactive import reactive
from textual.widget import Widget

from tutor.session.assist import Completion, Completions
from tutor.tui.cells import clean, fit
from tutor.tui.widgets.yaml_area import YamlEditor

ROWS = 8
STEPS = {"up": -1, "down": 1}
LEAST = 40
LABEL_WIDEST = 32


class CompletionList(Widget, can_focus=False):
    """Items over the text; the keys stay with the text, so that one can go on typing."""

    ALLOW_SELECT = False
    found: reactive[Completions] = reactive(Completions(start=1, end=1))
    chosen: reactive[int] = reactive(0)

    @property
    def is_open(self) -> bool:
        """Whether the list is there."""
        return bool(self.display)

    @property
    def _area(self) -> YamlEditor:
        return self.parent.query_one(YamlEditor)  # type: ignore[union-attr]  # a list stands beside its text

    def __init__(self) -> None:
        super().__init__()
        self._row = 0

    def on_mount(self) -> None:
        """Wait to be asked."""
        self.display = False

    def offer(self, found: Completions) -> None:
        """Show these items at the cursor; none close the list."""
        self.found, self.chosen = found, 0
        self._row = self._area.cursor_location[0]
        self.display = bool(found.items)
        if found.items:
            self._put()

    def close(self) -> None:
        """Put the list away."""
        self.display = False

    def holds(self, cursor: tuple[int, int]) -> bool:
        """Say whether the cursor is still in the word that the list is about."""
        return cursor[0] == self._row and cursor[1] >= self.found.start - 1

    def press(self, key: str) -> bool:
        """Act on a key while the list is open; False for keys that are the text's."""
        if not self.is_open or key not in (*STEPS, "enter", "escape"):
            return False
        if key in STEPS:
            self.move(STEPS[key])
        elif key == "enter":
            self.take()
        else:
            self.close()
        return True

    def move(self, by: int) -> None:
        """Choose another item; the ends meet."""
        self.chosen = (self.chosen + by) % max(1, len(self.found.items))

    def take(self) -> None:
        """Write the chosen item in place of the word, as one change."""
        area, found, row = self._area, self.found, self._row
        item = found.items[self.chosen]
        self.close()
        area.history.checkpoint()
        area.replace(item.insert, (row, found.start - 1), (row, found.end - 1), maintain_selection_offset=False)
        area.history.checkpoint()

    def _put(self) -> None:
        """Stand under the word, or over it where there is no room below."""
        area = self._area
        cursor, back = area.cursor_screen_offset, area.cursor_location[1] - (self.found.start - 1)
        x, right = cursor.x - back - 2, area.region.right
        rows, width = min(ROWS, len(self.found.items)), min(self._width(), max(LEAST, right - x), area.region.width)
        x = max(area.region.x, min(x, right - width))
        below = cursor.y + 1 + rows <= self.screen.size.height - 1
        y = cursor.y + 1 if below else cursor.y - rows
        self.styles.width, self.styles.height = width, rows
        self.absolute_offset = Offset(x, y)
        self.refresh(layout=True)

    def _label_width(self) -> int:
        return min(LABEL_WIDEST, max(cell_len(item.label) for item in self.found.items))

    def _width(self) -> int:
        details = max(cell_len(item.detail) for item in self.found.items)
        return 2 + self._label_width() + (2 + details if details else 0) + 1

    def render(self) -> Content:
        """Draw the items around the chosen one."""
        items = self.found.items
        first = max(0, min(self.chosen - ROWS // 2, len(items) - ROWS))
        rows = [self._item(item, number == self.chosen) for number, item in enumerate(items)][first : first + ROWS]
        return Content("\n").join(rows)

    def _item(self, item: Completion, chosen: bool) -> Content:
        label = self._label_width()
        detail = fit(clean(item.detail), max(0, self.size.width - label - 5))
        mark = "▸ " if chosen else "  "
        line = Content.assemble((mark, "$accent"), (fit(clean(item.label), label), "bold" if chosen else ""), "  ",
                                (detail, "$muted"), " ")  # fmt: skip
        return line.stylize("on $block-cursor-background") if chosen else line
