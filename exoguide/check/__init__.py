"""What is wrong with a flow, where, and what to do about it."""
