"""Alembic revisions of the tables, and the number of the newest; Alembic itself is imported only to run them."""

from __future__ import annotations

from pathlib import Path

NEWEST = "0006"
"""Revisions are four digits that count up, so that older and newer can be told without a list."""

FOLDER = Path(__file__).resolve().parent
