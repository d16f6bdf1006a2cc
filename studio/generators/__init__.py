"""The plugin host: what a generator says of itself, how it is found, and the values that pass between it and us."""
