"""What was run: run folders, written aside and then renamed, and their receipts."""
