"""Pictures and PDF pages of outside origin, decoded in a worker process."""
