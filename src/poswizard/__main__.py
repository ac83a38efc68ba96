"""`python -m poswizard`."""

from __future__ import annotations

import sys


def main() -> None:
    """The command line; a frozen program is also its own picture reader."""
    if len(sys.argv) > 1:  # not on the way to the window
        from poswizard.documents import worker

        if sys.argv[1] == worker.FLAG:
            worker.main(int(sys.argv[2]), int(sys.argv[3]))
            return
    from poswizard.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
