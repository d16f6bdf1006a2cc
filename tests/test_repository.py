"""What must hold of the tree as a whole: size, order of imports, clean code, a README that tells the truth."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PLUGINS = tuple(sorted(path.name for path in (ROOT / "plugins").iterdir() if (path / "__init__.py").is_file()))
PACKAGES = ("studio", "lightning_modules", "studio_data", *PLUGINS)
MIB = 2**20


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    names = listed.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_the_tree_stays_small_enough_to_travel() -> None:
    files = tracked_files()
    weights = sum(file.stat().st_size for file in files if file.suffix == ".safetensors")
    rest = sum(file.stat().st_size for file in files if file.suffix != ".safetensors")
    assert weights <= 32 * MIB
    assert rest <= 8 * MIB


def test_no_weights_come_as_pickles() -> None:
    assert not [file for file in tracked_files() if file.suffix in {".pt", ".pth", ".ckpt", ".pkl"}]


def test_there_is_no_circle_of_imports() -> None:
    import grimp

    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    followed = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    done: set[str] = set()
    path: list[str] = []

    def visit(module: str) -> None:
        if module in done:
            return
        assert module not in path, "import circle: " + " → ".join([*path[path.index(module) :], module])
        path.append(module)
        for imported in sorted(followed.get(module, ())):
            visit(imported)
        path.pop()
        done.add(module)

    for module in sorted(followed):
        visit(module)


def test_import_contracts_hold() -> None:
    run(str(Path(sys.executable).parent / "lint-imports"), "--no-cache")


def test_ruff_finds_nothing() -> None:
    run(sys.executable, "-m", "ruff", "check", "--no-cache", ".")
    run(sys.executable, "-m", "ruff", "format", "--no-cache", "--check", ".")


def test_types_hold() -> None:
    run(sys.executable, "-m", "mypy", "--no-error-summary")


def test_ci_runs_the_command_that_the_readme_gives() -> None:
    readme = (ROOT / "README.md").read_text()
    command = next(line for line in (ROOT / ".ci" / "run").read_text().splitlines() if line.endswith("-m pytest"))
    assert command.replace("install -q ", "install ") in readme


def test_files_can_be_read_in_one_go() -> None:
    long = {
        str(file.relative_to(ROOT)): lines
        for file in tracked_files()
        if file.suffix == ".py" and (lines := len(file.read_text().splitlines())) > 400
    }
    assert not long
