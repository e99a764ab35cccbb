"""Data that ships with hiap: packs and the catalogue of measures. No code lives here."""
