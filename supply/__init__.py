"""What exoguide is made of: known weaknesses of it, and the list that says what is inside."""
