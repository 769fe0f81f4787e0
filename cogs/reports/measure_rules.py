"""Which measures there are, and which may follow which."""
