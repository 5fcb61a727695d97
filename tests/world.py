"""The world that the recordings of the real server begin with, and who may log in to it."""

from pathlib import Path

SEED = Path(__file__).parent / "parity" / "seed.json"

EMAIL = "admin@medusa-test.com"
PASSWORD = "supersecret"
API_TOKEN = "oracle-api-token"
