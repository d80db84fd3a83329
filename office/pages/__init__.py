"""What pages share: forms on the same bodies as the API, and how a refusal becomes links to its fields."""
