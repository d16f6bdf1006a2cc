"""Pure geometry on label maps."""
