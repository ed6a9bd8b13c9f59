"""Write a note among staff."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.desk.actions.change import changing, tell
from yorisoi.desk.actions.indexing import index_message
from yorisoi.desk.actions.notices import tell_of_mentions
from yorisoi.desk.actions.uploads import stored
from yorisoi.desk.actions.writing import add_message
from yorisoi.desk.contracts import Kind, NotPossible, Upload
from yorisoi.desk.permissions import ANSWER
from yorisoi.desk.queries.mentioning import mentionable_at, mentioned_in, speaks
from yorisoi.kernel import clock
from yorisoi.workspace.contracts import Actor


def note(
    *, actor: Actor, case_id: UUID, text: str, uploads: Sequence[Upload] = (), mentions: Sequence[UUID] = ()
) -> UUID:
    """Put a note on the case, which no customer sees; returns its id. Raises NotFound, NotAllowed, NotPossible.

    Whoever its text mentions (`@name` of a person or team that may see the case) is told. `mentions`: the ids that the
    writer chose from the list, which decide between people of the same name.
    """
    if not text.strip() and not uploads:
        raise NotPossible(_("The note is empty."))
    with changing(actor, case_id, ANSWER) as case:
        reached = mentioned_in(text, mentionable_at(case.brand_id, case.queue_id), mentions) if speaks(text) else []
        message = add_message(
            case,
            kind=Kind.NOTE,
            at=clock.now(),
            body=text.rstrip(),
            files=stored(uploads),
            author_id=actor.staff_id,
            author_name=actor.name,
            to=list(dict.fromkeys(each.name for each in reached)),
        )
        tell_of_mentions(case, actor, message, reached)
        index_message(case, message, [upload.name for upload in uploads])
        tell(case, actor, "noted", shown=False, message=str(message.id))
    return message.id
