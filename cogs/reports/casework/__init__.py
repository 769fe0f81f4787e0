"""Working a case: what the team reads, asks, notes, hands over, lists and closes."""
