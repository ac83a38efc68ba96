"""Fronts of shops as people photograph them: with a sign that can be read, and with none."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from poswizard.demo.drawing import Colour, Sheet, developed, font
from tests.documents.specimens import people
from tests.documents.specimens.specimen import Specimen, flat

SIZE = (1600, 1200)
_BOARDS: tuple[tuple[Colour, Colour], ...] = (
    ((170, 36, 32), (255, 240, 200)),
    ((246, 244, 238), (190, 30, 34)),
    ((24, 70, 52), (226, 190, 96)),
    ((28, 28, 30), (248, 248, 246)),
    ((26, 78, 150), (255, 255, 255)),
    ((142, 104, 66), (52, 30, 16)),
    ((244, 200, 40), (176, 26, 24)),
    ((232, 232, 230), (34, 36, 40)),
)
"""Ground and letters."""
_WALLS: tuple[Colour, ...] = ((196, 186, 174), (168, 120, 96), (206, 208, 206), (150, 154, 158))
_NOTICES = ("营业中", "欢迎光临", "推", "拉", "扫码支付", "禁止停车", "小心地滑", "招聘店员")
_BOARD = (90, 190, 1510, 440)
"""Where the sign hangs: left, top, right, bottom."""


def legible(seed: int) -> Specimen:
    """A sign over the whole front, its letters from a twentieth to a tenth of the picture high."""
    chance = Random(f"legible {seed}")  # noqa: S311 specimens
    name = _name(chance)
    scene = _street(chance)
    left, _, right, bottom = _BOARD
    size = min(round(SIZE[1] * chance.uniform(0.05, 0.105)), (right - left - 80) // len(name))
    _board(scene, chance, name, size, bottom)
    return _photo(scene, chance, name)


def unreadable(seed: int) -> Specimen:
    """A front whose sign is missing, empty, covered, out of the picture, far away, or out of focus."""
    chance = Random(f"unreadable {seed}")  # noqa: S311 specimens
    scene = _street(chance)
    return _photo(chance.choice(_SPOILT)(scene, chance), chance, "")


def _name(chance: Random) -> str:
    firm = people.firm(chance).name
    return firm[firm.index("样本") :].removesuffix("有限公司").removesuffix("有限责任公司")


def _street(chance: Random) -> Sheet:
    scene = Sheet(*SIZE)
    wall = chance.choice(_WALLS)
    scene.fade((168, 202, 230), (226, 236, 242), (0, 0, SIZE[0], 160))
    scene.fade(wall, (wall[0] - 24, wall[1] - 24, wall[2] - 24), (0, 160, SIZE[0], 1010))
    scene.fade((150, 150, 152), (112, 112, 116), (0, 1010, SIZE[0], SIZE[1]))
    for left in (110, 1010):
        _window(scene, chance, left)
    _door(scene, chance)
    for _ in range(chance.randrange(4)):
        notice = chance.choice(_NOTICES)
        at = (chance.randrange(160, 560), chance.randrange(560, 960))
        scene.centre(at, notice, chance.randrange(18, 40), 600, chance.choice(_BOARDS)[0])
    return scene


def _window(scene: Sheet, chance: Random, left: int) -> None:
    box = (left, 520, left + 480, 1000)
    scene.fade((120, 150, 168), (70, 92, 108), box)
    for _ in range(40):
        x, y = chance.randrange(left + 20, left + 420), chance.randrange(560, 960)
        colour = tuple(chance.randrange(40, 230) for _ in range(3))
        size = (chance.randrange(20, 60), chance.randrange(24, 80))
        scene.pen.rounded_rectangle((x, y, x + size[0], min(990, y + size[1])), 5, fill=colour)
    scene.pen.rectangle(box, outline=(70, 62, 56), width=14)


def _door(scene: Sheet, chance: Random) -> None:
    scene.fade((110, 136, 152), (58, 76, 90), (640, 520, 960, 1010))
    scene.pen.rectangle((640, 520, 960, 1010), outline=(60, 52, 46), width=18)
    scene.pen.line((800, 530, 800, 1005), fill=(60, 52, 46), width=14)
    scene.centre(
        (720, 640), chance.choice(_NOTICES), chance.randrange(24, 36), 700, (240, 236, 226)
    )
    scene.centre((880, 760), f"电话 028-{chance.randrange(10**7, 10**8)}", 14, 500, (240, 236, 226))


def _board(scene: Sheet, chance: Random, name: str, size: int, bottom: int) -> None:
    ground, letters = chance.choice(_BOARDS)
    left, top, right, _ = _BOARD
    scene.pen.rectangle((left, top, right, bottom), fill=ground, outline=(60, 50, 46), width=8)
    middle = (top + bottom) / 2
    at = (chance.uniform(0.46, 0.54) * SIZE[0], middle + chance.choice((0, -30)))
    scene.centre(at, name, size, chance.choice((500, 700, 900)), letters)
    if at[1] < middle:
        words = f"订货热线 028-{chance.randrange(10**7, 10**8)}"
        scene.centre((SIZE[0] / 2, bottom - 34), words, 30, 500, letters)


def _missing(scene: Sheet, chance: Random) -> Sheet:
    return scene


def _empty(scene: Sheet, chance: Random) -> Sheet:
    _board(scene, chance, "", 60, _BOARD[3])
    return scene


def _covered(scene: Sheet, chance: Random) -> Sheet:
    """A sheet of canvas hangs over most of the letters."""
    _board(scene, chance, _name(chance), 110, _BOARD[3])
    scene.fade((86, 104, 96), (64, 82, 74), (60, 230, 1540, 450))
    return scene


def _cut_off(scene: Sheet, chance: Random) -> Sheet:
    """The picture begins in the middle of the letters' feet."""
    _board(scene, chance, _name(chance), 110, _BOARD[3])
    top = round((_BOARD[1] + _BOARD[3]) / 2 + chance.uniform(15, 40))
    scene.image = scene.image.crop((0, top, *SIZE))
    return scene


def _far(scene: Sheet, chance: Random) -> Sheet:
    """From across a wide street: the letters are hardly a hundredth of the picture high."""
    _board(scene, chance, _name(chance), 90, _BOARD[3])
    width = round(SIZE[0] * chance.uniform(0.1, 0.16))
    small = scene.image.resize((width, width * SIZE[1] // SIZE[0]), Image.Resampling.LANCZOS)
    wide = _street(chance)
    wide.fade((176, 178, 180), (140, 142, 144), (0, 0, *SIZE))
    wide.image.paste(small, (chance.randrange(200, SIZE[0] - width - 200), 520))
    return wide


def _out_of_focus(scene: Sheet, chance: Random) -> Sheet:
    size = chance.randrange(64, 120)
    _board(scene, chance, _name(chance), size, _BOARD[3])
    scene.image = scene.image.filter(ImageFilter.GaussianBlur(size * chance.uniform(0.22, 0.4)))
    return scene


_SPOILT: tuple[Callable[[Sheet, Random], Sheet], ...] = (
    *(_missing, _empty, _covered),
    *(_cut_off, _far, _out_of_focus),
)


def _photo(scene: Sheet, chance: Random, sign: str) -> Specimen:
    turned = scene.image.rotate(
        chance.uniform(-3, 3), Image.Resampling.BICUBIC, fillcolor=(150, 150, 150)
    )
    light = chance.uniform(0.6, 1.1)
    turned = turned.point([min(255, round(level * light)) for level in range(256)] * 3)
    marked = ImageDraw.Draw(turned)
    marked.text((20, turned.height - 34), "样本 SPECIMEN", font=font(20, 700), fill=(240, 220, 60))
    with Image.open(BytesIO(developed(turned)), formats=("JPEG",)) as image:
        image.load()
    return Specimen(image, {"sign": sign} if sign else {}, flat(image), "shop_front")
