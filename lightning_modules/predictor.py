"""The process that renders a folder: `python -m lightning_modules.predictor OUT [--tied]`, begun by `studio render`.

Exit codes: 0 all has been tried (the reports say what failed), 1 failed, 2 wrong input. What it says goes to stderr.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
import traceback
from pathlib import Path

from studio.errors import StudioError

_FAULT = 1


def main() -> int:
    """Draw what the job in the folder says; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--tied", action="store_true", help="end when stdin does, as whoever began this has ended")
    args = parser.parse_args()
    if args.tied:
        threading.Thread(target=_end_with_stdin, daemon=True).start()
    from lightning_modules.predicting import predict

    try:
        predict(args.out)
    except StudioError as error:
        print(error, file=sys.stderr, flush=True)
        return error.exit_code
    except Exception as error:
        traceback.print_exc()
        print(f"{type(error).__name__}: {error}".splitlines()[0], file=sys.stderr, flush=True)
        return _FAULT
    return 0


def _end_with_stdin() -> None:
    while os.read(0, 4096):
        pass
    os._exit(_FAULT)


if __name__ == "__main__":
    sys.exit(main())
