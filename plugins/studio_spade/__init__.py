"""SPADE (GauGAN): labels to pictures by spatially-adaptive normalisation (Park et al. 2019)."""
