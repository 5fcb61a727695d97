"""The world that the recordings of the real server begin with, and who may log in to it."""

from pathlib import Path

SEED = Path(__file__).parent / "parity" / "seed.json"

EMAIL = "admin@medusa-test.com"
PASSWORD = "supersecret"
API_TOKEN = "oracle-api-token"

DEMO_ADMIN = {"x-medusa-access-token": "demo-admin-token"}
"""The headers by which an admin of the demo shop is known."""
