"""What is happening: measured values beside paths and promises, gaps, commitments, and what came of it."""
