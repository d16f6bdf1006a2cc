"""Random scenes as label maps: what compose draws from (NumPy; SciPy only inside scribble)."""
