// All behaviour of the console's frame. Each module works on its own and listens on the document,
// so that parts which htmx brings later behave like those that came with the page.
import "./net.js";
import "./keys.js";
import "./palette.js";
import "./finder.js";
import "./theme.js";
import "./dialog.js";
import "./toast.js";
import "./menu.js";
import "./tabs.js";
import "./rows.js";
import "./panes.js";
import "./forms.js";
import "./drafts.js";
import "./combobox.js";
import "./time.js";

// Tests wait for this: from here on the page answers to keys and clicks.
document.documentElement.dataset.ready = "yes";
