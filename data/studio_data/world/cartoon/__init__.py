"""The world as a cartoon, by three hands: ink, poster, watercolour."""
