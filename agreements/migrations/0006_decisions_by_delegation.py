"""A decision on an agreement may be a delegate's, by a point of the delegation order."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", "0005_reviewing")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="delegation_point",
            field=models.CharField(
                blank=True, default="", help_text="empty: the board itself decided", max_length=60
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="decision",
            name="paragraph",
            field=models.CharField(blank=True, max_length=60),
        ),
    ]
