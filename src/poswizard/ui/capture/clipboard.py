"""What lies on the clipboard, as files or as the bytes of a picture that nobody has decoded yet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage

from poswizard.text import Text

_FORMATS = ("image/jpeg", "image/png", "image/heic", "application/pdf")
"""Those that intake reads, before those of which it can only say that it does not."""
NOTHING = Text(
    "剪贴板里没有图片。请先复制图片或文件（微信里：右键图片-复制），再粘贴。",
    "There is no picture on the clipboard. Copy a picture or a file first, then paste.",
)


def files_on(data: QMimeData) -> list[Path]:
    """The local files that were copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def picture_on(data: QMimeData) -> bytes | None:
    """The bytes of a copied picture, as they came where that is possible: intake decodes them.

    Only where a system hands over nothing but bare pixels (Windows) are they packed as PNG.
    """
    forms = [form for form in data.formats() if form.startswith(("image/", "application/pdf"))]
    for form in sorted(forms, key=lambda form: form not in _FORMATS):
        return bytes(data.data(form).data())  # what intake does not read it refuses with words
    picture = data.imageData() if data.hasImage() else None
    return _as_png(picture) if isinstance(picture, QImage) and not picture.isNull() else None


def _as_png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG", 90)  # pyright: ignore[reportCallIssue, reportArgumentType]
    return bytes(buffer.data().data())
