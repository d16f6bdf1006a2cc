"""Data that the studio carries and reads: the procedural world and data sets."""
