"""The columns of a file of customers: how people head them, and what stands in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yorisoi.kernel.text import fold


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the name in the code, the head we write, other heads we understand."""

    name: str
    head: str
    also: tuple[str, ...] = ()


COLUMNS = (
    Column("family_name", "姓", ("名字", "苗字", "family name", "last name", "surname")),
    Column("given_name", "名", ("given name", "first name")),
    Column("full_name", "氏名", ("名前", "お名前", "顧客名", "name", "full name")),
    Column("family_reading", "セイ", ("姓カナ", "姓（カナ）", "姓フリガナ", "family reading")),
    Column("given_reading", "メイ", ("名カナ", "名（カナ）", "名フリガナ", "given reading")),
    Column("full_reading", "フリガナ", ("カナ", "氏名カナ", "氏名（カナ）", "よみ", "reading")),
    Column("birth_date", "生年月日", ("誕生日", "birth date", "date of birth", "birthday")),
    Column("email", "メールアドレス", ("メール", "eメール", "mail", "email", "e-mail", "email address")),
    Column("phone", "電話番号", ("電話", "tel", "携帯", "携帯電話", "phone", "phone number")),
    Column("customer_number", "お客様番号", ("顧客番号", "会員番号", "customer number", "customer no")),
    Column("language", "言語", ("language",)),
    Column("needs", "配慮事項", ("needs",)),
    Column("account", "所属", ("取引先", "世帯", "会社", "会社名", "学校名", "account", "company")),
    Column("account_kind", "所属の種別", ("種別", "account kind")),
    Column("role", "関係", ("役割", "role")),
    Column("note", "メモ", ("備考", "note", "notes", "remarks")),
)
WRITTEN = tuple(column for column in COLUMNS if column.name not in {"full_name", "full_reading"})


def _key(head: str) -> str:
    return re.sub(r"[\s()（）・_-]", "", fold(head))


_BY_HEAD = {_key(head): column.name for column in COLUMNS for head in (column.name, column.head, *column.also)}


def columns_of(heads: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    """Which column stands where, by name, and the heads that mean nothing to us. The first of two alike counts."""
    known: dict[str, int] = {}
    unknown: list[str] = []
    for place, head in enumerate(heads):
        name = _BY_HEAD.get(_key(head))
        if name is None:
            if head.strip():
                unknown.append(head.strip())
        else:
            known.setdefault(name, place)
    return known, unknown
