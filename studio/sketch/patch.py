"""A patch: one named step of drawing, as the difference that it made within a region.

The difference is before XOR after, so that the same patch takes a step back and does it again.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

import numpy as np

from studio.drawing.region import Region
from studio.labels import LabelMap

_HEADER = struct.Struct(">4IIB")
_LONGEST_NAME = 255


class BadPatch(ValueError):
    """Bytes that are no patch of this map."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A step called `name`: `difference` is the compressed XOR of the region's pixels before and after.

    `checksum` is the CRC-32 of the region's pixels after the step.
    """

    name: str
    region: Region
    checksum: int
    difference: bytes

    @classmethod
    def between(cls, name: str, before: LabelMap, after: LabelMap, region: Region) -> Patch:
        """The patch that leads from one map, uint8 (H, W), to another of the same shape, within a region."""
        new = after[region.slices]
        difference = zlib.compress((before[region.slices] ^ new).tobytes(), level=1)
        return cls(name, region, zlib.crc32(new.tobytes()), difference)

    def apply(self, labels: LabelMap) -> Region:
        """Take the step on a map that stands before it, or take it back on one that stands behind; the region."""
        flat = zlib.decompress(self.difference)
        labels[self.region.slices] ^= np.frombuffer(flat, np.uint8).reshape(self.region.height, self.region.width)
        return self.region

    def is_done_on(self, labels: LabelMap) -> bool:
        """Whether the map's region is as the step left it."""
        return zlib.crc32(labels[self.region.slices].tobytes()) == self.checksum

    def followed_by(self, later: Patch) -> Patch:
        """One patch that does what this one and then `later` do; it has the later one's name."""
        region = self.region.union(later.region)
        both = np.zeros((region.bottom, region.right), np.uint8)
        self.apply(both)
        later.apply(both)
        whole = zlib.compress(both[region.slices].tobytes(), level=1)
        # The pixels beyond the later step's region aren't known here, so a joined patch can't be checked against a map.
        return Patch(later.name, region, 0, whole)

    def pack(self) -> bytes:
        """The patch as bytes."""
        name = _cut(self.name.encode(), _LONGEST_NAME)
        region = self.region
        header = _HEADER.pack(region.top, region.left, region.bottom, region.right, self.checksum, len(name))
        return header + name + self.difference

    @classmethod
    def unpack(cls, data: bytes, shape: tuple[int, int]) -> Patch:
        """The patch in bytes, for a map of a shape; BadPatch for anything that `pack` would not have written."""
        try:
            top, left, bottom, right, checksum, length = _HEADER.unpack_from(data)
            name = data[_HEADER.size : _HEADER.size + length].decode()
            region = Region(top, left, bottom, right)
            if region.is_empty or bottom > shape[0] or right > shape[1]:
                raise BadPatch("its region isn't on the map")
            difference = data[_HEADER.size + length :]
            inflater = zlib.decompressobj()
            pixels = inflater.decompress(difference, region.height * region.width + 1)
            if len(pixels) != region.height * region.width or not inflater.eof or inflater.unused_data:
                raise BadPatch("it has another number of pixels than its region")
        except (struct.error, zlib.error, UnicodeDecodeError) as error:
            raise BadPatch(str(error)) from error
        return cls(name, region, checksum, difference)


def _cut(name: bytes, length: int) -> bytes:
    """The name with so much of its end left out that it fits, and no character cut in half."""
    return name if len(name) <= length else name[:length].decode(errors="ignore").encode()
