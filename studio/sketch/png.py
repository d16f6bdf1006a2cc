"""PNG as a row of chunks: just enough to put ours in and to find it again without decoding anything."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

SIGNATURE = b"\x89PNG\r\n\x1a\n"

# A chunk is 4 bytes of length, 4 of type, its data, 4 of checksum; IHDR comes first and holds 13 bytes.
_FRAME = 12
_AFTER_IHDR = len(SIGNATURE) + _FRAME + 13


@dataclass(frozen=True, slots=True)
class Header:
    """What IHDR says: pixels across and down, bits a channel, and the colour type (0 grey … 6 RGBA)."""

    width: int
    height: int
    bits: int
    colour_type: int


def header_of(data: bytes) -> Header | None:
    """The header of a PNG file's bytes, or None when there is no whole one."""
    if len(data) < _AFTER_IHDR or not data.startswith(SIGNATURE) or data[12:16] != b"IHDR":
        return None
    return Header(*struct.unpack_from(">IIBB", data, 16))


def find_chunk(data: bytes, chunk_type: bytes) -> bytes | None:
    """The data of the first whole chunk of a type, or None."""
    return next((content for found_type, content, _ in _chunks(data) if found_type == chunk_type), None)


def fault_of(data: bytes) -> str | None:
    """What is wrong with the file as a row of chunks, in words that follow "it", or None when all are whole."""
    found_type = b""
    for found_type, content, checksum in _chunks(data):
        if zlib.crc32(content, zlib.crc32(found_type)) != checksum:
            return "is damaged: a checksum is wrong"
    return None if found_type == b"IEND" else "is cut short"


def with_chunk(data: bytes, chunk_type: bytes, content: bytes) -> bytes:
    """The PNG with a chunk put in right after IHDR, where a file that is cut short most likely still has it."""
    checksum = zlib.crc32(content, zlib.crc32(chunk_type))
    chunk = struct.pack(">I", len(content)) + chunk_type + content + struct.pack(">I", checksum)
    return data[:_AFTER_IHDR] + chunk + data[_AFTER_IHDR:]


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    at = len(SIGNATURE)
    while at + _FRAME <= len(data):
        length, chunk_type = struct.unpack_from(">I4s", data, at)
        end = at + _FRAME + length
        if end > len(data):
            return
        (checksum,) = struct.unpack_from(">I", data, end - 4)
        yield chunk_type, data[at + 8 : end - 4], checksum
        if chunk_type == b"IEND":
            return
        at = end
