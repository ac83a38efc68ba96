"""The measured set of the rehearsal: whole applications with and without planted faults."""
