"""What an office does with its packages, keys and packs, below the window."""
