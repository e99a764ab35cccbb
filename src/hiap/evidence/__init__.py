"""How sure we are: the floor, GRADE, recognition, what evidence fits, several studies taken together."""
