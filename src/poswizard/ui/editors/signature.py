"""The editor of a signature: a pad, kept as a picture in the store when the pen rests."""

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
from poswizard.ui.widgets.signature_pad import SignaturePad


class SignatureEditor(Editor):
    """A surface to sign on; the signature is bound to what the applicant was shown."""

    field: Signature

    def __init__(self, field: Signature, desk: Desk) -> None:
        super().__init__(field, desk)
        self.pad = SignaturePad()
        self.pad.signed.connect(self._keep)
        self.pad.cleared.connect(lambda: self.edited.emit(None))
        self.words = QLabel()
        self.words.setProperty("kind", "quiet")
        self.words.hide()
        self._shown: Signed | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pad)
        layout.addWidget(self.words)
        self.watch(self.pad.surface)

    def control(self) -> QWidget:
        return self.pad.surface

    def show_value(self, value: Any, answers: Answers) -> None:
        signed = value if isinstance(value, Signed) else None
        if signed == self._shown:
            return
        if signed is None:
            self.pad.show_signature(None)
        elif self._shown is None or signed.scan != self._shown.scan:
            run(
                partial(self.desk.scans.get, signed.scan),
                then=self.pad.show_signature,
                failed=self._not_there,
            )
        self._shown = signed
        self._say(self.field.show(signed) if signed else "")

    def _not_there(self, error: Exception) -> None:
        """A signature that the store does not have: to be signed again, never a crash."""
        self._say(str(_LOST))

    def _keep(self, png: bytes) -> None:
        run(partial(self.desk.scans.put, png, "image/png"), then=self._kept)

    def _kept(self, digest: str) -> None:
        signed = Signed(
            digest, datetime.now(CHINA_TIME).replace(microsecond=0), self.desk.shown_digest()
        )
        self._shown = signed
        self._say(self.field.show(signed))
        self.edited.emit(signed)

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))


_LOST = Text("签名图片读不出来，请重新签名", "The signature cannot be read: please sign again")
