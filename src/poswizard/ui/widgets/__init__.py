"""Dumb parts: data in, signals out."""
