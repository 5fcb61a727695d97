"""Batch jobs: what the server does in the background, in steps. `life_cycle` is where they begin and end."""
