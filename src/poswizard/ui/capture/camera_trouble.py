"""What keeps a camera from giving a picture, in words for whoever stands before it."""

from __future__ import annotations

from poswizard.text import Text, Vocabulary


class CameraTrouble(Vocabulary):
    """Why there is no live picture: the words say what is wrong, the hint what to do."""

    NO_CAMERA = (
        "no_camera",
        Text("没有找到摄像头或高拍仪。", "No camera was found."),
        Text(
            "请插好 USB 线（最好直接插电脑，不经分线器），插好后会自动出现画面。",
            "Plug its cable in, straight into the computer; the picture then appears by itself.",
        ),
    )
    BUSY = (
        "busy",
        Text(
            "摄像头打不开，可能正被其他程序占用。", "The camera cannot be opened: it may be in use."
        ),
        Text(
            "请关闭视频会议、高拍仪自带软件等，再按“再试一次”。",
            "Close video calls and the camera's own program, then try again.",
        ),
    )
    NO_PERMISSION = (
        "no_permission",
        Text(
            "系统不允许本程序使用摄像头。", "The system does not let this program use the camera."
        ),
        Text(
            "请在系统设置的“隐私-摄像头”中允许，或请管理员把您的账户加入 video 组，然后再试一次。",
            "Allow it under Privacy > Camera in the system's settings, or ask the administrator to add "
            "your account to the group video, then try again.",
        ),
    )
    BLACK = (
        "black",
        Text("画面全黑。", "The picture is black."),
        Text(
            "请打开镜头盖或隐私挡片，打开高拍仪的灯；若仍是黑的，请换一个摄像头。",
            "Open the lens cover or privacy shutter and switch the light on; if it stays black, choose "
            "another camera.",
        ),
    )
    NO_PICTURE = (
        "no_picture",
        Text("摄像头已打开，但没有画面。", "The camera is open but sends no picture."),
        Text(
            "请拔下 USB 线重新插好，再试一次；若仍不行，请安装厂家的驱动程序。",
            "Plug its cable in again and retry; if that fails, install its maker's driver.",
        ),
    )
    NO_DRIVER = (
        "no_driver",
        Text(
            "本机缺少使用摄像头的系统组件。", "A part of the system that cameras need is missing."
        ),
        Text(
            "请系统管理员安装（Debian/Ubuntu：libpulse0；Windows N 版：媒体功能包）。",
            "Ask the administrator to install it (Debian/Ubuntu: libpulse0; Windows N: Media Feature "
            "Pack).",
        ),
    )
    UNPLUGGED = (
        "unplugged",
        Text("摄像头已断开。", "The camera has been unplugged."),
        Text(
            "已拍的照片都在。请重新插好，插好后会自动继续。",
            "What was taken is safe. Plug it in again; it goes on by itself.",
        ),
    )

    @property
    def may_pass(self) -> bool:
        """Whether a picture may still come: then the live view stays in sight."""
        return self is CameraTrouble.BLACK
