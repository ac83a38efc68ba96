"""A bare PySide6 window that also imports sqlalchemy.orm and reads one row through SQLCipher."""

import os

import sqlalchemy.orm  # noqa: F401
from PySide6.QtWidgets import QApplication, QMainWindow
from sqlcipher3 import dbapi2

from tests.benchmarks.children.saying import FirstPaint

qt_app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
connection = dbapi2.connect(  # pyright: ignore[reportAttributeAccessIssue]
    os.environ["POSWIZARD_HOME"] + "/poswizard.db"
)
connection.set_key(bytearray(f"x'{os.environ['POSWIZARD_BENCHMARK_KEY']}'", "ascii"))
row = connection.execute("SELECT * FROM application LIMIT 1").fetchone()
paint = FirstPaint(window)
window.show()
qt_app.exec()
