"""What is true: pure functions on arrays, one numbered equation each. Imports no other room."""
