"""For whom: outcomes by socio-economic group and the gap between groups."""
