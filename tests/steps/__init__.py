"""Tests of `poswizard.steps`."""
