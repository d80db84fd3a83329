"""Pages about money: what people see in a browser."""
