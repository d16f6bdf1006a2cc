"""What generators made with torch share: reading checkpoints safely, folding spectral norms, pictures as tensors.

A library, no plugin: it registers nothing. Plugin authors may use it as our own five do.
"""
