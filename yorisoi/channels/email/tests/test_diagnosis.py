"""What is wrong with a mail server, in words: real servers on loopback that are wrong in each way."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import (
    BasicConstraints,
    CertificateBuilder,
    DNSName,
    IPAddress,
    Name,
    NameAttribute,
    SubjectAlternativeName,
    random_serial_number,
)
from cryptography.x509.oid import NameOID
from django.utils import translation
from imapclient.exceptions import IMAPClientError

from yorisoi.channels.email.account import sealed
from yorisoi.channels.email.diagnosis import in_words
from yorisoi.channels.email.tests.dovecot import PASSWORD, Dovecot
from yorisoi.channels.email.tests.receiver import Receiver
from yorisoi.channels.email.trial import try_mailbox
from yorisoi.channels.models import Mailbox
from yorisoi.channels.testing import make_mailbox
from yorisoi.kernel import clock
from yorisoi.workspace.testing import Brand

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def certificate(folder: Path, *, host: str = "127.0.0.1", days: int = 30, signed: bool = True) -> tuple[Path, Path]:
    """A certificate with its key in one file, and the authority that vouches for it."""
    now = clock.now()
    keys = [ec.generate_private_key(ec.SECP256R1()) for _each in range(2)]
    names = [Name([NameAttribute(NameOID.COMMON_NAME, each)]) for each in ("authority", "server")]
    alternative = IPAddress(ip_address(host)) if host[0].isdigit() else DNSName(host)

    def built(subject: int, issuer: int) -> bytes:
        each = CertificateBuilder().subject_name(names[subject]).issuer_name(names[issuer])
        each = each.public_key(keys[subject].public_key()).serial_number(random_serial_number())
        end = now + timedelta(days=days if subject else 3650)
        each = each.not_valid_before(now - timedelta(days=60)).not_valid_after(end)
        each = each.add_extension(BasicConstraints(ca=not subject, path_length=None), critical=True)
        if subject:
            each = each.add_extension(SubjectAlternativeName([alternative]), critical=False)
        return each.sign(keys[issuer], SHA256()).public_bytes(Encoding.PEM)

    authority, server = folder / "ca.pem", folder / "server.pem"
    authority.write_bytes(built(0, 0))
    key = keys[1].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    server.write_bytes(key + built(1, 0 if signed else 1))
    return server, authority


@pytest.fixture
def tls_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., int]]:
    """Starts a server that only shakes hands, with a certificate as asked for; its port."""
    listeners: list[socket.socket] = []

    def start(**how: Any) -> int:
        server, authority = certificate(tmp_path, **how)
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(server)
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)
        threading.Thread(target=_shake_hands, args=(listener, context), daemon=True).start()
        return int(listener.getsockname()[1])

    yield start
    for each in listeners:
        each.close()


def _shake_hands(listener: socket.socket, context: ssl.SSLContext) -> None:
    while True:
        try:
            with context.wrap_socket(listener.accept()[0], server_side=True) as found:
                found.sendall(b"220 hello\r\n")
        except ssl.SSLError:
            continue
        except OSError:
            return


def box(brand: Brand, **config: Any) -> Mailbox:
    secret = sealed({"imap_password": PASSWORD, "smtp_password": "wrong"})
    return make_mailbox(brand, "support@sakura.example", config=config, secret=secret)


def smtp(port: int, security: str = "none", **how: Any) -> dict[str, Any]:
    return {"host": "127.0.0.1", "port": port, "security": security, "user": "", **how}


def words(mailbox: Mailbox) -> str:
    """What is said of the last thing that was tried; it is wrong."""
    finding = try_mailbox(mailbox)[-1]
    assert not finding.right
    return finding.words


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"days": -1}, "has expired"),
        ({"host": "mail.example"}, "for another name"),
        ({"signed": False}, "self-signed"),
    ],
)
def test_a_certificate_that_does_not_hold(
    brand: Brand, tls_server: Callable[..., int], how: dict[str, Any], said: str
) -> None:
    assert said in words(box(brand, smtp=smtp(tls_server(**how), "tls")))


def test_an_unknown_authority(brand: Brand, tls_server: Callable[..., int], monkeypatch: pytest.MonkeyPatch) -> None:
    port = tls_server()
    monkeypatch.setenv("SSL_CERT_FILE", "/dev/null")
    assert "not known here" in words(box(brand, smtp=smtp(port, "tls")))


def test_a_server_without_starttls_or_without_the_right_password(brand: Brand, receiver: Receiver) -> None:
    assert "STARTTLS" in words(box(brand, smtp=smtp(receiver.port, "starttls")))
    Mailbox.objects.all().delete()
    receiver.stop()
    receiver.password = "right"
    receiver.start()
    assert "password" in words(box(brand, smtp=smtp(receiver.port, user="support")))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("554 5.7.1 Relay access denied", "does not pass on mail"),
        ("550 5.7.60 Client does not have permissions to Send As this sender", "send from this address"),
        ("553 sorry", "does not take mail from this address"),
        ("452 4.2.2 over quota", "is full"),
        ("421 4.7.28 rate limit", "too often"),
    ],
)
def test_a_server_that_refuses_the_sender(brand: Brand, receiver: Receiver, answer: str, said: str) -> None:
    receiver.mail = answer
    assert said in words(box(brand, smtp=smtp(receiver.port)))


def test_a_server_that_is_not_there(brand: Brand) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert "Nothing answers" in words(box(brand, smtp=smtp(port)))
    Mailbox.objects.all().delete()
    assert "no server of this name" in words(box(brand, smtp=smtp(25, host="mail.nowhere.invalid")))


def test_a_server_that_says_nothing(brand: Brand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yorisoi.channels.email.smtp.TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert "in time" in words(box(brand, smtp=smtp(silent.getsockname()[1])))


@pytest.mark.real
def test_a_folder_that_is_missing(brand: Brand, dovecot: Dovecot) -> None:
    imap = {"host": "127.0.0.1", "port": dovecot.port, "security": "none", "user": "diagnosis", "folders": ["Nowhere"]}
    finding = try_mailbox(box(brand, incoming="imap", imap=imap))[0]
    assert not finding.right
    assert "no such folder" in finding.words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("[ALERT] Your account is not enabled for IMAP use.", "IMAP is switched off"),
        ("APPEND failed: [OVERQUOTA] Quota exceeded", "is full"),
        ("[LIMIT] Too many simultaneous connections", "too often"),
        ("[SERVERBUG] oops", "refused: [SERVERBUG]"),
    ],
)
def test_what_large_services_say(said: str, words: str) -> None:
    assert words in in_words(IMAPClientError(said), "imap")
