"""The program as one file, as a freezer makes it: it is also the processes that it starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FROZEN = """#!{python}
import sys
if sys.argv[1:2] == ["-c"]:  # the keeper of shared names, which freezers see to themselves
    exec(sys.argv[2])
    raise SystemExit
sys.frozen = True
sys.executable = __file__
if sys.argv[1:] == ["--try"]:
    import multiprocessing
    from multiprocessing.spawn import set_executable
    import posixpath
    set_executable(__file__)
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe()
    process = context.Process(target=posixpath.join, args=("a", "b"))
    process.start()
    process.join(60)
    print("ended", process.exitcode)
else:
    from poswizard.__main__ import main
    main()
"""


def test_a_frozen_program_becomes_the_process_that_it_starts(tmp_path: Path) -> None:
    program = tmp_path / "poswizard"
    program.write_text(FROZEN.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    done = subprocess.run(
        [program, "--try"], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout == "ended 0\n", done.stderr
