"""The studio in a browser: headless Chromium shows it, draws in it with a key and the mouse, and the canvas changes.

Needs the extra `serve` and Chromium (STUDIO_CHROMIUM names one that isn't on the PATH).
"""

from __future__ import annotations

import asyncio
import base64
import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from studio.labels import LANDSCAPE

CHROMIUM = os.environ.get("STUDIO_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
LONGEST_S = 40.0

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")


class Page:
    """A page of Chromium's, driven by its debugging protocol."""

    def __init__(self, wire: Any) -> None:
        self._wire = wire
        self._count = 0

    async def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Ask for something; what came of it, nothing where the page can't do it (yet)."""
        self._count += 1
        await self._wire.send_json({"id": self._count, "method": method, "params": parameters})
        while True:
            told: dict[str, Any] = await self._wire.receive_json(timeout=LONGEST_S)
            if told.get("id") == self._count:
                result: dict[str, Any] = told.get("result", {})
                return result

    async def pixels_like(self, colour: tuple[int, int, int]) -> int:
        """How many pixels of the left half of the page have a colour."""
        shot = await self.call("Page.captureScreenshot", format="png")
        if "data" not in shot:  # there is no page while it turns to another
            return 0
        image = Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB")
        half = np.asarray(image)[: image.height * 9 // 10, : image.width // 2].astype(int)
        return int((np.abs(half - colour).max(-1) <= 3).sum())

    async def wait_for(self, colour: tuple[int, int, int], least: int) -> None:
        """Wait until so many pixels have a colour."""
        until = time.monotonic() + LONGEST_S
        while await self.pixels_like(colour) < least:
            assert time.monotonic() < until, f"{colour} never showed"
            await asyncio.sleep(0.3)

    async def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Drag with the left button."""
        mouse: Callable[..., Any] = self.call
        x, y = start
        await mouse("Input.dispatchMouseEvent", type="mousePressed", x=x, y=y, button="left", clickCount=1)
        for step in range(1, 21):
            x, y = (a + (b - a) * step // 20 for a, b in zip(start, end, strict=True))
            await mouse("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y, button="left", buttons=1)
        await mouse("Input.dispatchMouseEvent", type="mouseReleased", x=x, y=y, button="left", clickCount=1)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


async def test_drawing_in_a_browser(tmp_path: Path) -> None:
    pytest.importorskip("textual_serve", reason="needs the extra 'serve'")
    aiohttp = pytest.importorskip("aiohttp")
    port, door = free_port(), free_port()
    home = {name: str(tmp_path / name) for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
    serve = [sys.executable, "-m", "studio.cli.main", "serve", str(tmp_path / "new.png"), "--port", str(port)]
    browse = [str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    browse += ["--window-size=1000,700", f"--remote-debugging-port={door}", f"--user-data-dir={tmp_path}/chromium"]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
    served = subprocess.Popen(serve, env={**os.environ, **home, "STUDIO_TOUR": "no"}, **quiet)
    browsing = subprocess.Popen([*browse, "about:blank"], **quiet)
    mountain = LANDSCAPE.by_key("mountain").rgb
    try:
        async with aiohttp.ClientSession() as session:
            wire_url = await _page_of(session, door)
            async with session.ws_connect(wire_url, max_msg_size=0) as wire:
                page = Page(wire)
                await _until_served(port)
                await page.call("Page.navigate", url=f"http://127.0.0.1:{port}/?fontsize=12")
                await page.wait_for(LANDSCAPE.by_key("sky").rgb, 20_000)
                assert await page.pixels_like(mountain) < 500, "its swatch only"
                await page.call("Runtime.evaluate", expression="document.querySelector('textarea').focus()")
                await page.call("Input.insertText", text="4")
                await asyncio.sleep(0.5)
                await page.drag((100, 200), (400, 200))
                await page.wait_for(mountain, 3000)
    finally:
        for process in (browsing, served):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


async def _page_of(session: Any, door: int) -> str:
    for _ in range(200):
        try:
            async with session.get(f"http://127.0.0.1:{door}/json") as answer:
                pages = [one for one in await answer.json() if one["type"] == "page"]
                if pages:
                    return str(pages[0]["webSocketDebuggerUrl"])
        except OSError:
            pass
        await asyncio.sleep(0.2)
    raise AssertionError("Chromium never listened")


async def _until_served(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            await asyncio.sleep(0.2)
    raise AssertionError("nothing is served")
