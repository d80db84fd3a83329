"""A program that reads the workbooks of a folder: `python -m tests.reports.reading_sheets FOLDER`. It says what each is
refused by, in how many seconds of processor time, and how many bytes of memory all of them took.
"""

import os
import resource
import sys
import time
from pathlib import Path

import django
from openpyxl import load_workbook


def reads(folder: Path) -> None:
    """`template.xlsx` first: what is loaded once is no file's doing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from office.refusals import Refused
    from reports.sheets import parsing, reading

    load_workbook(folder / "template.xlsx", read_only=True)
    assert parsing
    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for path in sorted(folder.glob("*.bin")):
        content = path.read_bytes()
        begun = time.process_time()
        try:
            found = reading.read(content).problems
        except Refused as refused:
            found = refused.refusals
        spent = time.process_time() - begun
        print(path.stem, next((one.code for one in found if one.code != "sheet.missing"), ""), f"{spent:.2f}", sep=";")
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle) * 1024)


if __name__ == "__main__":
    reads(Path(sys.argv[1]))
