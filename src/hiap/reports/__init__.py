"""How it is told: tables, charts and the dossier, from the result alone."""
