"""What a client gives an operation: variables and arguments, coerced and converted."""
