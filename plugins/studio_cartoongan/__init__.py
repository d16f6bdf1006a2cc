"""CartoonGAN: photographs to cartoons of one artist's hand (Chen et al. 2018)."""
