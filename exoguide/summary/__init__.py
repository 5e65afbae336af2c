"""What a session says: one document model and its renderers."""
