"""What labels and style don't tell: boats, birds, lamps, falling water. For drawing only; training pairs go without."""
