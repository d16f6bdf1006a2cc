"""A rectangle of map pixels: what a tool has touched, what undo keeps, what the screen repaints."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Region:
    """Rows `top` to `bottom` and columns `left` to `right` in map pixels, half-open; empty when it holds no pixel."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_empty(self) -> bool:
        """Whether the region holds no pixel."""
        return self.bottom <= self.top or self.right <= self.left

    @property
    def height(self) -> int:
        """Rows in the region."""
        return max(0, self.bottom - self.top)

    @property
    def width(self) -> int:
        """Columns in the region."""
        return max(0, self.right - self.left)

    @property
    def slices(self) -> tuple[slice, slice]:
        """What to index a map with to get the region's pixels; the region must lie inside the map."""
        return slice(self.top, max(self.top, self.bottom)), slice(self.left, max(self.left, self.right))

    def union(self, other: Region) -> Region:
        """The smallest region that holds both; an empty one adds nothing."""
        if self.is_empty:
            return other
        if other.is_empty:
            return self
        return Region(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )

    def clip(self, height: int, width: int) -> Region:
        """The part that lies on a map of `height` rows and `width` columns; EMPTY when there is none."""
        clipped = Region(max(0, self.top), max(0, self.left), min(height, self.bottom), min(width, self.right))
        return EMPTY if clipped.is_empty else clipped


EMPTY = Region(0, 0, 0, 0)
