"""The cameras that the system knows, by Qt's multimedia. Imported when a camera is first wanted."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCameraPermission, QCoreApplication, Qt
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QCameraFormat,
    QMediaCaptureSession,
    QMediaDevices,
)

from poswizard.ui.capture.camera_trouble import CameraTrouble
from poswizard.ui.capture.cameras import CameraDevice, Cameras, FrameSource

log = logging.getLogger(__name__)

LEAST_RATE = 4.0
"""Frames per second below which a live view is no use for placing a paper."""
MOST_PIXELS = 20_000_000
"""A picture larger than this only makes the live view slow."""

_GOOD_RATE = 12.0


class SystemCameras(Cameras):
    """Cameras that are plugged in."""

    def __init__(self) -> None:
        super().__init__()
        self._watch = QMediaDevices(self)
        self._watch.videoInputsChanged.connect(self.changed)

    def devices(self) -> Sequence[CameraDevice]:
        usual = QMediaDevices.defaultVideoInput()
        found = sorted(QMediaDevices.videoInputs(), key=lambda device: device != usual)
        return [CameraDevice(_id(each), each.description()) for each in found]

    def absence(self) -> CameraTrouble:
        is_barred = _is_denied() or any(not _may_use(path) for path in _nodes())
        return CameraTrouble.NO_PERMISSION if is_barred else CameraTrouble.NO_CAMERA

    def source(self, device: CameraDevice) -> FrameSource:
        found = (each for each in QMediaDevices.videoInputs() if _id(each) == device.id)
        return CameraSource(next(found, QCameraDevice()))


class CameraSource(FrameSource):
    """The frames of one camera at its finest useful resolution."""

    def __init__(self, device: QCameraDevice) -> None:
        super().__init__()
        self._device = device
        self._camera = QCamera(device, self)
        self._camera.errorOccurred.connect(self._tell)
        if best := finest(device.videoFormats()):
            self._camera.setCameraFormat(best)
        # a card is nearer than a face; where the lens cannot move this is ignored
        self._camera.setFocusMode(QCamera.FocusMode.FocusModeAutoNear)

    def join(self, session: QMediaCaptureSession) -> None:
        if self._device.isNull():
            self.broke.emit(CameraTrouble.UNPLUGGED)
            return
        if _is_denied():
            self.broke.emit(CameraTrouble.NO_PERMISSION)
            return
        session.setCamera(self._camera)
        self._camera.start()

    def end(self) -> None:
        self._camera.stop()

    def _tell(self, error: QCamera.Error, words: str) -> None:
        # the words are the driver's, in its own language; which device it was is nobody's business
        log.info("camera failed: %s", error.name)
        if self._device not in QMediaDevices.videoInputs():
            self.broke.emit(CameraTrouble.UNPLUGGED)
        elif not all(_may_use(path) for path in _nodes()):
            self.broke.emit(CameraTrouble.NO_PERMISSION)
        else:
            self.broke.emit(CameraTrouble.BUSY)


def finest(formats: Sequence[QCameraFormat]) -> QCameraFormat | None:
    """The format with the most pixels that still shows movement; `None` leaves it to the system."""
    useful = [
        each
        for each in formats
        if each.maxFrameRate() >= LEAST_RATE and _pixels(each) <= MOST_PIXELS
    ]
    return max(useful, key=_worth, default=None)


def _worth(form: QCameraFormat) -> tuple[int, float]:
    return _pixels(form), min(form.maxFrameRate(), _GOOD_RATE)


def _pixels(form: QCameraFormat) -> int:
    return form.resolution().width() * form.resolution().height()


def _id(device: QCameraDevice) -> str:
    return bytes(device.id().data()).hex()


def _is_denied() -> bool:
    """Whether the system has been told to keep this program from cameras (Windows, macOS)."""
    program = QCoreApplication.instance()
    return (
        program is not None
        and program.checkPermission(QCameraPermission()) == Qt.PermissionStatus.Denied
    )


def _nodes() -> list[Path]:
    return sorted(Path("/dev").glob("video*")) if sys.platform == "linux" else []


def _may_use(node: Path) -> bool:
    return os.access(node, os.R_OK | os.W_OK)
