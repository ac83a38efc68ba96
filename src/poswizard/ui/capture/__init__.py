"""Ways in for documents: camera, scanner, clipboard, watched folder; and cropping by hand."""
