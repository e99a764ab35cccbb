"""What is known: reads packs and measures from data/ into domain values, with source and grade."""
