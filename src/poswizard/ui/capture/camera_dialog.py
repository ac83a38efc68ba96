"""The camera dialog: place the paper, press space, go on; or the reason why not and another way."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QBuffer, QIODevice, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from poswizard.documents.quad import Shape
from poswizard.text import Text
from poswizard.ui.background import run
from poswizard.ui.capture.camera_trouble import CameraTrouble
from poswizard.ui.capture.camera_view import CameraView
from poswizard.ui.capture.cameras import CameraDevice, Cameras
from poswizard.ui.capture.live_frames import PATIENCE, LiveFrames
from poswizard.ui.capture.preferences import CAMERA, Preferences
from poswizard.ui.capture.scrolling import Scrolling, show_names, two_panes
from poswizard.ui.capture.taken_list import Taken, TakenList
from poswizard.ui.capture.trouble_pane import TroublePane
from poswizard.ui.icons import Glyph
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, label
from poswizard.ui.widgets.ways_row import Way

_QUALITY = 97
"""Of the JPEG that goes to intake, which makes the kept picture of it: above what the eye sees."""

_TITLE = Text("拍摄：{0}", "Camera: {0}")
_TAKE = Text("拍摄", "Take")
_DONE = Text("完成", "Done")
_DEVICE, _SHAPE = Text("摄像头", "Camera"), Text("取景框", "Frame")
_TIPS = Text(
    "放进框内，四角都要看得见。\n镜头与证件平行，避开灯光反光。\n按空格拍摄，可连拍多张。",
    "Inside the frame, all four corners visible.\nLens parallel to the paper, no lamp reflected.\n"
    "Space takes; take as many as needed.",
)


class CameraDialog(QDialog):
    """A live picture. It keeps nothing itself: each picture goes out by `taken` at once."""

    taken = Signal(object)
    """JPEG bytes, as large as the camera gives, never mirrored."""
    way_wanted = Signal(object)
    """A `Way` to take instead; the dialog has closed."""

    def __init__(
        self,
        parent: QWidget | None,
        what: Text,
        shape: Shape,
        cameras: Cameras,
        preferences: Preferences,
        patience: int = PATIENCE,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(_TITLE.format(what)))
        self._cameras, self._preferences, self._patience = cameras, preferences, patience
        self._live: LiveFrames | None = None
        self._has_room = True
        self.trouble: CameraTrouble | None = None
        """What is wrong now."""
        self.view = CameraView()
        self.pane = TroublePane((Way.SCANNER, Way.FILE))
        self.stack = QStackedWidget()
        self.device_box, self.shape_box = QComboBox(), QComboBox()
        self.take_button = button(_TAKE, "primary", Glyph.CAMERA, "Space")
        self.done_button = button(_DONE, keys="Esc")
        self.list = TakenList()
        self._fill_shapes(shape)
        self._lay_out()
        self._join()
        self._list_devices()
        self._begin()

    def set_room(self, pages: int) -> None:
        """How many more pages the document takes."""
        self._has_room = pages > 0
        self.list.show_full(not self._has_room)
        self._allow()

    def show_taken(self, taken: Taken) -> None:
        """A picture was kept."""
        self.list.add(taken)

    def take(self) -> None:
        """Keep the sharpest picture of just now."""
        if self._live is None or not self.take_button.isEnabled():
            return
        still = self._live.still()
        if not still.isNull():
            self.list.show_working()
            run(partial(as_jpeg, still), then=self._pass_on)

    def done(self, result: int) -> None:
        self._stop()
        super().done(result)

    def _pass_on(self, data: bytes) -> None:
        self.taken.emit(data)

    @property
    def _device(self) -> CameraDevice | None:
        index = self.device_box.currentIndex()
        return self._devices[index] if index >= 0 else None

    def _begin(self) -> None:
        """Open the chosen camera, or say why none can be."""
        self._stop()
        device = self._device
        if device is None:
            self._tell(self._cameras.absence())
            return
        self._tell(None)
        self._live = live = LiveFrames(self._cameras.source(device), self._patience, parent=self)
        live.came.connect(self._show_newest)
        live.troubled.connect(self._tell)
        live.start()

    def _stop(self) -> None:
        if self._live is not None:
            self._live.came.disconnect(self._show_newest)
            self._live.troubled.disconnect(self._tell)
            self._live.stop()
            self._live.deleteLater()
            self._live = None
        self.view.show_frame(None)

    def _show_newest(self) -> None:
        if self._live is not None:
            is_first = not self.take_button.isEnabled()
            self.view.show_frame(self._live.newest)
            if is_first:
                self._allow()

    def _tell(self, trouble: CameraTrouble | None) -> None:
        self.trouble = trouble
        blocks = trouble is not None and not trouble.may_pass
        self.stack.setCurrentIndex(1 if blocks else 0)
        self.view.show_words(trouble.label + (trouble.hint or trouble.label) if trouble else None)
        if trouble is not None and blocks:
            self.pane.show_trouble(trouble.label, trouble.hint or trouble.label, Glyph.NO_CAMERA)
        self._allow()
        (self.pane.again if blocks else self.view).setFocus()

    def _allow(self) -> None:
        is_live = self._live is not None and self._live.newest is not None
        self.take_button.setEnabled(is_live and self._has_room and self.trouble is None)

    def _list_devices(self) -> None:
        self._devices = devices = self._cameras.devices()
        chosen = _remembered(devices, self._preferences.get(CAMERA))
        show_names(self.device_box, [device.name for device in devices], chosen)
        self.device_box.setEnabled(len(devices) > 1)

    def _plugged(self) -> None:
        """The cameras have changed: go on with the one in use, or begin with what there is."""
        before = self._device
        self._list_devices()
        if before is not None and before in self._devices and self.trouble is None:
            self.device_box.setCurrentIndex(list(self._devices).index(before))
            return
        self._begin()
        if before is not None and not self._devices:
            self._tell(CameraTrouble.UNPLUGGED)

    def _choose_device(self) -> None:
        if self._device is not None:
            self._preferences.remember(CAMERA, _memo(self._device))
        self._begin()

    def _choose_shape(self) -> None:
        self.view.show_shape(list(Shape)[self.shape_box.currentIndex()])
        self.view.setFocus()

    def _go_elsewhere(self, way: Way) -> None:
        self.reject()
        self.way_wanted.emit(way)

    def _fill_shapes(self, shape: Shape) -> None:
        for each in Shape:
            self.shape_box.addItem(str(each.label))
        self.shape_box.setCurrentIndex(list(Shape).index(shape))
        self.view.show_shape(shape)

    def _join(self) -> None:
        self.view.take_wanted.connect(self.take)
        self.take_button.clicked.connect(self.take)
        self.take_button.setDefault(True)
        self.done_button.clicked.connect(self.accept)
        self.device_box.activated.connect(self._choose_device)
        self.shape_box.activated.connect(self._choose_shape)
        self.pane.again_wanted.connect(self._try_again)
        self.pane.way_wanted.connect(self._go_elsewhere)
        self._cameras.changed.connect(self._plugged)

    def _try_again(self) -> None:
        self._list_devices()
        self._begin()

    def _lay_out(self) -> None:
        px = current().px
        self.stack.addWidget(self.view)
        self.stack.addWidget(Scrolling(self.pane))
        left = QVBoxLayout()
        left.setSpacing(px(12))
        left.addWidget(self.stack, 1)
        self.take_button.setMinimumSize(px(200), px(44))
        left.addWidget(self.take_button, alignment=Qt.AlignmentFlag.AlignHCenter)
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, px(12), 0)
        right.setSpacing(px(8))
        for words, box in ((_DEVICE, self.device_box), (_SHAPE, self.shape_box)):
            box.setAccessibleName(str(words))
            right.addWidget(label(words, "strong"))
            right.addWidget(box)
        right.addWidget(label(_TIPS, "quiet"))
        right.addSpacing(px(8))
        right.addWidget(self.list, 1)
        two_panes(self, left, side, self.done_button)


def as_jpeg(picture: QImage) -> bytes:
    """A picture as JPEG bytes, in memory alone."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "JPG", _QUALITY)  # pyright: ignore[reportCallIssue, reportArgumentType]
    return bytes(buffer.data().data())


def _memo(device: CameraDevice) -> str:
    return f"{device.id} {device.name}"


def _remembered(devices: Sequence[CameraDevice], memo: str) -> int:
    """Which of them was used last: the very one, or one of its name in another socket."""
    known_id, _, name = memo.partition(" ")
    ranks = [
        (each.name == name) + 2 * (each.name == name and each.id == known_id) for each in devices
    ]
    return ranks.index(max(ranks)) if ranks else -1
