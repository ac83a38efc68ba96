"""Reading documents: on lines as data, and end to end through the real worker."""
