"""The document: label map, settings, undo and files."""
