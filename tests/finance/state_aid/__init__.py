"""Pure tests of de minimis aid."""
