"""docs/en|ja/api.md: every example is run with curl against a real server."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from yorisoi.desk.testing import Case, Queue
from yorisoi.integrations.testing import own_token
from yorisoi.workspace.testing import Brand, Staff

DOCS = Path(__file__).parents[3] / "docs"
BLOCK = re.compile(r"```sh\n(curl .*?)```", re.DOTALL)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine (apt install curl)")
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_example_works(
    live_server: LiveServer, sato: Staff, brand: Brand, queue: Queue, case: Case, language: str
) -> None:
    told = {
        "YORISOI": live_server.url,
        "TOKEN": own_token(sato, brand),
        "QUEUE": str(queue.id),
        "NUMBER": str(case.number),
    }
    examples = BLOCK.findall((DOCS / language / "api.md").read_text(encoding="utf8"))
    statuses = []
    for example in examples:
        command = example.replace("curl -sS", "curl -sS -w '\\n%{http_code}'", 1)
        done = subprocess.run(
            ["bash", "-c", command], env={**told, "PATH": "/usr/bin:/bin"}, capture_output=True, check=True
        )
        body, _line, status = done.stdout.decode().rpartition("\n")
        statuses.append(int(status))
        json.loads(body)
    assert statuses == [200, 200, 201, 201, 200, 422]
    case.refresh_from_db()
    assert case.priority == 2
    assert Case.objects.filter(customer_name="木村 葵").count() == 1
