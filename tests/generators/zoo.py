"""The fault zoo: what strangers' plugins do wrong while they are imported and while they draw, and what is said then.

`python tests/generators/fault_table.py` prints the table of docs/faults.md from it.
"""

from __future__ import annotations

from dataclasses import dataclass

HARMLESS = ""
"""The plugin works, whatever it did."""
BEGINNING = """
import ctypes, os, signal, subprocess, sys, threading, time
from studio.generators.hookspecs import hookimpl
from studio.generators.specs import Generator
"""
SPEC = """
@hookimpl
def studio_generators():
    return [Generator(id="bad", en="Bad", zh="坏", input="labels", factory="bad_render:Bad")]
"""
RENDERER = """
import ctypes, os, signal, subprocess, sys, threading, time
import numpy as np

class Bad:
    def render(self, request, progress):
        picture = np.repeat(request.image[:, :, None], 3, axis=2)
        if request.image[0, 0] == 1:
            {body}
        return picture
"""


@dataclass(frozen=True)
class Beast:
    """A fault: Python that commits it, and part of what is said of it at import and at render.

    None: it can't happen there. HARMLESS: nothing is said, and the plugin goes on.
    """

    name: str
    code: str
    at_import: str | None
    at_render: str | None


ZOO = (
    Beast("import error", "import a_module_that_is_missing", "ModuleNotFoundError", "ModuleNotFoundError"),
    Beast("SystemExit", "raise SystemExit(5)", "SystemExit: 5", "SystemExit: 5"),
    Beast("os._exit", "os._exit(7)", "ended the process (exit 7)", "stopped (exit 7)"),
    Beast("segmentation fault", "ctypes.string_at(0)", "ended the process (signal 11)", "stopped (signal 11)"),
    Beast("endless loop", "\nwhile True: pass", "import took more than", "took more than"),
    Beast("8 GB allocation", "bytearray(b'x') * 2**33", "MemoryError", "of memory and was stopped"),
    Beast("escape codes printed", r"print('\x1b]0;owned\x07\x1b[2J', flush=True)", HARMLESS, HARMLESS),
    Beast("escape codes to fd 1 and 2", r"os.write(1, b'\x1b[2J'); os.write(2, b'\x1b[2J')", HARMLESS, HARMLESS),
    Beast("standard input read", "assert sys.stdin.read() == ''", HARMLESS, HARMLESS),
    Beast("wrong dtype", "return picture.astype(np.int32)", None, "returned int32 (16, 24, 3) instead of uint8"),
    Beast("wrong shape", "return picture[1:]", None, "returned uint8 (15, 24, 3) instead of uint8 (16, 24, 3)"),
    Beast("NaN", "return picture * np.nan", None, "float64 (16, 24, 3) with NaN or infinity instead of uint8"),
    Beast("no picture at all", "return None", None, "returned NoneType"),
    Beast("its input changed", "request.image[:] = 0", None, "read-only"),
    Beast("a 1 GB answer", "return np.zeros((18000, 18600, 3), np.uint8)", None, "returned uint8 (18000, 18600, 3)"),
    Beast("a 1 GB title", "SPEC = 'x' * 10**9", "title", None),
    Beast("chdir", "os.chdir('/')", HARMLESS, HARMLESS),
    Beast("signal handlers", "[signal.signal(n, signal.SIG_IGN) for n in (1, 2, 15)]", HARMLESS, HARMLESS),
    Beast("threads left behind", "threading.Thread(target=time.sleep, args=(600,)).start()", HARMLESS, HARMLESS),
    Beast("processes left behind", "subprocess.Popen(['sleep', '600'])", HARMLESS, HARMLESS),
    Beast("recursion without end", "(lambda f: f(f))(lambda f: f(f))", "RecursionError", "RecursionError"),
    Beast("a typo in a hook's name", "TYPO", "unknown hook 'studio_generator'", None),
    Beast("a future API", "FUTURE", "speaks API 2, this studio API 1", None),
)


def importing(beast: Beast) -> str:
    """A plugin module that commits the fault while it is imported or asked for its generators."""
    if beast.code == "TYPO":
        return BEGINNING + SPEC.replace("studio_generators", "studio_generator")
    if beast.code == "FUTURE":
        return BEGINNING + SPEC.replace("zh=", "api=2, zh=")
    if beast.code.startswith("SPEC"):
        return BEGINNING + SPEC.replace('"Bad"', "'x' * 10**9")
    return BEGINNING + beast.code + SPEC


def rendering(beast: Beast) -> str:
    """The module of a renderer that commits the fault where the first label is 1, and draws otherwise."""
    return RENDERER.format(body=beast.code.replace("\n", "\n            "))
