"""Work for later: acknowledging, and forgetting who wrote how often."""

from datetime import timedelta
from uuid import UUID

from yorisoi.kernel import clock, jobs

from . import actions

# A number comes within moments; after this many looks the reference must do.
LOOKS = 6
_PAUSE = timedelta(seconds=10)


@jobs.job("channels.form.acknowledge", retries=8)
def acknowledge(received_id: str, form_id: str, tries: int) -> None:
    """Write to the customer, as soon as the message has a number, and in the end without one."""
    done = actions.acknowledge(received_id=UUID(received_id), form_id=UUID(form_id), without_number=tries >= LOOKS)
    if not done:
        later = clock.now() + _PAUSE
        jobs.enqueue(
            "channels.form.acknowledge", received_id=received_id, form_id=form_id, tries=tries + 1, run_at=later
        )


@jobs.schedule("channels.form.forget_counts", every=timedelta(hours=1))
def forget_counts() -> None:
    """Remove the counts of hours that are over."""
    actions.forget_counts()
