"""Tests of `poswizard.domain`."""
