"""`studio serve`: the studio in a browser, on this machine's loopback only, reached through an SSH tunnel."""

from __future__ import annotations

import argparse
import os
import shlex
import socket
import sys
from pathlib import Path
from typing import Any

from studio.cli.talk import say
from studio.errors import InputError

HOST = "127.0.0.1"
USUAL_PORT = 8600


def add_parser(subparsers: Any) -> None:
    """Add the command `serve`."""
    parser = subparsers.add_parser(
        "serve",
        help="the studio in a browser, through an SSH tunnel",
        description="Serve the studio to a browser on this machine's loopback. Needs the extra: sketch-studio[serve].",
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the drawing to open")
    parser.add_argument("--port", type=int, default=USUAL_PORT, metavar="N", help=f"default {USUAL_PORT}")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C; the exit code."""
    try:
        from textual_serve.server import Server
    except ImportError:
        raise InputError("serving needs one more package: pip install 'sketch-studio[serve]'") from None
    _check_free(args.port)
    command = [sys.executable, "-m", "studio.cli.main", *([str(args.file.absolute())] if args.file else [])]
    say(f"the studio is at http://{HOST}:{args.port} on this machine; Ctrl-C ends it")
    say(f"from yours: {tunnel_line(args.port)}   and then http://localhost:{args.port}")
    Server(shlex.join(command), host=HOST, port=args.port, title="studio").serve()
    return 0


def tunnel_line(port: int) -> str:
    """The `ssh` line that brings the port to the machine where it is typed."""
    connection = os.environ.get("SSH_CONNECTION", "").split()
    host, at = (connection[2], connection[3]) if len(connection) == 4 else (socket.gethostname(), "22")
    user = os.environ.get("USER") or os.environ.get("LOGNAME") or ""
    door = f" -p {at}" if at != "22" else ""
    return f"ssh -N{door} -L {port}:{HOST}:{port} {f'{user}@' if user else ''}{host}"


def _check_free(port: int) -> None:
    if not 0 < port < 65536:
        raise InputError(f"--port takes 1 to 65535, not {port}")
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError as error:
            raise InputError(f"port {port} can't be used: {error.strerror}; choose another with --port") from None
