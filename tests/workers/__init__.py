"""An app for tests alone: kinds of work that sleep, break and die, and settings for processes on the test database."""
