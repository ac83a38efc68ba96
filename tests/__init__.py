"""Tests of poswizard."""
