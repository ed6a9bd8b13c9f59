from typing import Any

from django.db import migrations, models
from django.db.models import F


def all_were_told(apps: Any, _editor: Any) -> None:
    """Until now others were told of each mail as it was stored."""
    apps.get_model("channels_email", "MailImport").objects.update(told=F("new"))


class Migration(migrations.Migration):
    dependencies = [("channels_email", "0001_imports")]

    operations = [
        migrations.AddField("mailimport", "stepped_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("mailimport", "told", models.PositiveIntegerField(default=0)),
        migrations.RunPython(all_were_told, migrations.RunPython.noop),
    ]
