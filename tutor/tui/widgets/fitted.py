"""A widget whose text depends on the width it gets, and whose height follows from that."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


class Fitted(Widget):
    """Draws itself for its width; a subclass says how."""

    def draw(self, width: int) -> Content:
        """Lay the text out in `width` cells."""
        raise NotImplementedError

    def render(self) -> Content:
        """Draw for the present width."""
        return self.draw(max(1, self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Count the lines at this width."""
        del container, viewport
        return self.draw(max(1, width)).get_height({}, max(1, width))
