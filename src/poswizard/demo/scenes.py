"""Specimen photographs of a shop: its front, its inside, its till and its door plate."""

from __future__ import annotations

from random import Random

from poswizard.demo.drawing import RED, Colour, Sheet, developed

_SIZE = (1600, 1200)
_GOODS: tuple[Colour, ...] = (
    *((196, 72, 60), (226, 160, 62), (92, 140, 92)),
    *((70, 112, 160), (150, 96, 150), (228, 208, 170)),
)


def shop_front(name: str) -> bytes:
    """The front with the whole sign and the door frame in view."""
    scene = Sheet(*_SIZE)
    scene.fade((168, 202, 230), (226, 236, 242), (0, 0, 1600, 260))
    scene.fade((196, 186, 174), (172, 160, 148), (0, 160, 1600, 1010))
    scene.fade((150, 150, 152), (112, 112, 116), (0, 1010, 1600, 1200))
    scene.fade((178, 40, 36), (140, 26, 26), (110, 220, 1490, 430))
    scene.pen.rectangle((110, 220, 1490, 430), outline=(90, 18, 18), width=8)
    scene.centre((800, 325), name, min(124, 1240 // max(1, len(name))), 800, (255, 240, 200))
    _awning(scene)
    for box in ((130, 520, 560, 1000), (1040, 520, 1470, 1000)):
        _window(scene, box)
    _door(scene)
    # level and below: across the sign it could not be read
    scene.centre((800, 1120), "样本 SPECIMEN", 90, 700, RED)
    return developed(scene.image)


def interior() -> bytes:
    """The inside: shelves with goods on both sides of an aisle."""
    scene = _room()
    for left, seed in ((60, 3), (1080, 4)):
        _shelves(scene, (left, 330, left + 460, 980), seed)
    scene.pen.rectangle(
        (610, 420, 990, 780), fill=(214, 206, 194), outline=(150, 140, 128), width=6
    )
    scene.centre((800, 560), "欢迎光临", 62, 700, (150, 60, 50))
    scene.centre((800, 660), "明码标价", 44, 500, (90, 84, 78))
    scene.mark(70)
    return developed(scene.image)


def till() -> bytes:
    """The till: counter, terminal, code stand and scanner."""
    scene = _room()
    _shelves(scene, (120, 200, 1480, 640), 7)
    scene.fade((160, 118, 78), (116, 82, 52), (0, 720, 1600, 1200))
    scene.pen.rectangle((0, 700, 1600, 736), fill=(196, 154, 108))
    _terminal(scene, (330, 470))
    _code_stand(scene, (780, 440))
    scene.pen.rounded_rectangle((1120, 560, 1260, 640), 30, fill=(40, 42, 48))
    scene.pen.polygon(((1165, 630), (1225, 630), (1250, 800), (1175, 800)), fill=(52, 54, 60))
    scene.mark(70)
    return developed(scene.image)


def place_of_the_terminal() -> bytes:
    """Where the terminal is to stand: a shelf, and the stand with the code."""
    scene = _room()
    _shelves(scene, (760, 160, 1540, 1000), 11)
    _code_stand(scene, (180, 440))
    scene.mark(70)
    return developed(scene.image)


def terminal_in_place() -> bytes:
    """The terminal where it stands now."""
    scene = _room()
    _terminal(scene, (900, 640))
    _shelves(scene, (60, 160, 640, 1000), 12)
    scene.mark(70)
    return developed(scene.image)


def door_plate(words: str = "样本路1号") -> bytes:
    """The house number beside the door."""
    scene = Sheet(1200, 900, (186, 176, 164))
    for y in range(0, 900, 90):
        scene.pen.line((0, y, 1200, y), fill=(164, 152, 140), width=5)
        for x in range((y // 90 % 2) * 110, 1200, 220):
            scene.pen.line((x, y, x, y + 90), fill=(164, 152, 140), width=5)
    scene.pen.rounded_rectangle((260, 270, 940, 630), 28, fill=(24, 74, 140))
    scene.pen.rounded_rectangle((280, 290, 920, 610), 20, outline=(255, 255, 255), width=6)
    scene.centre((600, 450), words, min(110, 560 // max(1, len(words))), 700, (255, 255, 255))
    scene.mark(70)
    return developed(scene.image)


def _awning(scene: Sheet) -> None:
    for place in range(23):
        left = 110 + place * 60
        colour: Colour = (238, 234, 226) if place % 2 else (186, 52, 46)
        scene.pen.polygon(
            ((left, 430), (left + 60, 430), (left + 60, 486), (left + 30, 504), (left, 486)),
            fill=colour,
        )


def _window(scene: Sheet, box: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = box
    scene.fade((120, 150, 168), (70, 92, 108), box)
    _shelves(scene, (left + 40, top + 150, right - 40, bottom - 20), left)
    scene.pen.rectangle(box, outline=(70, 62, 56), width=14)
    scene.pen.line((left, top + 120, right, top + 120), fill=(70, 62, 56), width=10)


def _door(scene: Sheet) -> None:
    scene.fade((110, 136, 152), (58, 76, 90), (620, 520, 980, 1010))
    scene.pen.rectangle((620, 520, 980, 1010), outline=(60, 52, 46), width=18)
    scene.pen.line((800, 530, 800, 1005), fill=(60, 52, 46), width=14)
    for x in (770, 830):
        scene.pen.line((x, 720, x, 840), fill=(206, 200, 190), width=12)
    scene.pen.rectangle((645, 600, 765, 660), fill=(240, 236, 226))
    scene.centre((705, 630), "营业中", 32, 700, (160, 40, 36))


def _room() -> Sheet:
    scene = Sheet(*_SIZE)
    scene.fade((250, 248, 242), (226, 220, 210), (0, 0, 1600, 900))
    scene.fade((196, 178, 154), (150, 130, 108), (0, 900, 1600, 1200))
    for x in range(-1600, 3200, 200):
        scene.pen.line((800 + (x - 800) * 0.45, 900, x, 1200), fill=(170, 150, 126), width=3)
    for x in (300, 800, 1300):
        scene.pen.rounded_rectangle((x - 130, 60, x + 130, 92), 14, fill=(255, 255, 246))
        scene.pen.line((x, 0, x, 60), fill=(150, 146, 140), width=5)
    return scene


def _shelves(scene: Sheet, box: tuple[int, int, int, int], seed: int) -> None:
    chance = Random(seed)  # noqa: S311 goods on a shelf, not a secret
    left, top, right, bottom = box
    scene.pen.rectangle(box, fill=(142, 112, 82))
    step = max(90, (bottom - top) // 5)
    for shelf in range(top + step, bottom + 1, step):
        x = left + 14
        while (width := chance.randint(26, 62)) + x < right - 10:
            height = chance.randint(step // 2, step - 22)
            colour = chance.choice(_GOODS)
            scene.pen.rounded_rectangle((x, shelf - height, x + width, shelf), 6, fill=colour)
            scene.pen.rectangle(
                (x + 5, shelf - height * 0.6, x + width - 5, shelf - height * 0.35),
                fill=(246, 240, 228),
            )
            x += width + 8
        scene.pen.rectangle((left, shelf, right, shelf + 12), fill=(104, 78, 54))


def _terminal(scene: Sheet, at: tuple[int, int]) -> None:
    x, y = at
    scene.pen.rounded_rectangle((x + 20, y - 90, x + 220, y + 40), 10, fill=(250, 250, 246))
    scene.centre((x + 120, y - 40), "签购单 样本", 26, 500)
    scene.pen.rounded_rectangle((x, y, x + 240, y + 420), 34, fill=(36, 38, 44))
    scene.pen.rounded_rectangle((x + 20, y + 40, x + 220, y + 250), 10, fill=(86, 150, 196))
    scene.centre((x + 120, y + 120), "收款", 46, 700, (255, 255, 255))
    scene.centre((x + 120, y + 190), "¥ 0.01", 44, 600, (255, 255, 255))
    for row in range(3):
        for column in range(3):
            left, top = x + 26 + column * 66, y + 274 + row * 44
            scene.pen.rounded_rectangle((left, top, left + 56, top + 34), 8, fill=(88, 92, 100))


def _code_stand(scene: Sheet, at: tuple[int, int]) -> None:
    x, y = at
    scene.pen.rounded_rectangle((x, y, x + 240, y + 340), 18, fill=(38, 132, 88))
    scene.centre((x + 120, y + 42), "扫码支付", 40, 700, (255, 255, 255))
    scene.code((x + 30, y + 80), "SPECIMEN", 180)
    scene.centre((x + 120, y + 300), "样本", 36, 700, (255, 255, 255))
