"""U-Net generators: pix2pix (Isola et al. 2017) and the workshop's net; registered like any plugin."""
