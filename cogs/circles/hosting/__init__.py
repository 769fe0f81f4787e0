"""What those who look after circles can do: host, pause, move on, end, take somebody out."""
