"""Frames as they come through a capture session: the newest to look at, the sharpest to keep."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaCaptureSession, QVideoFrame, QVideoSink

from poswizard.ui.capture.camera_trouble import CameraTrouble
from poswizard.ui.capture.cameras import FrameSource
from poswizard.ui.capture.frame_worth import is_black, sharpest

PATIENCE = 6_000
"""Milliseconds until a camera that sends nothing is said to send nothing; slow ones take four."""
RECENT_SECONDS = 0.5
"""How old a frame may be and still be what the person saw when pressing the key."""
MOST_FRAMES = 5

_LOOK_EVERY = 5
"""Frames from one look for darkness to the next."""
_BLACK_LOOKS = 4
"""Black looks in a row before it is said: most cameras begin in the dark."""


class LiveFrames(QObject):
    """One camera in use. What is written must be readable, so no picture is mirrored.

    Cameras that look at the person are marked to be shown mirrored (`QVideoFrame.mirrored`); `paint`
    and Qt's own widgets do so, `toImage`, by which all here is shown and kept, does not.
    """

    came = Signal()
    """There is a new frame."""
    troubled = Signal(object)
    """A `CameraTrouble`, or `None` when it has passed."""

    def __init__(
        self,
        source: FrameSource,
        patience: int = PATIENCE,
        clock: Callable[[], float] = monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        source.setParent(self)
        self._source, self._clock = source, clock
        self._frames: deque[tuple[float, QVideoFrame]] = deque(maxlen=MOST_FRAMES)
        self._count = self._black = 0
        self._trouble: CameraTrouble | None = None
        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self._take_in)
        self._session = QMediaCaptureSession(self)
        self._session.setVideoSink(self._sink)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(patience)
        self._waiting.timeout.connect(self._give_up)
        source.broke.connect(self._say)

    def start(self) -> None:
        """Begin; frames or a trouble follow."""
        self._waiting.start()
        self._source.join(self._session)

    def stop(self) -> None:
        """End, and let the camera and its last frames go."""
        self._waiting.stop()
        self._source.end()
        self._sink.videoFrameChanged.disconnect(self._take_in)
        self._frames.clear()

    @property
    def newest(self) -> QVideoFrame | None:
        """The frame to be looked at."""
        return self._frames[-1][1] if self._frames else None

    def still(self) -> QImage:
        """The sharpest of the last frames, upright and not mirrored; null while there is none."""
        if not self._frames:
            return QImage()
        since = self._clock() - RECENT_SECONDS
        recent = [frame for when, frame in self._frames if when >= since]
        return sharpest(recent or [self._frames[-1][1]]).toImage()

    def _take_in(self, frame: QVideoFrame) -> None:
        if not frame.isValid():
            return
        plain = QVideoFrame(frame)
        self._waiting.start()
        self._frames.append((self._clock(), plain))
        self._watch_darkness(plain)
        self.came.emit()

    def _watch_darkness(self, frame: QVideoFrame) -> None:
        self._count += 1
        if self._count % _LOOK_EVERY:
            return
        self._black = self._black + 1 if is_black(frame) else 0
        if self._black >= _BLACK_LOOKS:
            self._say(CameraTrouble.BLACK)
        elif not self._black:
            self._say(None)

    def _give_up(self) -> None:
        self._say(CameraTrouble.NO_PICTURE)

    def _say(self, trouble: CameraTrouble | None) -> None:
        if trouble is not None and not trouble.may_pass:
            self._waiting.stop()
        if trouble is not self._trouble:
            self._trouble = trouble
            self.troubled.emit(trouble)
