"""StarGAN: one network that moves pictures between many domains (Choi et al. 2018)."""
