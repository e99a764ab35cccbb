"""What follows from it: a Projection turned into care, programme and other ledger lines."""
