"""Where sessions live: an encrypted, append-only, hash-chained store."""
