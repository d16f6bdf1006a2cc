"""How long it takes to list plugins: `python benchmarks/plugins.py [--count 36]`.

Makes that many distributions of strangers, four of them broken, and lists them as the front does: once with an empty
cache (every plugin is described by a child process) and then warm, in this process and in fresh ones.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLUGIN = """
from studio.generators.hookspecs import hookimpl
from studio.generators.specs import Generator, Option

@hookimpl
def studio_generators():
    option = Option("size", "int", 3, "Size", "大小", low=1, high=9)
    return [Generator(id="NAME", en="NAME", zh="NAME", input="labels", factory="m:load", options=(option,))]
"""
BROKEN = ("import a_module_that_is_missing", "raise SystemExit(3)", "import os; os._exit(4)", "def broken(:")
FRESH = """
import sys, time
from studio.generators import host
start, cpu = time.perf_counter(), time.process_time()
found = host.plugins()
imported = any(name.startswith("stranger") for name in sys.modules)
print((time.perf_counter() - start) * 1000, (time.process_time() - cpu) * 1000, len(found), int(imported))
"""


def make(site: Path, count: int) -> None:
    """Distributions as pip leaves them, the last four with something wrong."""
    for number in range(count):
        name = f"stranger{number:02}"
        broken = number - (count - len(BROKEN))
        (site / f"{name}.py").write_text(BROKEN[broken] if broken >= 0 else PLUGIN.replace("NAME", name))
        info = site / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n\n{'A README. ' * 400}")
        (info / "entry_points.txt").write_text(f"[studio]\n{name} = {name}\n")
        (info / "RECORD").write_text(f"{name}.py,sha256={number:043},1\n" * 20)


def fresh() -> tuple[float, float, int, bool]:
    """Milliseconds to list in a new process, those of its processor, how many there were, whether one was imported."""
    done = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, check=True)
    milliseconds, cpu, count, imported = done.stdout.split()
    return float(milliseconds), float(cpu), int(count), imported != "0"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=36)
    parser.add_argument("--rounds", type=int, default=20)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        site.mkdir()
        make(site, args.count)
        os.environ |= {"PYTHONPATH": str(site), "XDG_CACHE_HOME": folder, "XDG_CONFIG_HOME": folder}
        cold, _, count, _ = fresh()
        processes = [fresh() for _ in range(max(3, args.rounds // 4))]
        sys.path.insert(0, str(site))
        from studio.generators import host

        here, here_cpu = [], []
        for _ in range(args.rounds):
            start, cpu = time.perf_counter(), time.process_time()
            host.plugins()
            here.append((time.perf_counter() - start) * 1000)
            here_cpu.append((time.process_time() - cpu) * 1000)
        imported = any(was for *_, was in processes) or any(name.startswith("stranger") for name in sys.modules)
    print(f"{count} plugins, {args.count} of them strangers'; imported in the front: {'yes' if imported else 'none'}")
    print(f"cold: {cold:.0f} ms")
    _tell("warm, first listing of a process", [one[0] for one in processes], [one[1] for one in processes])
    _tell("warm, again in the same process", here, here_cpu)


def _tell(what: str, milliseconds: list[float], cpu: list[float]) -> None:
    """On a busy machine the processor's own time says more than the clock."""
    clock = f"{statistics.median(milliseconds):.0f} ms (best {min(milliseconds):.0f})"
    print(f"{what}: {clock}, {statistics.median(cpu):.0f} ms of processor time")


if __name__ == "__main__":
    main()
