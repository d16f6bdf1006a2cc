"""The scene reader: a small network that reads labels out of pictures of the world."""
