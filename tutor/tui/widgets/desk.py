"""The desk: places its panes by a plan, so that they can be resized, moved and folded without being made anew."""

from __future__ import annotations

from textual.geometry import NULL_OFFSET, Region, Size, Spacing
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tutor.tui.layout import Arrangement, Place, plan
from tutor.tui.widgets.pane import Pane

LEAST = (20, 3)


class PaneLayout(Layout):
    """Puts each pane where the desk has planned it; the others are nowhere."""

    name = "panes"

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        """Place the panes of the plan."""
        del greedy
        places = parent.places(size) if isinstance(parent, Desk) else {}
        none = Spacing()
        return [
            WidgetPlacement(Region(place.x, place.y, place.width, place.height), NULL_OFFSET, none, child)
            for child in children
            if (place := places.get(child.id or "")) is not None
        ]


class Desk(Widget):
    """All panes side by side, as the arrangement and the room allow."""

    arrangement: reactive[Arrangement] = reactive(Arrangement())
    here: reactive[str] = reactive("lesson")
    side: reactive[str] = reactive("lesson")

    class Placed(Message):
        """Other panes are shown than before."""

    def __init__(self, *panes: Pane) -> None:
        super().__init__(*panes, id="desk")
        self._placing = PaneLayout()

    @property
    def layout(self) -> Layout:
        """Our own layout instead of one of the style sheet's."""
        return self._placing

    def places(self, size: Size) -> dict[str, Place]:
        """The plan for a size; where nothing could be read it lies outside, so that the keys stay where they are."""
        width, height = max(size.width, LEAST[0]), max(size.height, LEAST[1])
        return dict(plan(self.arrangement, width, height, self.here, self.side))

    @property
    def shown(self) -> tuple[str, ...]:
        """The panes that have a place now."""
        return tuple(self.places(self.size))

    def on_resize(self) -> None:
        """Join the rules anew."""
        self.join()

    def watch_arrangement(self) -> None:
        """Place the panes anew."""
        self._place()

    def watch_here(self) -> None:
        """Place the panes anew, if another one has to be seen."""
        self._place()

    def watch_side(self) -> None:
        """Place the panes anew."""
        self._place()

    def _place(self) -> None:
        self._clear_arrangement_cache()  # Textual keeps what we gave for as long as the size is the same
        self.refresh(layout=True)
        self.join()

    def join(self) -> None:
        """Give every pane the corner that fits its neighbours."""
        for name, place in self.places(self.size).items():
            for pane in self.query(f"#{name}").results(Pane):
                pane.join(place.corner)
        self.post_message(self.Placed())
