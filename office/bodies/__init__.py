"""Request bodies, shared by the API and the pages: read all that can be read, say all that is wrong."""

from office.bodies.forms import typed
from office.bodies.organizations import CorrectionBody, OrganizationBody, PublicRegisterBody
from office.bodies.reading import Body, NoBody, Values, plain, read_field

__all__ = [
    "Body",
    "CorrectionBody",
    "NoBody",
    "OrganizationBody",
    "PublicRegisterBody",
    "Values",
    "plain",
    "read_field",
    "typed",
]
