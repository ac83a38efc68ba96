"""Cameras as the dialog knows them, and the one seam through which frames reach a capture session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from poswizard.ui.capture.camera_trouble import CameraTrouble

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaCaptureSession


@dataclass(frozen=True, slots=True)
class CameraDevice:
    """A camera that is connected."""

    id: str
    """By which the system knows it, hexadecimal."""
    name: str


class FrameSource(QObject):
    """Something that gives frames to a capture session."""

    broke = Signal(object)
    """A `CameraTrouble`: no frames will come."""

    def join(self, session: QMediaCaptureSession) -> None:
        """Become the session's source and begin."""
        raise NotImplementedError

    def end(self) -> None:
        """Give no more frames and let the device go."""
        raise NotImplementedError


class Cameras(QObject):
    """The cameras of this machine."""

    changed = Signal()
    """One was plugged in or unplugged."""

    def devices(self) -> Sequence[CameraDevice]:
        """The cameras connected now, the system's usual one first."""
        raise NotImplementedError

    def absence(self) -> CameraTrouble:
        """Why there is none, when there is none."""
        return CameraTrouble.NO_CAMERA

    def source(self, device: CameraDevice) -> FrameSource:
        """The frames of one of them."""
        raise NotImplementedError


class NoCameras(Cameras):
    """A machine on which cameras cannot be used at all."""

    def devices(self) -> Sequence[CameraDevice]:
        return ()

    def absence(self) -> CameraTrouble:
        return CameraTrouble.NO_DRIVER


def cameras_here() -> Cameras:
    """The cameras of this machine; Qt's multimedia is loaded here, at first need."""
    try:
        from poswizard.ui.capture.system_cameras import SystemCameras
    except ImportError:  # a library of the system that Qt's own links to is missing
        return NoCameras()
    return SystemCameras()
