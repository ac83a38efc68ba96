"""S7: sealing and signing 30 pictures (60 MB), against SHA-256, a stored zip and age over the same bytes."""

from __future__ import annotations

import gc
import hashlib
import os
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from poswizard.package.seal import age
from poswizard.package.seal.open_sealed import open_sealed
from poswizard.package.seal.seal import seal_payload
from tests.package.raw_zip import TOP
from tests.package.seal.world import INFO, NOW, order, payload, trust

PICTURES, PICTURE = 30, 2_000_000


@dataclass(frozen=True)
class SealingSpeed:
    """Seconds, each the best of the runs."""

    sealing: float
    baseline: float
    opening: float

    @property
    def ratio(self) -> float:
        """S7: at most 1.5."""
        return self.sealing / self.baseline


def measured(runs: int = 3) -> SealingSpeed:
    """Seal, do the bare work, and open, in turns."""
    pictures = {
        f"data/documents/PHOTO-{n}.jpg": os.urandom(PICTURE) for n in range(1, PICTURES + 1)
    }
    files = payload() | pictures
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _seal(files, folder)  # what is loaded once
        times: list[tuple[float, float, float]] = []
        for _ in range(runs):
            _emptied(folder)  # removing so much takes time, too
            bare_time = _timed(lambda: bare(files, folder))
            _emptied(folder)
            seal_time = _timed(lambda: _seal(files, folder))
            times.append((seal_time, bare_time, _timed(lambda: _open(folder))))
    return SealingSpeed(*(min(column) for column in zip(*times, strict=True)))


def bare(files: Mapping[str, bytes], folder: Path) -> None:
    """The same bytes digested, zipped, encrypted, written and flushed, with nothing proved."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for path, data in files.items():
            hashlib.sha256(data).hexdigest()
            archive.writestr(path, data)
    sealed = age.encrypt(file.getvalue(), [one.age for one in order().recipients])
    with (folder / "bare").open("wb") as target:
        target.write(sealed)
        target.flush()
        os.fsync(target.fileno())


def _seal(files: Mapping[str, bytes], folder: Path) -> None:
    seal_payload(TOP, files, INFO, folder, order())


def _open(folder: Path) -> None:
    path = next(folder.glob("*.zip.age"))
    assert open_sealed(path, trust(), NOW).is_complete


def _emptied(folder: Path) -> None:
    for old in folder.iterdir():
        old.unlink()


def _timed(work: Callable[[], object]) -> float:
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    import resource

    found = measured()
    print(found, f"ratio {found.ratio:.2f}")  # noqa: T201
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MB at most")  # noqa: T201
