"""The command line: each command calls one function below, and says what came of it."""

from __future__ import annotations

import gc
import io
import os
import sys


def main() -> None:
    """`poswizard`: the window without arguments, a command otherwise."""
    os.umask(0o077)
    if len(sys.argv) == 1:  # before the command line is loaded: the first window waits for it
        gc.disable()  # what a start makes stays; the window's `Collector` does the work from then on
        from poswizard.app import run

        sys.exit(run())
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # an old code page must not stop a command
    from poswizard.cli.program import program

    program()
