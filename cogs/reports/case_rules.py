"""What the team meets, decided without data, clock or Discord."""
