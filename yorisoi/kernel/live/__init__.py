"""Live pages: `notify` tells every page that listens to a topic that an object has changed; the page pulls what is new.

live.notify(f"inbox:{case.brand_id}", str(case.id))        # sent when the transaction is committed
live.authorise("inbox", may_listen)                        # may_listen(user_id, topic) -> bool
<div hx-get="…" hx-trigger="live:inbox:… from:body">       # live.js subscribes by itself
"""

from yorisoi.kernel.live.authority import authorise, prefixes
from yorisoi.kernel.live.keeping import shutdown, startup
from yorisoi.kernel.live.publish import notify, sign_out

__all__ = ["authorise", "notify", "prefixes", "shutdown", "sign_out", "startup"]
