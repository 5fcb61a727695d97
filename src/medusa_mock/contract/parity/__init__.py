"""Parity: one scenario put to two servers, or to one and to the recording of another, and every difference named."""
