"""Checks that only the acquirer can make, on line: nothing can be found here, so what helps is said beforehand."""

from __future__ import annotations

from collections.abc import Iterator

from poswizard.domain.merchant import VerificationMethod
from poswizard.forms.issue import Issue, Level
from poswizard.text import Text
from poswizard.wizard.rehearsal.around import Scene

_FACE = Text(
    "机构还会请本人做人脸认证，五次不过就要转人工：请本人备好手机、摘下帽子口罩，在亮处做",
    "The person is asked for a face check, five tries at most: have a telephone ready, in good light, no mask",
)
_ELEMENTS = Text(
    "姓名、证件号、卡号要由机构联网核对，本机核不了：送出前当面把三项再读一遍",
    "Name, identity number and card are compared on line by the institution: read all three aloud once more",
)
SOURCE = "拉卡拉注册说明（转载）"


def online_issues(scene: Scene) -> Iterator[Issue]:
    """Where the identity was not seen in person, the acquirer's own checks decide."""
    field, method = scene.field("verification.method"), scene.says("verification.method")
    if method is VerificationMethod.VIDEO:
        yield Issue(field, "rehearsal.face_check", Level.INFORMATION, _FACE, SOURCE)
    if method is VerificationMethod.PENDING_ONLINE:
        yield Issue(field, "rehearsal.elements_check", Level.INFORMATION, _ELEMENTS, SOURCE)
