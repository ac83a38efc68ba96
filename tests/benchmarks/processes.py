"""Children that measure themselves: with compiled bytecode, without a screen, with folders of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 300
"""Seconds after which a child is given up."""


class Children:
    """Starts the scripts of `tests.benchmarks.children`."""

    def __init__(self, cache: Path) -> None:
        gone = ("PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME", "POSWIZARD_PASSPHRASE")
        self._environment = {k: v for k, v in os.environ.items() if k not in gone} | {
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_CACHE_HOME": str(cache),
            "PYTHONHASHSEED": "0",
        }

    def answer(self, script: str, **variables: str) -> Any:
        """What a child says on its last line, as JSON."""
        said = self._run(script, variables)
        return json.loads(said.splitlines()[-1])

    def milliseconds_to(self, script: str, **variables: str) -> float:
        """From before the process is there to the moment that the child names (`time.monotonic_ns`)."""
        start = time.monotonic_ns()
        return (self.answer(script, **variables)["at"] - start) / 1e6

    def _run(self, script: str, variables: Mapping[str, str]) -> str:
        done = subprocess.run(
            [sys.executable, "-m", f"tests.benchmarks.children.{script}"],
            env=self._environment | dict(variables),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{script} failed:\n{done.stderr}")
        return done.stdout
