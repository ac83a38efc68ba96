"""The one style sheet of the program, built from the theme in force.

Widgets say what they are by the properties `kind` (card, title, primary …), `tone` (danger …) and
`problem` (error, warning); the sheet says how that looks.
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from poswizard.ui import indicators
from poswizard.ui.palette import Palette

if TYPE_CHECKING:
    from poswizard.ui.theme import Theme

_LENGTHS = range(1, 41)
_WIDEST_DIALOG = 640
"""Pixels of a message; Qt cuts off what does not fit half a small screen."""
BOLD = 650
"""Takes the bold face of a font; from 700 on Qt thickens a variable font's bold once more."""
_SIZES = {"small": 13, "body": 15, "heading": 17, "title": 23, "figure": 30}


def style_sheet(theme: Theme) -> str:
    """The sheet for a theme: lengths `${n}` are pixels at 100 %, `$name` are palette colours."""
    values: dict[str, str] = {f"p{n}": f"{theme.px(n)}px" for n in _LENGTHS}
    values["dialog"] = f"{min(theme.px(420), _WIDEST_DIALOG)}px"
    values["bold"] = str(BOLD)
    values |= {f"size_{name}": f"{theme.px(size)}px" for name, size in _SIZES.items()}
    colours = (name for name in Palette._fields if name != "is_dark")
    values |= {name: getattr(theme.palette, name) for name in colours}
    values["signs"] = indicators.folder(theme.palette)
    return Template(_WORDS + _BUTTONS + _FIELDS + _GROUNDS + _PARTS).substitute(values)


_WORDS = """
QLabel[kind="small"], QLabel[kind="quiet"] { font-size: $size_small; }
QLabel[kind="quiet"] { color: $quiet; }
QLabel[kind="strong"] { font-weight: $bold; }
QLabel[kind="heading"] { font-size: $size_heading; font-weight: 500; }
QLabel[kind="title"] { font-size: $size_title; font-weight: 500; }
QLabel[kind="figure"] { font-size: $size_figure; font-weight: 300; }
QLabel[kind="code"] { font-size: $size_heading; font-weight: $bold; }
QLabel[tone="quiet"] { color: $quiet; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="warning"] { color: $warning; }
QLabel[tone="danger"] { color: $danger; }
"""

_BUTTONS = """
QPushButton, QToolButton {
    background: $surface; color: $text; border: 1px solid $edge; border-radius: $p6;
    padding: $p7 $p15; min-height: $p24;
}
QToolButton { padding: $p5; min-height: $p22; icon-size: $p18; min-width: $p22; }
QPushButton:hover, QToolButton:hover { background: $accent_soft; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:disabled, QToolButton:disabled { color: $faint; border-color: $line; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: $p6 $p14; }
QToolButton:focus { padding: $p4; }
QPushButton[kind="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 500;
}
QPushButton[kind="primary"]:hover { background: $accent_strong; border-color: $accent_strong; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled {
    background: $window; border-color: $line; color: $faint;
}
QPushButton[kind="danger"] {
    background: $danger_soft; color: $danger; border-color: $danger; font-weight: 500;
}
QPushButton[kind="link"] {
    background: transparent; color: $accent; border: 1px solid transparent; padding: $p3 $p2;
    text-align: left; min-height: $p20;
}
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 1px solid $accent; border-radius: $p4; }
QPushButton[kind="chip"] {
    color: $quiet; border-color: $line; border-radius: $p13; padding: $p2 $p14; min-height: $p22;
}
QPushButton[kind="chip"]:hover { color: $text; border-color: $edge; }
QPushButton[kind="chip"]:checked {
    background: $accent_soft; color: $accent; border: 1px solid $accent; font-weight: 500;
}
QPushButton[kind="chip"]:focus { border: 2px solid $accent; padding: $p1 $p13; }
QToolButton[kind="quiet"], QPushButton[kind="quiet"] {
    background: transparent; border: 1px solid transparent; color: $quiet;
}
QToolButton[kind="quiet"]:hover, QPushButton[kind="quiet"]:hover {
    background: $accent_soft; color: $text;
}
QToolButton[kind="quiet"]:disabled, QPushButton[kind="quiet"]:disabled,
QPushButton[kind="link"]:disabled { color: $faint; }
QToolButton[kind="quiet"]:focus, QPushButton[kind="quiet"]:focus { border: 2px solid $accent; }
QToolButton::menu-indicator { image: none; }
QFrame[kind="note"] QPushButton[kind="link"] { font-size: $size_small; }
QLineEdit QToolButton { background: transparent; border: none; padding: 0; min-height: 0; min-width: 0; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox {
    background: $surface; color: $text; border: 1px solid $edge; border-radius: $p6;
    padding: $p7 $p11; selection-background-color: $accent; selection-color: $on_accent;
    placeholder-text-color: $quiet;
}
QLineEdit, QComboBox { min-height: $p24; }
QComboBox { padding-left: $p13; }
QLineEdit[problem="error"], QPlainTextEdit[problem="error"], QComboBox[problem="error"] {
    border: 2px solid $danger; padding: $p6 $p10;
}
QLineEdit[problem="warning"], QPlainTextEdit[problem="warning"], QComboBox[problem="warning"] {
    border: 2px solid $warning; padding: $p6 $p10;
}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus {
    border: 2px solid $accent; padding: $p6 $p10;
}
QComboBox[problem="error"], QComboBox[problem="warning"], QComboBox:focus { padding-left: $p12; }
QLineEdit:read-only, QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {
    background: $window; color: $quiet; border-color: $line;
}
QComboBox QAbstractItemView {
    background: $surface; border: 1px solid $edge; outline: none; padding: $p4;
    selection-background-color: $accent_soft; selection-color: $text;
}
QComboBox QAbstractItemView::item { min-height: $p32; padding: 0 $p8; }
QComboBox[kind="chip"] {
    color: $quiet; border-color: $line; border-radius: $p13; padding: $p2 $p2 $p2 $p14;
    min-height: $p22;
}
QComboBox[kind="chip"]:focus { border: 2px solid $accent; padding: $p1 $p1 $p1 $p13; }
QComboBox::drop-down { border: none; width: $p32; }
QComboBox::down-arrow { image: url($signs/arrow-down.svg); width: $p18; height: $p18; }
QComboBox::down-arrow:disabled { image: url($signs/arrow-down-off.svg); }
QCheckBox, QRadioButton { spacing: $p8; padding: $p4 $p2; border: 1px solid transparent; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid $accent; border-radius: $p4; }
QCheckBox:disabled, QRadioButton:disabled { color: $faint; }
QCheckBox::indicator, QRadioButton::indicator { width: $p18; height: $p18; }
QCheckBox::indicator { image: url($signs/box.svg); }
QCheckBox::indicator:checked { image: url($signs/box-ticked.svg); }
QCheckBox::indicator:indeterminate { image: url($signs/box-partly.svg); }
QCheckBox::indicator:disabled { image: url($signs/box-off.svg); }
QCheckBox::indicator:checked:disabled { image: url($signs/box-ticked-off.svg); }
QRadioButton::indicator { image: url($signs/ring.svg); }
QRadioButton::indicator:checked { image: url($signs/ring-dotted.svg); }
QListView::indicator { width: $p18; height: $p18; image: url($signs/box.svg); }
QListView::indicator:checked { image: url($signs/box-ticked.svg); }
QRadioButton::indicator:disabled { image: url($signs/ring-off.svg); }
QRadioButton::indicator:checked:disabled { image: url($signs/ring-dotted-off.svg); }
"""

_GROUNDS = """
QFrame[kind="card"] { background: $surface; border: 1px solid $line; border-radius: $p8; }
QFrame[kind="header"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[kind="footer"] { background: $surface; border: none; border-top: 1px solid $line; }
QFrame[kind="rail"] { background: $surface; border: none; border-right: 1px solid $line; }
QFrame[kind="side"] { background: $surface; border: none; border-left: 1px solid $line; }
QFrame[kind="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[kind="note"][tone="warning"] {
    background: $warning_soft; border: none; border-left: $p3 solid $warning;
}
QFrame[kind="note"][tone="danger"] {
    background: $danger_soft; border: none; border-left: $p3 solid $danger;
}
QFrame[kind="note"][tone="accent"] {
    background: $accent_soft; border: none; border-left: $p3 solid $accent;
}
QFrame[kind="note"][tone="good"] {
    background: $good_soft; border: none; border-left: $p3 solid $good;
}
QFrame[kind="drop"] { background: $surface; border: 1px dashed $edge; border-radius: $p8; }
QFrame[kind="drop"][active="true"] { background: $accent_soft; border: 2px dashed $accent; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
"""

_PARTS = """
QListView {
    background: $surface; border: none; outline: none;
    selection-background-color: $accent_soft; selection-color: $text;
}
QListWidget[kind="card"]::item { padding: $p6 $p8; }
QListView[kind="card"] { border: 1px solid $line; border-radius: $p8; padding: $p4 0; }
QListView[kind="pages"] { background: transparent; }
QListView[kind="pages"]::item { border: 2px solid transparent; border-radius: $p4; color: $text; }
QListView[kind="pages"]::item:selected { background: $accent_soft; color: $text; }
QListView[kind="pages"]::item:focus { border: 2px solid $accent; }
QTableView { background: $surface; border: 1px solid $line; gridline-color: $line; }
QHeaderView::section {
    background: $window; color: $quiet; border: none; border-bottom: 1px solid $line;
    padding: $p8; font-size: $size_small;
}
QMenu { background: $surface; border: 1px solid $edge; padding: $p4; }
QMenu::item { padding: $p8 $p32 $p8 $p12; border-radius: $p4; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: $p4 $p8; }
QMenu::icon { padding-left: $p8; }
QToolTip {
    background: $surface; color: $text; border: 1px solid $edge; padding: $p4 $p8;
    font-size: $size_small;
}
QProgressBar {
    background: $line; border: none; border-radius: $p4; max-height: $p8; min-height: $p8;
}
QProgressBar::chunk { background: $accent; border-radius: $p4; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: $p12; }
QScrollBar:horizontal { height: $p12; }
QScrollBar::handle { background: $edge; border-radius: $p4; margin: $p2; }
QScrollBar::handle:vertical { min-height: $p32; }
QScrollBar::handle:horizontal { min-width: $p32; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QDialog, QMessageBox { background: $window; }
QMessageBox QLabel#qt_msgbox_label { font-size: $size_heading; font-weight: 500; }
QMessageBox QLabel#qt_msgbox_informativelabel { min-width: $dialog; }
QMessageBox QPushButton { min-width: $p40; }
"""
