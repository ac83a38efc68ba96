"""Tests of `poswizard.forms`."""
