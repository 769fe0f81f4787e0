"""Sitting in a circle: its thread, what is asked, telling, answering, pausing, leaving."""
