"""A private Dovecot on a free port, with its own configuration and folders; gone when the test ends."""

import grp
import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from tools.services import free_port, program

PROGRAM = program("dovecot")
PASSWORD = "kokoro"

_CONFIG = """
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 1
mail_location = maildir:{base}/mail/%u
mail_uid = {mail_user}
mail_gid = {mail_group}
maildir_very_dirty_syncs = no
auth_failure_delay = 0
{passdb}
userdb {{
  driver = static
  args = uid={mail_user} gid={mail_group} home={base}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
"""


_BY_PASSWORD = f"""
passdb {{
  driver = static
  args = password={PASSWORD}
}}
"""
_BY_TOKEN = """
auth_mechanisms = {mechanisms}
passdb {{
  driver = oauth2
  mechanisms = {mechanisms}
  args = {base}/oauth2.conf
}}
"""
_INTROSPECTION = """
introspection_mode = post
introspection_url = {url}
active_attribute = active
active_value = true
username_attribute = username
debug = no
"""


class Dovecot:
    """Any user name signs in with PASSWORD and has folders of its own; or with a token that `introspection` knows."""

    def __init__(self, introspection: str = "", mechanisms: str = "xoauth2 oauthbearer") -> None:
        self._introspection, self._mechanisms = introspection, mechanisms
        self.base = Path(tempfile.mkdtemp(prefix="dc-", dir="/tmp"))  # unix sockets need a short path
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        root = os.geteuid() == 0
        me, my_group = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
        user, group = ("mail", "mail") if root else (me, my_group)
        (self.base / "mail").mkdir()
        self.base.chmod(0o755)
        if root:
            shutil.chown(self.base / "mail", user, group)
        (self.base / "dovecot.conf").write_text(
            _CONFIG.format(
                base=self.base,
                port=self.port,
                passdb=self._passdb(),
                mail_user=user,
                mail_group=group,
                internal="dovecot" if root else me,
                internal_group="dovecot" if root else my_group,
                login="dovenull" if root else me,
            )
        )
        self._process = subprocess.Popen(
            [PROGRAM, "-F", "-c", str(self.base / "dovecot.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._wait()

    def _passdb(self) -> str:
        if not self._introspection:
            return _BY_PASSWORD
        (self.base / "oauth2.conf").write_text(_INTROSPECTION.format(url=self._introspection))
        return _BY_TOKEN.format(mechanisms=self._mechanisms, base=self.base)

    _pause = threading.Event()  # never set: a wait that a signal can end

    def _wait(self) -> None:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=5) as found:
                    if found.recv(100).startswith(b"* OK"):
                        return
            except OSError:
                self._pause.wait(0.05)
        raise RuntimeError((self.base / "dovecot.log").read_text())

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=10)
        shutil.rmtree(self.base, ignore_errors=True)

    def renumber(self, user: str) -> None:
        """Give the INBOX another UIDVALIDITY, as a restored server does: all UIDs known so far mean nothing."""
        folder = self.base / "mail" / user
        uids = folder / "dovecot-uidlist"
        uids.write_text(re.sub(r"\bV(\d+)", lambda found: f"V{int(found[1]) + 1000}", uids.read_text(), count=1))
        for index in folder.glob("dovecot.index*"):
            index.unlink()
