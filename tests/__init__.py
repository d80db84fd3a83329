"""Tests mirror the rooms; `cases/` holds worked agreements, `contracts/` what must hold for every URL and file."""
