"""Why nothing could be read from a picture, and what to do about it.

ReadingError    nothing was read; `reason` is one of `ReadingFailed`, `text` says it in full
"""

from __future__ import annotations

from poswizard.text import Text, Vocabulary


class ReadingFailed(Vocabulary):
    """Every reason why a picture was not read; the application goes on without suggestions."""

    STOPPED = (
        "stopped",
        Text(
            "识别程序意外停止，这张图片没有识别。", "The reader stopped; this picture was not read."
        ),
        Text(
            "图片已保存，不受影响；请照图片手工填写，或再点一次“识别”。",
            "The picture is kept. Type what it says, or ask to read it once more.",
        ),
    )
    TOO_SLOW = (
        "too_slow",
        Text("识别超时，这张图片没有识别。", "Reading took too long and was given up."),
        Text(
            "请关闭其他占用电脑的程序后再试，或照图片手工填写。",
            "Close other programs and try again, or type what the picture says.",
        ),
    )
    MISSING = (
        "missing",
        Text("识别程序无法启动。", "The reader does not start."),
        Text(
            "请照图片手工填写；重启本程序后仍如此，请联系技术支持重新安装。",
            "Type what the picture says. If a restart does not help, have the program reinstalled.",
        ),
    )
    NOT_A_PICTURE = (
        "not_a_picture",
        Text("这张图片无法解码，没有识别。", "This picture cannot be decoded and was not read."),
        Text("请重新拍摄或重新选择文件。", "Take it again or choose another file."),
    )
    CANCELLED = (
        "cancelled",
        Text("已取消识别。", "Reading was cancelled."),
        Text("需要时请再点一次“识别”。", "Ask to read it again when it is needed."),
    )


class ReadingError(Exception):
    """Nothing was read; `reason` is stable, `text` tells a person what is wrong and what to do.

    `cause` is for the log: the name of an exception or an exit code, never what a document says.
    """

    def __init__(self, reason: ReadingFailed, cause: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.cause = cause

    @property
    def text(self) -> Text:
        """What is wrong, then what to do."""
        remedy = self.reason.hint
        return self.reason.label + Text("", " ") + remedy if remedy else self.reason.label
