"""Grids that show the world at a glance: `python -m studio_data.world.gallery --out docs/world`."""
