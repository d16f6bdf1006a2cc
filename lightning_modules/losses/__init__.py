"""What a network is asked for: adversarial, perceptual and texture losses."""
