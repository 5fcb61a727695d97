"""Rules of commerce, free of HTTP."""
