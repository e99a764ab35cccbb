"""What we do not know: distributions and named, paired, counter-based draws."""
