"""What the machine tells the program."""
