"""Campaigns against the real store: power cuts and disks that refuse (trust promises P2 and P3)."""
