"""A line with a speed and a length, on loopback: `python slow_line.py LISTEN TARGET BYTES_PER_SECOND ONE_WAY_SECONDS`.

Buffers are small, as they should be on a real line; where they are not, whoever sends more than the line carries fares
worse than here.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
import time

HEADER_BYTES = 60
PIECE_BYTES = 1448
RECEIVE_BUFFER_BYTES = 16384


async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter, rate: float, delay_s: float) -> None:
    """Carry bytes one way: each piece leaves when the one before has left, and arrives after the delay."""
    under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(64)

    async def arrive() -> None:
        while True:
            due, piece = await under_way.get()
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            if not piece:
                sink.close()
                return
            sink.write(piece)
            await sink.drain()

    arriving = asyncio.create_task(arrive())
    leaves = time.perf_counter()
    with contextlib.suppress(OSError):
        while piece := await source.read(PIECE_BYTES):
            now = time.perf_counter()
            leaves = max(leaves, now) + (len(piece) + HEADER_BYTES) / rate
            if leaves - now > 0.004:
                await asyncio.sleep(leaves - now)
            await under_way.put((leaves + delay_s, piece))
    await under_way.put((0.0, b""))
    with contextlib.suppress(OSError):
        await arriving


async def serve(listen: int, target: int, rate: float, delay_s: float) -> None:
    """Serve connections until the process ends."""

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far = socket.socket()
        far.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
        far.setblocking(False)
        await asyncio.get_running_loop().sock_connect(far, ("127.0.0.1", target))
        far.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        far_reader, far_writer = await asyncio.open_connection(sock=far, limit=4096)
        await asyncio.gather(
            pump(reader, far_writer, rate, delay_s), pump(far_reader, writer, rate, delay_s), return_exceptions=True
        )

    server = await asyncio.start_server(connect, "127.0.0.1", listen, limit=4096)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])))
