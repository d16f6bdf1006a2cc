"""`studio plugins new`: a plugin of one's own, out of templates: a generator, a trainer, weights, tests and docs."""
