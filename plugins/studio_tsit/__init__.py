"""TSIT: label synthesis and style transfer from two streams of features (Jiang et al. 2020)."""
