"""`python -m poswizard`."""

from __future__ import annotations

import sys


def main() -> None:
    """The command line; a frozen program is also the processes that work on its pictures and packages."""
    if len(sys.argv) > 1:  # not on the way to the window
        if getattr(sys, "frozen", False):
            from multiprocessing.spawn import freeze_support

            freeze_support()
        from poswizard.documents import worker
        from poswizard.documents.reading import worker as reading

        if sys.argv[1] == worker.FLAG:
            return worker.main(int(sys.argv[2]), int(sys.argv[3]))
        if sys.argv[1] == reading.FLAG:
            return reading.main(int(sys.argv[2]), int(sys.argv[3]))
    from poswizard.cli import main as command_line

    return command_line()


if __name__ == "__main__":
    main()
