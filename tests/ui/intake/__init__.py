"""Pictures taken in, judged and read in the window, by the real worker processes."""
