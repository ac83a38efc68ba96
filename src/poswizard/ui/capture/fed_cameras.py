"""Cameras whose frames are given to them: a capture session like any other, without a device.

Tests and the demonstration show their specimen papers to these.
"""

from __future__ import annotations

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaCaptureSession, QVideoFrame, QVideoFrameInput

from poswizard.ui.capture.camera_trouble import CameraTrouble
from poswizard.ui.capture.cameras import CameraDevice, Cameras, FrameSource

RATE = 25
"""Frames per second."""


class FedCameras(Cameras):
    """Cameras that look at what they are shown."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self._names = list(names or ("样本摄像头",))
        self._seen = QImage()
        self.sources: list[FedSource] = []
        """Those opened so far, the newest last."""
        self.refusal: CameraTrouble | None = None
        """What each source opened from now on says instead of giving frames."""

    def devices(self) -> Sequence[CameraDevice]:
        return [CameraDevice(name.encode().hex(), name) for name in self._names]

    def source(self, device: CameraDevice) -> FedSource:
        self.sources.append(FedSource(self._seen, self.refusal))
        return self.sources[-1]

    def look_at(self, picture: QImage, is_mirrored: bool = False) -> None:
        """What all of them see from now on; a mirroring driver says of its frames that it does."""
        self._seen = picture
        self.sources = [each for each in self.sources if shiboken6.isValid(each)]
        for each in self.sources:
            each.look_at(picture, is_mirrored)

    def plug(self, *names: str) -> None:
        """Have these cameras and no others."""
        self._names = list(names)
        self.changed.emit()


class FedSource(FrameSource):
    """Sends what it looks at, frame after frame."""

    def __init__(self, seen: QImage, refusal: CameraTrouble | None) -> None:
        super().__init__()
        self._seen, self._is_mirrored = seen, False
        self._refusal = refusal
        self._input = QVideoFrameInput(self)
        self._clock = QTimer(self)
        self._clock.setInterval(1000 // RATE)
        self._clock.timeout.connect(self.send)

    @property
    def is_running(self) -> bool:
        """Whether it gives frames."""
        return self._clock.isActive()

    def look_at(self, picture: QImage, is_mirrored: bool = False) -> None:
        """What it sees from now on."""
        self._seen, self._is_mirrored = picture, is_mirrored

    def send(self) -> None:
        """Give one frame now."""
        if not self._seen.isNull():
            frame = QVideoFrame(self._seen)  # a new one: Qt passes over one it had just before
            frame.setMirrored(self._is_mirrored)
            self._input.sendVideoFrame(frame)

    def join(self, session: QMediaCaptureSession) -> None:
        if self._refusal is not None:
            self.broke.emit(self._refusal)
            return
        session.setVideoFrameInput(self._input)
        self._clock.start()

    def end(self) -> None:
        self._clock.stop()
