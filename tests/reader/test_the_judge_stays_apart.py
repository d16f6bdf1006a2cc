"""Nothing that trains or draws knows the judge; what it says was never aimed at."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EVERYTHING_THAT_TRAINS = """
import importlib, pkgutil, sys
for name in ("lightning_modules", "studio_data", "studio_reader", "studio_unet", "studio_spade", "studio_tsit",
             "studio_cartoongan", "studio_stargan", "studio_torch", "studio_world"):
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, name + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
import studio.cli.train
print([name for name in sys.modules if name.startswith("studio_judge")])
"""


def test_no_training_code_loads_the_judge(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-c", EVERYTHING_THAT_TRAINS]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == "[]"


def test_no_training_code_names_the_judge_s_files() -> None:
    folders = [ROOT / "lightning_modules", ROOT / "data", *(ROOT / "plugins").glob("studio_*")]
    sources = [path for folder in folders if folder.name != "studio_judge" for path in folder.rglob("*.py")]
    assert len(sources) > 50
    assert not [
        path for path in sources if "studio_judge" in path.read_text() or "judge.safetensors" in path.read_text()
    ]
