"""The child that imports: `python -m studio.weights.import_child FILE OUT HINTS`; answers with JSON on stdout.

It asks every installed generator that reads checkpoints whether the file is one of its own.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

from studio.errors import InputError, StudioError
from studio.weights.readers import checkpoint_readers

_ROOM = 6  # times the file's size in memory: read, converted, and written
_BASE_BYTES = 8 << 30  # torch's own libraries, mapped, not used


def convert(file: Path, out: Path, hints: dict[str, str]) -> dict[str, Any]:
    """Write `file` as safetensors to `out` and say what it is; InputError where nobody knows it."""
    readers = checkpoint_readers()
    for reader in readers:
        found = reader.convert(file, out, hints)
        if found is not None:
            return found
    tellers = (reader.module.contents for reader in readers if hasattr(reader.module, "contents"))
    holds = next((contents(file) for contents in tellers), "tensors")
    names = [name for reader in readers for name in reader.generators]
    raise InputError(f"{file} holds {holds}: that draws in none of {', '.join(names)}")


def limit_memory(file: Path) -> None:
    """A header that claims more than the file can hold gets no memory for it."""
    most = _BASE_BYTES + _ROOM * file.stat().st_size
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def main() -> int:
    """Import what the command line says; exit code 2 for a file that is wrong, 1 for a failure of ours."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a plugin prints must not be taken for the answer
    file, out = Path(sys.argv[1]), Path(sys.argv[2])
    try:
        limit_memory(file)
        answer, code = convert(file, out, json.loads(sys.argv[3])), 0
    except StudioError as fault:
        answer, code = {"error": str(fault)}, fault.exit_code
    except MemoryError:
        answer, code = {"error": f"{file} claims more than fits into memory"}, InputError.exit_code
    print(json.dumps(answer), file=answers, flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
