"""SIE ledgers: files that the tests write themselves, and the samples beside the project."""
