"""A token to sign with: SoftHSM plays it, which reads its configuration when it is begun with."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from poswizard.package.seal import tokens

PIN = "246810"
needed = pytest.mark.skipif(
    shutil.which("softhsm2-util") is None, reason="SoftHSM is not installed"
)


@contextmanager
def token_in(folder: Path, label: str) -> Iterator[Path]:
    """One fresh token, the only one there is; gives the module."""
    import pkcs11

    module = next(path for path in tokens.modules() if "softhsm" in path.name)
    (folder / "tokens").mkdir()
    (folder / "conf").write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "conf"))
        command = ["softhsm2-util", "--init-token", "--free", "--label", label]
        subprocess.run(
            [*command, "--pin", PIN, "--so-pin", "13579246"], check=True, capture_output=True
        )
        pkcs11.lib(str(module)).finalize()
        yield module
        pkcs11.lib(str(module)).finalize()
