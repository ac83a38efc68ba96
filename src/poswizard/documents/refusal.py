"""Why a file cannot become a page of an application, and what to do about it.

IntakeError   the file is not taken; `reason` is one of `Refusal`, `text` says it in full
"""

from __future__ import annotations

from poswizard.text import Text, Vocabulary

MAX_FILE_MEGABYTES = 50
MAX_PAGES = 20
"""Of a PDF that is taken at once, and that may be chosen of a longer one."""
MAX_PAGES_TO_CHOOSE = 100
"""Of a PDF whose pages are shown to be chosen from."""
MAX_MEGAPIXELS = 50


class Refusal(Vocabulary):
    """Every reason to refuse a file: the words say what is wrong, the hint what to do."""

    EMPTY = (
        "empty",
        Text("文件是空的。", "The file is empty."),
        Text(
            "请重新拍照或重新传送后再选择。",
            "Take the picture or copy the file again, then choose it.",
        ),
    )
    TOO_LARGE = (
        "too_large",
        Text(
            f"文件超过 {MAX_FILE_MEGABYTES} MB。",
            f"The file is larger than {MAX_FILE_MEGABYTES} MB.",
        ),
        Text(
            "请选择照片本身（通常不到 10 MB），而不是视频或压缩包。",
            "Choose the picture itself (usually under 10 MB), not a video or an archive.",
        ),
    )
    NOT_A_FILE = (
        "not_a_file",
        Text("选择的不是普通文件。", "What was chosen is not an ordinary file."),
        Text("请选择照片或 PDF 文件。", "Choose a picture or a PDF file."),
    )
    CANNOT_OPEN = (
        "cannot_open",
        Text("无法打开该文件。", "The file cannot be opened."),
        Text(
            "请确认文件仍在原处、未被其他程序占用，且您有读取权限。",
            "Check that it is still there, that no other program holds it and that you may read it.",
        ),
    )
    OTHER_PICTURE = (
        "other_picture",
        Text("不支持这种图片格式。", "This kind of picture cannot be read."),
        Text(
            "请用看图软件另存为 JPEG 或 PNG。",
            "Open it in a picture viewer and save it as JPEG or PNG.",
        ),
    )
    OFFICE_DOCUMENT = (
        "office_document",
        Text(
            "这是办公文档或压缩包，不是图片。",
            "This is an office document or an archive, not a picture.",
        ),
        Text(
            "请打印或导出为 PDF，或给纸质文件拍照。",
            "Export it as PDF, or take a picture of the paper.",
        ),
    )
    UNKNOWN_KIND = (
        "unknown_kind",
        Text("文件不是图片也不是 PDF。", "The file is neither a picture nor a PDF."),
        Text("请选择 JPEG、PNG、HEIC 或 PDF 文件。", "Choose a JPEG, PNG, HEIC or PDF file."),
    )
    DAMAGED = (
        "damaged",
        Text(
            "文件已损坏或不完整，无法读取。",
            "The file is damaged or incomplete and cannot be read.",
        ),
        Text(
            "请重新拍照或重新扫描；若经微信传送，请选择“原图”再传一次。",
            "Take or scan it again; if it came by chat, have it sent again as the original.",
        ),
    )
    TOO_MANY_PIXELS = (
        "too_many_pixels",
        Text(
            f"图片尺寸超过 {MAX_MEGAPIXELS * 100} 万像素。",
            f"The picture has more than {MAX_MEGAPIXELS} megapixels.",
        ),
        Text(
            "请改用普通照相模式重拍，或缩小后再选择。",
            "Retake it in ordinary photo mode, or make it smaller.",
        ),
    )
    NEEDS_PASSWORD = (
        "needs_password",
        Text("该 PDF 有密码保护。", "The PDF is protected by a password."),
        Text(
            "请让对方提供没有密码的 PDF，或打印后拍照。",
            "Ask for a PDF without a password, or print it and take a picture.",
        ),
    )
    TOO_MANY_PAGES = (
        "too_many_pages",
        Text(f"该 PDF 超过 {MAX_PAGES} 页。", f"The PDF has more than {MAX_PAGES} pages."),
        Text(
            "请只保留需要的页后再选择。",
            "Keep only the pages that are needed, then choose it again.",
        ),
    )
    TOO_SLOW = (
        "too_slow",
        Text("读取该文件用时过长，已停止。", "Reading the file took too long and was stopped."),
        Text(
            "草稿不受影响。请重新拍照，或改用较小、较简单的文件。",
            "The draft is unharmed. Take a new picture, or use a smaller, simpler file.",
        ),
    )
    TOO_MUCH_MEMORY = (
        "too_much_memory",
        Text(
            "读取该文件占用内存过多，已停止。",
            "Reading the file took too much memory and was stopped.",
        ),
        Text(
            "草稿不受影响。请缩小图片，或重新拍照。",
            "The draft is unharmed. Make the picture smaller, or take a new one.",
        ),
    )
    READER_STOPPED = (
        "reader_stopped",
        Text(
            "读取该文件时，读图程序意外停止；文件可能有问题，未被采用。",
            "The picture reader stopped while reading this file; it may be faulty and was not taken.",
        ),
        Text(
            "草稿不受影响，读图程序会自动重启。请重新拍照或换一个文件。",
            "The draft is unharmed and the reader restarts by itself. Take a new picture instead.",
        ),
    )
    READER_MISSING = (
        "reader_missing",
        Text("读图程序无法启动。", "The picture reader does not start."),
        Text(
            "请重启本程序；若仍如此，请关闭其他程序释放内存，或联系技术支持重新安装。",
            "Restart the program; if that does not help, free memory or have the program reinstalled.",
        ),
    )
    CANCELLED = (
        "cancelled",
        Text("已取消读取。", "Reading was cancelled."),
        Text("需要时请重新选择文件。", "Choose the file again when it is needed."),
    )
    CANNOT_FIT = (
        "cannot_fit",
        Text(
            "图片无法同时满足服务商的大小要求。",
            "The picture cannot be brought within the provider's size limits.",
        ),
        Text("请重新拍摄一张清晰的照片。", "Take a new, sharp picture."),
    )


class IntakeError(Exception):
    """A file was refused; `reason` is stable, `text` tells a person what is wrong and what to do.

    `cause` is the name of the decoder's exception or signal, for the log; never file content.
    """

    def __init__(self, reason: Refusal, cause: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.cause = cause

    @property
    def text(self) -> Text:
        """What is wrong, then what to do."""
        remedy = self.reason.hint
        return self.reason.label + Text("", " ") + remedy if remedy else self.reason.label
