"""Fine-tunes the reader that the index package ships; run from a checkout, never installed."""
