"""What every page knows."""

from django.http import HttpRequest

from office.models import AuditEvent


def demo(request: HttpRequest) -> dict[str, bool]:
    """Whether the figures are invented: pages of a demo say so."""
    signed_in = getattr(request, "user", None) is not None and request.user.is_authenticated
    return {"is_demo": signed_in and AuditEvent.objects.filter(kind="demo.loaded").exists()}
