"""Sketch studio: paint a scene out of labels in a terminal and watch a network turn it into a picture."""
