"""What a session is: events, and the state that they replay to."""
