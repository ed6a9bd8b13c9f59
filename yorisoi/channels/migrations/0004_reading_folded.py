"""What the new part of a message leaves out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0003_sender_tails"),
    ]

    operations = [
        migrations.AddField(
            model_name="reading",
            name="folded",
            field=models.CharField(blank=True, max_length=10),
        ),
    ]
