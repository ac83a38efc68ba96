"""What is printed on a document: read from its picture, checked, and offered as suggestions."""
