"""A manifest by SM3 beside the one by SHA-256, where a provider asks for national algorithms."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import bagit
import pytest

from poswizard.package import tag_files
from poswizard.package.bag import read_bag
from poswizard.package.bag_writer import write_bag
from poswizard.package.errors import CutShortError, DamagedError
from tests.package.raw_zip import PAYLOAD, TOP, RawZip, bag_files, manifest, parts_of
from tests.package.seal.world import INFO, opened, order, sealed_in


def with_manifest(text: bytes) -> bytes:
    """A bag with this manifest by SM3, everything else as it has to be."""
    files = bag_files()
    last = files.pop(tag_files.TAG_MANIFEST)
    files[tag_files.SM3_MANIFEST] = text
    tags = {path: data for path, data in files.items() if not path.startswith("data/")}
    files[tag_files.TAG_MANIFEST] = manifest(tags)
    assert files[tag_files.TAG_MANIFEST] != last
    return RawZip(parts_of(files)).to_bytes()


RIGHT = {path: tag_files.sm3(data) for path, data in PAYLOAD.items()}


def test_the_digest_is_the_standards() -> None:
    """GB/T 32905-2016, example 1."""
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert tag_files.sm3(b"abc") == expected


def test_the_writers_manifest_is_read_and_other_tools_agree(tmp_path: Path) -> None:
    written = write_bag(tmp_path, TOP, PAYLOAD, INFO, with_sm3=True)
    assert set(read_bag(written.path).files) == set(PAYLOAD)
    with zipfile.ZipFile(written.path) as archive:
        text = archive.read(f"{TOP}/{tag_files.SM3_MANIFEST}")
        archive.extractall(tmp_path)
    assert text == tag_files.manifest_text(RIGHT)
    assert bagit.Bag(str(tmp_path / TOP)).is_valid()
    if shutil.which("openssl"):
        said = subprocess.run(
            ["openssl", "dgst", "-sm3", "-r", tmp_path / TOP / "data/application.json"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        assert said.split()[0] == RIGHT["data/application.json"]


def test_the_manifest_is_proved() -> None:
    assert read_bag(with_manifest(tag_files.manifest_text(RIGHT)))
    wrong = RIGHT | {"data/application.json": "00" * 32}
    more = RIGHT | {"data/none.jpg": "00" * 32}
    less = dict(list(RIGHT.items())[1:])
    for text in (wrong, less):
        with pytest.raises(DamagedError):
            read_bag(with_manifest(tag_files.manifest_text(text)))
    with pytest.raises(CutShortError):
        read_bag(with_manifest(tag_files.manifest_text(more)))
    for junk in (b"", b"junk\n"):
        with pytest.raises(DamagedError):
            read_bag(with_manifest(junk))


def test_a_sealed_package_may_have_one(tmp_path: Path) -> None:
    found = opened(sealed_in(tmp_path, order(with_sm3=True)).path)
    assert found.is_complete
