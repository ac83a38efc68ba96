"""Tests of `poswizard.package`."""
