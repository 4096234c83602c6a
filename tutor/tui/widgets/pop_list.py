"""A small list at the cursor of a text; the keys stay with the text, which asks the list first."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Offset
from textual.reactive import reactive
from textual.widget import Widget

from tutor.tui.cells import clean, fit
from tutor.tui.widgets.yaml_area import YamlEditor

ROWS, FEWEST = 8, 5
STEPS = {"up": -1, "down": 1}
LEAST = 40
LABEL_WIDEST = 32
Row = tuple[str, str]


class PopList(Widget, can_focus=False):
    """Rows of a label and a detail over the text; what is taken is up to the subclass."""

    ALLOW_SELECT = False
    rows: reactive[Sequence[Row]] = reactive(())
    chosen: reactive[int] = reactive(0)
    label_widest = LABEL_WIDEST

    @property
    def is_open(self) -> bool:
        """Whether the list is there."""
        return bool(self.display)

    @property
    def area(self) -> YamlEditor:
        """The text under the list."""
        return self.parent.query_one(YamlEditor)  # type: ignore[union-attr]  # a list stands beside its text

    def on_mount(self) -> None:
        """Wait to be asked."""
        self.display = False

    def open(self, rows: Sequence[Row], back: int = 0) -> None:
        """Show these rows, `back` cells left of the cursor; none close the list."""
        self.rows, self.chosen = rows, 0
        self.display = bool(rows)
        if rows:
            self._put(back)

    def close(self) -> None:
        """Put the list away."""
        self.display = False

    def press(self, key: str) -> bool:
        """Act on a key while the list is open; False for keys that are the text's."""
        if not self.is_open or key not in (*STEPS, "enter", "escape"):
            return False
        if key in STEPS:
            self.chosen = (self.chosen + STEPS[key]) % max(1, len(self.rows))
        elif key == "enter":
            self.take()
        else:
            self.close()
        return True

    def take(self) -> None:
        """Do what the chosen row says."""
        self.close()

    def _put(self, back: int) -> None:
        """Stand under the word within the text, shorter if need be, or over it where there is more room."""
        area = self.area
        cursor = area.cursor_screen_offset
        x, right = cursor.x - back - 2, area.region.right
        rows, width = min(ROWS, len(self.rows)), min(self._width(), max(LEAST, right - x), area.region.width)
        x = max(area.region.x, min(x, right - width))
        over, under = cursor.y - area.region.y, area.region.bottom - cursor.y - 1
        below = under >= min(rows, FEWEST) or under >= over
        rows = max(1, min(rows, under if below else over))
        y = cursor.y + 1 if below else cursor.y - rows
        self.styles.width, self.styles.height = width, rows
        self.absolute_offset = Offset(x, y)
        self.refresh(layout=True)

    def _label_width(self) -> int:
        return min(self.label_widest, max(cell_len(label) for label, _ in self.rows))

    def _width(self) -> int:
        details = max(cell_len(detail) for _, detail in self.rows)
        return 2 + self._label_width() + (2 + details if details else 0) + 1

    def render(self) -> Content:
        """Draw the rows around the chosen one."""
        room = self.size.height or ROWS
        first = max(0, min(self.chosen - room // 2, len(self.rows) - room))
        rows = [self._row(*row, number == self.chosen) for number, row in enumerate(self.rows)]
        return Content("\n").join(rows[first : first + room])

    def _row(self, label: str, detail: str, chosen: bool) -> Content:
        width = self._label_width()
        rest = fit(clean(detail), max(0, self.size.width - width - 5))
        mark = "▸ " if chosen else "  "
        line = Content.assemble((mark, "$accent"), (fit(clean(label), width), "bold" if chosen else ""), "  ",
                                (rest, "$muted"), " ")  # fmt: skip
        return line.stylize("on $block-cursor-background") if chosen else line
