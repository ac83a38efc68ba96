"""Tests of `poswizard.wizard`."""
