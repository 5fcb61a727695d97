"""How fast the server is beside others that could stand in its place: `python -m tests.bench`."""
