"""A live consultation: the engine, the store and a clock, joined for a face to use."""
