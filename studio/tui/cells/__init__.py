"""Label maps and pictures as character cells: plain NumPy and Rich, no widgets."""
