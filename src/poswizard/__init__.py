"""The whole process of a POS-terminal application, offline, in one window."""

__version__ = "0.1.0"
