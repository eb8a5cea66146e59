"""Measurements beside other projects, and of the ledger; run from a checkout, never installed."""
