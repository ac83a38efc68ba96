"""Which folder is watched: chosen in the settings, for this machine alone."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.capture.preferences import FOLDER, Preferences
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button

WATCHED = Text("监视文件夹（新图片自动出现）", "Watched folder (new pictures appear)")
_NONE = Text("不监视", "None")
_CHOOSE, _FORGET = Text("选择…", "Choose…"), Text("取消监视", "Stop watching")


class FolderChoice(QWidget):
    """Shows the folder, lets another be chosen or none."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self.shown = QLineEdit()
        self.shown.setReadOnly(True)
        self.shown.setPlaceholderText(str(_NONE))
        self.shown.setAccessibleName(str(WATCHED))
        self.choose_button, self.forget_button = button(_CHOOSE), button(_FORGET)
        self.choose_button.clicked.connect(self._choose)
        self.forget_button.clicked.connect(self._forget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current().px(8))
        row.addWidget(self.shown, 1)
        row.addWidget(self.choose_button)
        row.addWidget(self.forget_button)
        self._show()

    def _choose(self) -> None:
        if folder := dialogs.choose_folder(self, WATCHED):
            self._become(str(folder))

    def _forget(self) -> None:
        self._become("")

    def _become(self, folder: str) -> None:
        self._preferences.remember(FOLDER, folder)
        self._show()

    def _show(self) -> None:
        folder = self._preferences.get(FOLDER)
        self.shown.setText(folder)
        self.forget_button.setEnabled(bool(folder))
