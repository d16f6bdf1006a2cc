"""What the studio knows of the terminal: colour depth, bytes, safe text."""
