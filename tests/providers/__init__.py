"""Tests of `poswizard.providers`."""
