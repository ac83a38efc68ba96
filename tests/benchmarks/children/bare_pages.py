"""Bare forms of so many widgets, each built, shown and painted in turn."""

from __future__ import annotations

import json
import os
from time import perf_counter

from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from tests.benchmarks.children.saying import say


def page(widgets: int) -> QScrollArea:
    """Labels and lines, half and half."""
    form = QWidget()
    layout = QFormLayout(form)
    for number in range(widgets // 2):
        layout.addRow(QLabel(f"Question {number}"), QLineEdit())
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(form)
    return area


def shown(stack: QStackedWidget, widgets: int) -> float:
    """Milliseconds until a page is painted."""
    start = perf_counter()
    made = page(widgets)
    stack.addWidget(made)
    stack.setCurrentWidget(made)
    QApplication.processEvents()
    return (perf_counter() - start) * 1e3


qt_app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
stack = QStackedWidget()
window.setCentralWidget(stack)
window.show()
qt_app.processEvents()
numbers = json.loads(os.environ["POSWIZARD_BENCHMARK_WIDGETS"])
shown(stack, numbers[0])
say(milliseconds=[shown(stack, number) for number in numbers])
