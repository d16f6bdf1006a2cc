"""The formats that a drawing can be written in: one file each, and `exporting`, which chooses."""
