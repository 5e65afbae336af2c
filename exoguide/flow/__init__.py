"""What a flow is: its tables, its condition language, its identity, and where flows are found."""
