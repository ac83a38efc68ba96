from __future__ import annotations

import os
import socket
import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

from poswizard.documents.intake import Intake, file_bytes
from poswizard.documents.refusal import IntakeError, Refusal
from tests.specimens import (
    encrypted_pdf,
    pdf,
    pdf_without_pages,
    picture,
    png_bomb,
    with_text_bomb,
)

pillow_heif.register_heif_opener()
JPEG = picture()
PNG = picture(kind="PNG")
HEIC = picture(kind="HEIF")


def of_size(heic: bytes, width: int, height: int) -> bytes:
    """A HEIC file that claims another size (box `ispe` of ISO/IEC 23008-12): encoding one takes a minute."""
    at = heic.index(b"ispe") + 8
    return heic[:at] + struct.pack(">II", width, height) + heic[at + 8 :]


BAD_FILES: dict[str, tuple[Callable[[], bytes], str, Refusal]] = {
    "nothing": (lambda: b"", "a.jpg", Refusal.EMPTY),
    "51 MB": (lambda: JPEG + bytes(51 * 1024 * 1024), "a.jpg", Refusal.TOO_LARGE),
    "EPS named .jpg": (lambda: picture(kind="EPS"), "a.jpg", Refusal.OTHER_PICTURE),
    "GIF": (lambda: picture(kind="GIF"), "a.gif", Refusal.OTHER_PICTURE),
    "BMP": (lambda: picture(kind="BMP"), "a.bmp", Refusal.OTHER_PICTURE),
    "TIFF": (lambda: picture(kind="TIFF"), "a.tif", Refusal.OTHER_PICTURE),
    "WebP named .jpg": (lambda: picture(kind="WEBP"), "a.jpg", Refusal.OTHER_PICTURE),
    "HEIC header only": (lambda: b"\0\0\0\x18ftypheic" + bytes(200), "a.heic", Refusal.DAMAGED),
    "HEIC cut in half": (lambda: HEIC[: len(HEIC) // 2], "a.heic", Refusal.DAMAGED),
    "HEIC of 51 megapixels": (lambda: of_size(HEIC, 8500, 6000), "a.heic", Refusal.TOO_MANY_PIXELS),
    "AVIF": (lambda: b"\0\0\0\x18ftypavif" + bytes(200), "a.avif", Refusal.OTHER_PICTURE),
    "a film": (lambda: b"\0\0\0\x18ftypisom" + bytes(200), "a.mp4", Refusal.UNKNOWN_KIND),
    "Word": (lambda: b"PK\x03\x04" + bytes(200), "a.docx", Refusal.OFFICE_DOCUMENT),
    "WPS by name": (lambda: b"?" * 200, "a.wps", Refusal.OFFICE_DOCUMENT),
    "text": ("这不是图片".encode, "a.txt", Refusal.UNKNOWN_KIND),
    "text named .jpg": (lambda: b"not a picture", "a.jpg", Refusal.UNKNOWN_KIND),
    "web page": (lambda: b"<html><img src=x></html>", "a.png", Refusal.UNKNOWN_KIND),
    "JPEG cut to 10 %": (lambda: JPEG[: len(JPEG) // 10], "a.jpg", Refusal.DAMAGED),
    "JPEG cut to 90 %": (lambda: JPEG[: len(JPEG) * 9 // 10], "a.jpg", Refusal.DAMAGED),
    "JPEG of three bytes": (lambda: JPEG[:3], "a.jpg", Refusal.DAMAGED),
    "PNG cut in half": (lambda: PNG[: len(PNG) // 2], "a.png", Refusal.DAMAGED),
    "PNG header only": (lambda: PNG[:8], "a.png", Refusal.DAMAGED),
    "PNG comment bomb": (lambda: with_text_bomb(PNG), "a.png", Refusal.DAMAGED),
    "PNG bomb of 40 GB": (lambda: png_bomb(100_000, 100_000), "a.png", Refusal.TOO_MANY_PIXELS),
    "PNG bomb of 280 MB": (lambda: png_bomb(10_000, 7_000), "a.png", Refusal.TOO_MANY_PIXELS),
    "JPEG of 51 megapixels": (
        lambda: picture(Image.new("L", (8500, 6000))),
        "a.jpg",
        Refusal.TOO_MANY_PIXELS,
    ),
    "locked PDF": (lambda: encrypted_pdf("secret"), "a.pdf", Refusal.NEEDS_PASSWORD),
    "PDF of 21 pages": (lambda: pdf(21), "a.pdf", Refusal.TOO_MANY_PAGES),
    "PDF header only": (lambda: b"%PDF-1.7\n", "a.pdf", Refusal.DAMAGED),
    "PDF cut in half": (lambda: pdf()[:300], "a.pdf", Refusal.DAMAGED),
    "PDF with no pages": (pdf_without_pages, "a.pdf", Refusal.DAMAGED),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused_in_words_and_the_next_good_one_taken(intake: Intake, name: str):
    made, file_name, reason = BAD_FILES[name]
    with pytest.raises(IntakeError) as refused:
        intake.take(made(), file_name)
    assert refused.value.reason is reason
    reader = intake.process_id
    assert len(intake.take(JPEG)) == 1
    assert reader in (None, intake.process_id), "the reader has survived"


@pytest.mark.parametrize("reason", Refusal)
def test_every_refusal_says_what_is_wrong_and_what_to_do(reason: Refusal):
    assert reason.hint
    text = IntakeError(reason).text
    assert text.zh == reason.label.zh + reason.hint.zh
    assert text.en == f"{reason.label.en} {reason.hint.en}"
    assert "PIL" not in text.en


def test_a_refusal_never_names_the_file_or_quotes_it(intake: Intake):
    with pytest.raises(IntakeError) as refused:
        intake.take(b"\xff\xd8\xff 6222020200000000000", "6222020200000000000.jpg")
    assert "6222" not in f"{refused.value!r} {refused.value.cause} {refused.value.text}"


def test_a_file_is_taken_from_disk(intake: Intake, tmp_path: Path):
    path = tmp_path / "门头照 (1).JPG"
    path.write_bytes(JPEG)
    assert len(intake.take_file(path)) == 1


def test_a_giant_file_is_refused_unread(tmp_path: Path):
    path = tmp_path / "a.jpg"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)  # sparse: reading it would take 2 GB of memory
    with pytest.raises(IntakeError) as refused:
        file_bytes(path)
    assert refused.value.reason is Refusal.TOO_LARGE


@pytest.mark.skipif(os.name == "nt", reason="pipes and devices live elsewhere on Windows")
def test_a_pipe_a_socket_a_device_or_a_folder_is_neither_read_nor_waited_for(tmp_path: Path):
    pipe, folder, link = tmp_path / "pipe.jpg", tmp_path / "folder.jpg", tmp_path / "link.jpg"
    os.mkfifo(pipe)
    folder.mkdir()
    link.symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s.jpg"))
    for path in (pipe, folder, link, Path("/dev/zero"), tmp_path / "s.jpg"):
        with pytest.raises(IntakeError) as refused:
            file_bytes(path)
        assert refused.value.reason is Refusal.NOT_A_FILE, path.name


@pytest.mark.parametrize("name", ["missing.jpg", "nul\0.jpg", "n" * 300])
def test_a_file_that_cannot_be_opened_is_refused_in_words(tmp_path: Path, name: str):
    with pytest.raises(IntakeError) as refused:
        file_bytes(tmp_path / name)
    assert refused.value.reason is Refusal.CANNOT_OPEN


def test_the_specimen_eps_would_have_been_opened_by_content():
    # proves that the case above bites: without the list of formats Pillow takes it for an EPS
    with Image.open(BytesIO(picture(kind="EPS"))) as image:
        assert image.format == "EPS"
