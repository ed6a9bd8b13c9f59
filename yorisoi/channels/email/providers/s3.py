"""Mails that Amazon SES put into S3: fetched by a GET that is signed by Signature Version 4.

"Authenticating Requests: Using the Authorization Header", Amazon S3 API Reference. Only this one request is needed, so
that boto3 is not.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote, urlsplit

from yorisoi.kernel import clock

from .fetching import Access, CannotFetch, get
from .posted import Posted
from .raw import NotHere, RawMail

_NO_BODY = hashlib.sha256(b"").hexdigest()


def signed_headers(
    url: str, region: str, access: Access, now: datetime, more: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The headers of a GET of this address, signed for S3 in this region. now: UTC."""
    parts = urlsplit(url)
    stamp = now.strftime("%Y%m%dT%H%M%SZ")
    given = {"host": parts.netloc, "x-amz-content-sha256": _NO_BODY, "x-amz-date": stamp, **(more or {})}
    names = ";".join(sorted(given))
    lines = "".join(f"{name}:{given[name].strip()}\n" for name in sorted(given))
    request = f"GET\n{parts.path}\n{parts.query}\n{lines}\n{names}\n{_NO_BODY}"
    scope = f"{stamp[:8]}/{region}/s3/aws4_request"
    to_sign = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    key = f"AWS4{access.token}".encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
    credential = f"AWS4-HMAC-SHA256 Credential={access.user}/{scope}"
    return {**given, "Authorization": f"{credential},SignedHeaders={names},Signature={signature}"}


def mails(posted: Posted, access: Access) -> list[RawMail] | None:
    """The mail behind a "Received" notification of a rule that stores in S3; None for any other notification."""
    said = json.loads(posted.body)
    event = json.loads(said.get("Message", "{}")) if said.get("Type") == "Notification" else {}
    receipt = event.get("receipt", {}) if isinstance(event, dict) else {}
    action = receipt.get("action", {})
    if action.get("type") != "S3":
        return None
    if not (access.user and access.token):
        raise NotHere(
            "The receipt rule stores mails in S3: enter on the mailbox an access key that may read "
            f"{action.get('bucketName')} (s3:GetObject), or choose the action SNS with the encoding Base64."
        )
    region = (str(said.get("TopicArn", "")).split(":") + [""] * 4)[3] or "us-east-1"
    raw = _object(access, str(action["bucketName"]), str(action["objectKey"]), region)
    mail = event.get("mail", {})
    recipients = receipt.get("recipients") or [""]
    return [RawMail(raw, str(mail.get("source", "")), str(recipients[0]), str(mail.get("messageId", "")))]


def _object(access: Access, bucket: str, key: str, region: str) -> bytes:
    url = _address(access, bucket, key, region)
    content, headers = get(url, signed_headers(url, region, access, clock.now()))
    if any(name.startswith("x-amz-meta-x-amz-") and "key" in name for name in headers):
        raise CannotFetch("SES encrypted it before storing: switch message encryption off in the receipt rule")
    return content


def _address(access: Access, bucket: str, key: str, region: str) -> str:
    """A bucket with dots in its name has no certificate as a host, so it goes into the path."""
    path = quote(key, safe="/-_.~")
    if access.api_url:
        return f"{access.api_url}{bucket}/{path}"
    domain = f"s3.{region}.amazonaws.com" + (".cn" if region.startswith("cn-") else "")
    return f"https://{domain}/{bucket}/{path}" if "." in bucket else f"https://{bucket}.{domain}/{path}"
