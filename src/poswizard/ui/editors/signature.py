"""The editor of a signature: a pad, or a photograph of one; kept as a picture in the store when the pen rests."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from poswizard.forms.answers import Answers
from poswizard.forms.kinds import CHINA_TIME
from poswizard.forms.rich_kinds import Signature, Signed
from poswizard.text import Text
from poswizard.ui.background import run
from poswizard.ui.editors.editor import Desk, Editor
from poswizard.ui.editors.signature_photo import SignaturePhoto
from poswizard.ui.widgets.signature_pad import SignaturePad


class SignatureEditor(Editor):
    """A surface to sign on; the signature is bound to what the applicant was shown."""

    field: Signature

    def __init__(self, field: Signature, desk: Desk) -> None:
        super().__init__(field, desk)
        self.pad = SignaturePad()
        self.pad.signed.connect(self._keep)
        self.pad.cleared.connect(self._clear)
        self.words = QLabel()
        self.words.setProperty("kind", "quiet")
        self.words.hide()
        self._shown: Signed | None = None
        self._is_photo = False
        self.photo: SignaturePhoto | None = None
        """Made when a signature is first to come from a picture."""
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.addWidget(self.pad)
        self._lines.addWidget(self.words)
        self.watch(self.pad.surface)

    def control(self) -> QWidget:
        return self.photo.choose if self.photo and self._is_photo else self.pad.surface

    def show_value(self, value: Any, answers: Answers) -> None:
        signed = value if isinstance(value, Signed) else None
        switched = self._switch(self.field.photographed.holds(answers))
        if signed == self._shown and not switched:
            return
        if signed is None:
            self._show_picture(None)
        elif switched or self._shown is None or signed.scan != self._shown.scan:
            run(
                partial(self.desk.scans.get, signed.scan),
                then=self._show_picture,
                failed=self._not_there,
            )
        self._shown = signed
        self._say(self.field.show(signed) if signed else "")

    def _switch(self, is_photo: bool) -> bool:
        """Pad or photograph; whether it was the other before."""
        if is_photo == self._is_photo:
            return False
        self._is_photo = is_photo
        if self.photo is None:
            self.photo = SignaturePhoto(self.field.label, self.desk)
            self.photo.taken.connect(self._keep)
            self.photo.cleared.connect(self._clear)
            self._lines.insertWidget(0, self.photo)
            self.watch(self.photo.camera, self.photo.choose)
        self.pad.setVisible(not is_photo)
        self.photo.setVisible(is_photo)
        return True

    def _clear(self) -> None:
        self.edited.emit(None)

    def _show_picture(self, png: bytes | None) -> None:
        if self.photo and self._is_photo:
            self.photo.show_signature(png)
        else:
            self.pad.show_signature(png)

    def _not_there(self, error: Exception) -> None:
        """A signature that the store does not have: to be signed again, never a crash."""
        self._say(str(_LOST))

    def _keep(self, png: bytes) -> None:
        run(partial(self.desk.scans.put, png, "image/png"), then=self._kept)

    def _kept(self, digest: str) -> None:
        now = datetime.now(CHINA_TIME).replace(microsecond=0)
        signed = Signed(digest, now, self.desk.shown_digest(self.field))
        self._shown = signed
        self._say(self.field.show(signed))
        self.edited.emit(signed)

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))


_LOST = Text("签名图片读不出来，请重新签名", "The signature cannot be read: please sign again")
