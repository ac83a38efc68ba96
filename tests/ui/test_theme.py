"""Colours can be told apart by everybody, words grow, and the Chinese font has its weights."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QFontInfo, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from poswizard.ui import fonts, icons, theme
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import DARK, HIGH_CONTRAST, LIGHT, Palette, Tone, contrast
from poswizard.ui.style_sheet import style_sheet
from poswizard.ui.theme import Scheme, TextRole, Theme

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK, HIGH_CONTRAST])
WORDS = (Tone.TEXT, Tone.QUIET, Tone.ACCENT, Tone.GOOD, Tone.WARNING, Tone.DANGER)


@PALETTES
@pytest.mark.parametrize("tone", WORDS)
@pytest.mark.parametrize("ground", ["window", "surface", "accent_soft"])
def test_words_stand_out_from_every_ground(palette: Palette, tone: Tone, ground: str) -> None:
    assert contrast(palette.of(tone), getattr(palette, ground)) >= 4.5


@PALETTES
@pytest.mark.parametrize("tone", [Tone.GOOD, Tone.WARNING, Tone.DANGER, Tone.ACCENT])
def test_a_note_can_be_read_on_its_own_ground(palette: Palette, tone: Tone) -> None:
    assert contrast(palette.of(tone), palette.soft(tone)) >= 4.5
    assert contrast(palette.text, palette.soft(tone)) >= 4.5


@PALETTES
def test_words_on_the_accent_can_be_read(palette: Palette) -> None:
    assert contrast(palette.on_accent, palette.accent) >= 4.5
    assert contrast(palette.on_accent, palette.accent_strong) >= 4.5


@PALETTES
@pytest.mark.parametrize("ground", ["window", "surface"])
def test_edges_of_controls_can_be_seen(palette: Palette, ground: str) -> None:
    assert contrast(palette.edge, getattr(palette, ground)) >= 3
    assert contrast(palette.accent, getattr(palette, ground)) >= 3
    assert contrast(palette.faint, getattr(palette, ground)) >= 3


def test_high_contrast_exceeds_seven_to_one() -> None:
    for tone in WORDS:
        assert contrast(HIGH_CONTRAST.of(tone), HIGH_CONTRAST.surface) >= 7


def test_contrast_of_black_and_white_is_twenty_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


@given(st.floats(allow_nan=False, min_value=-10, max_value=10))
def test_the_scale_stays_between_one_and_three(scale: float) -> None:
    assert 1 <= theme.chosen(Scheme.LIGHT, scale).scale <= 3


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0, 3.0])
def test_the_style_sheet_leaves_nothing_to_fill_in(scale: float) -> None:
    sheet = style_sheet(Theme(LIGHT, scale))
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_the_style_sheet_uses_colours_of_its_palette_only() -> None:
    colours = set(re.findall(r"#[0-9a-f]{6}", style_sheet(Theme(DARK))))
    assert colours <= {getattr(DARK, name) for name in Palette._fields if name != "is_dark"}


def test_qt_understands_the_style_sheet(qapp: QApplication, qtlog: object) -> None:
    # Qt warns of a sheet it cannot parse, and a warning fails the test
    theme.apply(qapp, theme.chosen(Scheme.HIGH_CONTRAST, 1.75))
    made = QPushButton("下一步")
    made.setProperty("kind", "primary")
    made.grab()


def test_everything_grows_with_the_scale(qapp: QApplication, qtbot: QtBot) -> None:
    made = QPushButton("下一步：经营信息")
    qtbot.addWidget(made)
    made.ensurePolished()
    small = made.sizeHint()
    theme.apply(qapp, theme.chosen(Scheme.LIGHT, 2))
    made.ensurePolished()
    assert made.sizeHint().height() == pytest.approx(small.height() * 2, abs=4)
    assert made.sizeHint().width() == pytest.approx(small.width() * 2, rel=0.05)


def test_a_change_of_theme_is_told(qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.notice().changed):
        theme.apply(qapp, theme.chosen(Scheme.DARK))
    assert theme.current().palette is DARK


def test_a_wish_of_the_person_outlives_a_change_of_the_system(qapp: QApplication) -> None:
    theme.dress(qapp, Scheme.HIGH_CONTRAST)
    qapp.styleHints().colorSchemeChanged.emit(qapp.styleHints().colorScheme())
    assert theme.current().palette is HIGH_CONTRAST
    theme.follow_system(qapp)
    assert theme.current().palette in (LIGHT, DARK, HIGH_CONTRAST)


def test_chinese_is_set_in_an_upright_screen_font(qapp: QApplication) -> None:
    assert theme.current().family in fonts.GOOD_FAMILIES
    assert QFontInfo(theme.current().font(TextRole.BODY)).family() == theme.current().family


def test_every_weight_of_the_type_scale_is_a_weight_of_its_own(qapp: QApplication) -> None:
    light, normal, medium, strong = (
        _ink(role) for role in (TextRole.FIGURE, TextRole.BODY, TextRole.HEADING, TextRole.STRONG)
    )
    assert light < normal < medium < strong


def test_strong_words_are_drawn_bold_not_smeared(qapp: QApplication) -> None:
    """From weight 700 on Qt thickens what is bold already; that makes Chinese unreadable."""
    assert _ink(TextRole.STRONG) < _ink(TextRole.BODY) * 1.7


def test_the_bundled_font_is_there() -> None:
    assert fonts.bundled_font().is_file()


@pytest.mark.parametrize("glyph", list(Glyph))
def test_every_sign_is_in_the_icon_font(qapp: QApplication, glyph: Glyph) -> None:
    box = icons.outline(glyph).boundingRect()
    assert not box.isEmpty()
    assert 0 <= box.left() <= box.right() <= 256
    assert 0 <= box.top() <= box.bottom() <= 256


def test_no_two_signs_look_the_same(qapp: QApplication) -> None:
    assert len({glyph.value for glyph in Glyph}) == len(list(Glyph))


def test_an_icon_follows_the_theme(qapp: QApplication) -> None:
    sign = icons.icon(Glyph.COMPLETE, Tone.GOOD)
    assert _colour_of(sign.pixmap(32).toImage()) == QColor(LIGHT.good)
    theme.apply(qapp, theme.chosen(Scheme.DARK))
    assert _colour_of(sign.pixmap(32).toImage()) == QColor(DARK.good)


def test_an_icon_is_sharp_on_a_dense_screen(qapp: QApplication) -> None:
    picture = icons.pixmap(Glyph.LOCK, Tone.TEXT, 18, 2.0)
    assert picture.width() == 36
    assert picture.deviceIndependentSize().width() == 18


def test_labels_restyle_with_the_theme(qapp: QApplication, qtbot: QtBot) -> None:
    made = QLabel("提示")
    made.setProperty("kind", "quiet")
    qtbot.addWidget(made)
    made.ensurePolished()
    theme.apply(qapp, theme.chosen(Scheme.DARK))
    made.ensurePolished()
    assert made.palette().color(made.foregroundRole()) == QColor(DARK.quiet)


def _ink(role: TextRole) -> float:
    """How much of a line of Chinese is ink, at the same size for every role."""
    font = theme.current().font(role)
    font.setPixelSize(15)
    page = QImage(200, 40, QImage.Format.Format_Grayscale8)
    page.fill(255)
    painter = QPainter(page)
    painter.setFont(font)
    painter.drawText(4, 28, "办件今天要做国结算")
    painter.end()
    return sum(255 - value for value in bytes(page.constBits())) / 255


def _colour_of(picture: QImage) -> QColor:
    """The colour of the first opaque pixel."""
    for y in range(picture.height()):
        for x in range(picture.width()):
            colour = picture.pixelColor(x, y)
            if colour.alpha() == 255:
                return colour
    raise AssertionError("nothing is painted")
