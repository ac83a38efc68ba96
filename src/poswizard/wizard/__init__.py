"""The wizard without a window."""
