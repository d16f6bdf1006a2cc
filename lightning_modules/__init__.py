"""Training on Lightning: the recipes, and nothing of the fronts."""
