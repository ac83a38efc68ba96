"""The rehearsal: an application looked at as the acquirer's reviewer will, before it leaves the house."""
