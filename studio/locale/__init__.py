"""Text on the screen, in English and Chinese."""
