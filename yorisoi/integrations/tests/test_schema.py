"""The API keeps what its document says, whatever is sent: schemathesis, with bounded examples and always the same ones.

Longer: SCHEMA_EXAMPLES=300 bin/test integrations -k schema
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from yorisoi.customers import public as customers
from yorisoi.customers.testing import Customer
from yorisoi.desk.testing import Case, Message, Queue, Topic
from yorisoi.integrations.api.document import openapi
from yorisoi.integrations.testing import own_token
from yorisoi.workspace.contracts import SYSTEM
from yorisoi.workspace.testing import Brand, Staff

EXAMPLES = int(os.environ.get("SCHEMA_EXAMPLES", "6"))
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
    "allow_header_conformance",
]
LIMITS = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
OPERATIONS = [(path, method) for path, operations in openapi("en")["paths"].items() for method in operations]


@pytest.fixture
def real(
    case: Case, other_case: Case, topic: Topic, queue: Queue, yamada: Customer, sato: Staff, brand: Brand
) -> dict[str, list[Any]]:
    """Values that there are, so that calls do not all end at 404."""
    account = customers.join_account(actor=SYSTEM, customer_id=yamada.id, name="山田家")
    return {
        "number": [case.number, case.number, other_case.number],
        "message_id": [str(Message.objects.filter(case=case).values_list("id", flat=True)[0])],
        "customer_id": [str(yamada.id)],
        "account_id": [str(account)],
        "queue_id": [str(queue.id)],
        "topic_id": [str(topic.id)],
        "assignee_id": [str(sato.id)],
        "brand_id": [str(brand.id)],
    }


@pytest.fixture
def schema(sato: Staff, brand: Brand, settings: Any) -> Iterator[Any]:
    settings.API_PER_MINUTE = 1_000_000
    settings.ALLOWED_HOSTS = ["*"]
    config = SchemathesisConfig()
    config.projects.default.generation.with_security_parameters = False
    loaded = schemathesis.openapi.from_dict(openapi("en"), config=config)
    loaded.app = WSGIHandler()
    for signal in (request_started, request_finished):  # as Django's own test client does
        signal.disconnect(close_old_connections)
    yield loaded
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=str)
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_it_keeps_what_it_says(
    schema: Any, real: dict[str, list[Any]], sato: Staff, brand: Brand, path: str, method: str, mode: GenerationMode
) -> None:
    operation = schema[path][method]
    headers = {"Authorization": f"Bearer {own_token(sato, brand)}"}
    checks = schemathesis.checks.CHECKS.get_by_names(CHECKS)

    @LIMITS
    @given(case=operation.as_strategy(generation_mode=mode), pick=st.sampled_from([1, 2, 3, 4, 0]))
    def check(case: Any, pick: int) -> None:
        if mode is GenerationMode.POSITIVE and pick:
            _put_real(case, real, pick)
        case.call_and_validate(headers=headers, checks=checks)

    check()


def _put_real(case: Any, real: dict[str, list[Any]], pick: int) -> None:
    for part in (case.path_parameters, case.query, case.body):
        if isinstance(part, dict):
            for name in set(part) & set(real):
                part[name] = real[name][pick % len(real[name])]
