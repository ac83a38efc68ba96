"""Tests of `poswizard.ui`."""
