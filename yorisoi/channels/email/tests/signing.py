"""Requests as the providers sign them."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import CertificateBuilder, Name, NameAttribute, random_serial_number
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from yorisoi.channels.email.providers import sns
from yorisoi.kernel import clock

KEY = "key-0123456789abcdef"
PASSWORD = "a-password-of-the-address"
CERTIFICATE_URL = "https://sns.ap-northeast-1.amazonaws.com/SimpleNotificationService-0123.pem"


@dataclass
class Request:
    """What is posted: body with its type and headers."""

    body: bytes
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)

    def post(self, path: str) -> Any:
        return Client().post(path, self.body, content_type=self.content_type, headers=self.headers)


def basic(password: str = PASSWORD) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"yorisoi:{password}".encode()).decode()}


def as_json(said: Any, **headers: str) -> Request:
    return Request(json.dumps(said).encode(), headers={**basic(), **headers})


def form(fields: dict[str, bytes], files: dict[str, tuple[str, bytes]] | None = None) -> Request:
    """multipart/form-data with fields as bytes, as Mailgun and SendGrid send it."""
    parts = [
        f'Content-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value for name, value in fields.items()
    ]
    for name, (file, content) in (files or {}).items():
        head = f'Content-Disposition: form-data; name="{name}"; filename="{file}"\r\nContent-Type: text/plain\r\n\r\n'
        parts.append(head.encode() + content)
    body = b"".join(b"--xyzzy\r\n" + part + b"\r\n" for part in parts) + b"--xyzzy--\r\n"
    return Request(body, 'multipart/form-data; boundary="xyzzy"', basic())


def mailgun_signature(key: str = KEY, token: str = "t" * 50) -> dict[str, str]:
    """https://documentation.mailgun.com: HMAC-SHA256 of timestamp and token."""
    signature = hmac.new(key.encode(), f"1700000000{token}".encode(), hashlib.sha256).hexdigest()
    return {"timestamp": "1700000000", "token": token, "signature": signature}


def mailgun_mail(raw: bytes, key: str = KEY, token: str = "t" * 50) -> Request:
    signed = {name: value.encode() for name, value in mailgun_signature(key, token).items()}
    return form({"sender": b"yamada@example.com", "recipient": b"support@sakura.example", "body-mime": raw, **signed})


def mandrill(events: list[Any], path: str, key: str = KEY) -> Request:
    """HMAC-SHA1 of the address and all fields in order."""
    said = json.dumps(events)
    signed = f"{settings.PUBLIC_URL}{path}mandrill_events{said}"
    signature = base64.b64encode(hmac.new(key.encode(), signed.encode(), hashlib.sha1).digest()).decode()
    body = urlencode({"mandrill_events": said}).encode()
    return Request(body, "application/x-www-form-urlencoded", {"X-Mandrill-Signature": signature})


def mailersend(said: Any, key: str = KEY) -> Request:
    body = json.dumps(said).encode()
    return Request(body, headers={"Signature": hmac.new(key.encode(), body, hashlib.sha256).hexdigest()})


class PostalKey:
    """A Postal server's key: RSA with SHA1 over the body (its DKIM key, by default)."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        public = self.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        self.public = base64.b64encode(public).decode()

    def request(self, said: Any) -> Request:
        body = json.dumps(said).encode()
        signature = base64.b64encode(self.key.sign(body, padding.PKCS1v15(), SHA1())).decode()
        return Request(body, headers={"X-Postal-Signature": signature})


SVIX_SECRET = "whsec_" + base64.b64encode(b"0123456789abcdef01234567").decode()


def resend(said: Any, *, seconds_ago: int = 0, secret: str = SVIX_SECRET) -> Request:
    """https://docs.svix.com/receiving/verifying-payloads/how-manual"""
    body = json.dumps(said).encode()
    sent = str(int(clock.now().timestamp()) - seconds_ago)
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signature = base64.b64encode(hmac.new(key, f"msg_1.{sent}.".encode() + body, hashlib.sha256).digest()).decode()
    return Request(
        body, headers={"svix-id": "msg_1", "svix-timestamp": sent, "svix-signature": f"v1,bm90aGlz v1,{signature}"}
    )


def mailtrap(said: Any, key: str = KEY) -> Request:
    body = json.dumps(said).encode()
    return Request(body, headers={"Mailtrap-Signature": hmac.new(key.encode(), body, hashlib.sha256).hexdigest()})


class Amazon:
    """An SNS topic with a key of its own, whose certificate stands in our cache as if it had been fetched."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = Name([NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
        now = clock.now()
        built = CertificateBuilder().subject_name(name).issuer_name(name).public_key(self.key.public_key())
        built = (
            built.serial_number(random_serial_number()).not_valid_before(now).not_valid_after(now.replace(year=2099))
        )
        pem = built.sign(self.key, SHA256()).public_bytes(Encoding.PEM)
        cache.set(sns.certificate_key(CERTIFICATE_URL), pem)

    def message(self, kind: str, message: str, version: str = "1", **more: str) -> Request:
        said = {
            "Type": kind,
            "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
            "TopicArn": "arn:aws:sns:ap-northeast-1:123456789012:mail",
            "Message": message,
            "Timestamp": "2026-11-22T01:00:00.000Z",
            "SignatureVersion": version,
            "SigningCertURL": CERTIFICATE_URL,
            **more,
        }
        names = ("Message", "MessageId", "SubscribeURL", "Subject", "Timestamp", "Token", "TopicArn", "Type")
        signed = "".join(f"{name}\n{said[name]}\n" for name in names if name in said).encode()
        digest = SHA1() if version == "1" else SHA256()
        said["Signature"] = base64.b64encode(self.key.sign(signed, padding.PKCS1v15(), digest)).decode()
        return self.sent(said)

    @staticmethod
    def sent(said: dict[str, str]) -> Request:
        headers = {"x-amz-sns-message-type": said["Type"], "x-amz-sns-message-id": said["MessageId"]}
        return Request(json.dumps(said).encode(), "text/plain; charset=UTF-8", {**basic(), **headers})


class SendGridKey:
    """The key of SendGrid's signed event webhook (ECDSA)."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        public = self.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        self.public = base64.b64encode(public).decode()

    def events(self, events: list[Any]) -> Request:
        body = json.dumps(events).encode()
        signature = self.key.sign(b"1700000000" + body, ec.ECDSA(SHA256()))
        return Request(
            body,
            headers={
                **basic(),
                "X-Twilio-Email-Event-Webhook-Signature": base64.b64encode(signature).decode(),
                "X-Twilio-Email-Event-Webhook-Timestamp": "1700000000",
            },
        )
