"""What organisations were called before they were corrected: kept from now on, and read from the trail until now."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

DETAILS = ("name", "number", "municipality_code")


def from_the_trail(apps: Any, _editor: Any) -> None:
    """Each correction told what stood before it."""
    events = apps.get_model("office", "AuditEvent").objects.filter(kind="organization.corrected").order_by("pk")
    former = apps.get_model("office", "FormerDetails")
    former.objects.bulk_create(
        former(
            organization_id=event.subject_id,
            recorded_at=event.at,
            **{name: event.data["before"].get(name, "") for name in DETAILS},
        )
        for event in events.iterator()
    )


class Migration(migrations.Migration):

    dependencies = [
        ('office', '0004_reviewing'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerDetails',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('number', models.CharField(blank=True, max_length=11)),
                ('municipality_code', models.CharField(blank=True, max_length=4)),
                ('recorded_at', models.DateTimeField(db_index=True)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former', to='office.organization')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.RunPython(from_the_trail, migrations.RunPython.noop, elidable=False),
    ]
