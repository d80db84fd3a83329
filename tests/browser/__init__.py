"""What people see and do: Debian's Chromium on a server of the test's own, with the demo's data."""
