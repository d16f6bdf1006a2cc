"""Weights beside those that ship: imported checkpoints and one's own, each a safetensors file with its card."""
