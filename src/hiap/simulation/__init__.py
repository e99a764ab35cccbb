"""What would happen: calibration, risk factors, diseases and population, giving a Projection."""
