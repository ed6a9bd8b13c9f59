"""What the operator should know of a message as codes, and what its body leaves out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0003_tags"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="folded",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name="message",
            name="notes",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
