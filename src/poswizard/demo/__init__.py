"""The demonstration: a sample applicant played through the real window."""
