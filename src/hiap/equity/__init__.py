"""For whom: gaps, indices over groups, equivalents, distributional cost-effectiveness, a floor (8.7)."""
