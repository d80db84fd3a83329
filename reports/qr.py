"""An address as a QR code that a phone reads from a poster."""

from io import BytesIO

#: Level Q still reads with a quarter of it worn or covered.
LEVEL, DOT = "q", 5


def svg(address: str) -> str:
    """An SVG image, dark on white in any theme, with the address as its text for those who do not see it."""
    import segno  # asked for seldom, and slow to import

    image = BytesIO()
    code = segno.make(address, error=LEVEL, micro=False)
    code.save(image, kind="svg", scale=DOT, light="#fff", title=address, xmldecl=False, nl=False)
    return image.getvalue().decode()
