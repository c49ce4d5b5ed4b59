"""Files for others than the builder, made from the library."""
