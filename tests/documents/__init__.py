"""Tests of `poswizard.documents`."""
