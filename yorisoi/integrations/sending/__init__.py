"""Speaking to endpoints: what is said, how it is signed, and how it goes out."""
