"""The search index: the table, and what makes it searchable on each database."""

from django.db import migrations, models

import yorisoi.kernel.models.entry

# External content: FTS5 keeps no copy of the tokens and reads them from kernel_entry to check or rebuild itself.
# detail=none, columnsize=0: whether a token is in an entry is all we ask; a quarter of the size of a full index.
# The tokenizer keeps our tokens (letters, digits, underscores) as they are.
# There is no trigger for insertion: FTS5 writes its buffer out at each statement of a trigger, four times slower in bulk.
# kernel.search.sqlite inserts in the same transaction. A migration that remakes kernel_entry must make these again.
SQLITE = (
    """CREATE VIRTUAL TABLE kernel_entry_tokens USING fts5(
        tokens, content='kernel_entry', content_rowid='id', detail=none, columnsize=0, tokenize="ascii tokenchars '_'")""",
    """CREATE TRIGGER entry_gone AFTER DELETE ON kernel_entry BEGIN
        INSERT INTO kernel_entry_tokens(kernel_entry_tokens, rowid, tokens) VALUES ('delete', old.id, old.tokens);
    END""",
    """CREATE TRIGGER entry_is_replaced BEFORE UPDATE OF id, tokens ON kernel_entry BEGIN
        SELECT RAISE(ABORT, 'search entries are replaced, never changed');
    END""",
)
# fastupdate=off: no pending list, which every search would have to read through.
POSTGRESQL = ("CREATE INDEX entry_tokens ON kernel_entry USING gin (tokens) WITH (fastupdate = off)",)


def make_searchable(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def undo(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE kernel_entry_tokens")


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("object_id", models.UUIDField()),
                ("brand_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("tokens", yorisoi.kernel.models.entry.TokensField()),
                ("text", models.BinaryField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "object_id"), name="entry_object")],
            },
        ),
        migrations.RunPython(make_searchable, undo),
    ]
