"""Tests of `poswizard.storage`."""
