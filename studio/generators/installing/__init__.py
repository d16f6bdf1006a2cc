"""Installing other people's plugins into the environment that the studio runs in, and remembering where from."""
