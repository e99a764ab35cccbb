"""What is happening: indicators beside targets, the promise beside what was measured, and what came of it."""
