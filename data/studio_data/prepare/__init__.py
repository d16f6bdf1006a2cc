"""Preparing pictures that people own for a training."""
