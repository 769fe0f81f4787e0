"""How fast, how large: Banyan beside a bare bot. Run it with `python -m tests.bench`; never part of the tests."""
