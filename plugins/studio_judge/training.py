"""Train the judge: `python -m studio_judge.training --data DIR --out DIR`.

It stands here and not in `studio train`, so that no training code knows the judge: the judge knows the training code.
Its scenes must be others than the teacher's: draw them with another `--seed`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from studio.errors import InputError, StudioError
from studio.labels import LANDSCAPE

RECIPE = Path(__file__).parent / "recipe.toml"


def main() -> int:
    """Train, or go on with a run that stopped; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="pairs of `studio data world`")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the run's folder")
    parser.add_argument("--init", default="", metavar="FILE", help="weights to start from")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", dest="changes", help="a setting")
    parser.add_argument("--resume", action="store_true", help="go on with the run in --out")
    args = parser.parse_args()
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        print(f"done: {_train(args)}", file=sys.stderr)
    except StudioError as error:
        print(f"studio_judge: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def _train(args: argparse.Namespace) -> Path:
    from lightning_modules.config import load_config
    from lightning_modules.reader import ReadingNetwork
    from lightning_modules.run import train
    from lightning_modules.run_folder import Run
    from studio_judge.network import Judge

    def build(style_length: int) -> Judge:
        return Judge(labels=len(LANDSCAPE), style=style_length)

    if any("=" not in text for text in args.changes):
        raise InputError("--set takes KEY=VALUE")
    changes = dict(text.split("=", 1) for text in args.changes)
    network = ReadingNetwork("judge", build, _facts)
    if args.resume:
        return train(Run.read(args.out, changes), resume=True, network=network)
    config = load_config(str(RECIPE), changes)
    return train(Run(args.out, config, str(args.data.absolute()), args.init), resume=False, network=network)


def _facts(style_names: Sequence[str]) -> dict[str, Any]:
    from studio_judge.checkpoints import FORMAT

    return {"format": FORMAT, "labels": len(LANDSCAPE), "style_names": style_names}


if __name__ == "__main__":
    sys.exit(main())
