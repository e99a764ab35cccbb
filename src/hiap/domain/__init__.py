"""What we talk about: frozen values, units, validation and the error tree. Imports no other room."""
