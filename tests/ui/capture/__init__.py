"""Tests of the ways in for documents."""
