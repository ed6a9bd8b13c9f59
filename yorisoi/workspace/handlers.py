"""What workspace does about the facts of others."""

from yorisoi.kernel import jobs
from yorisoi.kernel.events import subscribe
from yorisoi.kernel.ui.events import DisplayChosen


@subscribe(DisplayChosen)
def keep_display(event: DisplayChosen) -> None:
    """A language or theme chosen on a page becomes the person's own."""
    jobs.enqueue("workspace.keep_display", user_id=str(event.user_id), language=event.language, theme=event.theme)
