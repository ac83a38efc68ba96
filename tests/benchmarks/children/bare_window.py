"""A bare PySide6 window."""

from PySide6.QtWidgets import QApplication, QMainWindow

from tests.benchmarks.children.saying import FirstPaint

qt_app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
paint = FirstPaint(window)
window.show()
qt_app.exec()
