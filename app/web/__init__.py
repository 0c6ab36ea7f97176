"""HTTP, and nothing but: turns requests into calls on the records, and records into pages."""
