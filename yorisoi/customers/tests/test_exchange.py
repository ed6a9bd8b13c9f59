"""Customers from and to CSV files."""

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from yorisoi.customers.actions import imports
from yorisoi.customers.models import Customer, CustomerImport
from yorisoi.customers.queries.finding import find_customers
from yorisoi.customers.tests.pages import status, text_of
from yorisoi.kernel import audit, jobs
from yorisoi.workspace.testing import Brand, Staff, actor, client_of

HEAD = "姓,名,セイ,メイ,生年月日,メールアドレス,電話番号,配慮事項,所属,所属の種別,関係,メモ"
GOOD = (
    "髙橋,一郎,タカハシ,イチロウ,昭和25年4月1日,ichiro@example.jp,０３－１２３４－５６７８,"
    "聴覚・large_type,みどり小学校,学校,担当者,昼は不在"
)


def begun(staff: Staff, brand: Brand, text: str, encoding: str = "utf-8") -> CustomerImport:
    content = text.encode(encoding)
    import_id = imports.begin_import(actor=actor(staff), brand_id=brand.id, name="名簿.csv", content=content)
    jobs.run_pending()
    return CustomerImport.objects.get(id=import_id)


def taken_in(staff: Staff, row: CustomerImport) -> CustomerImport:
    imports.run_import(actor=actor(staff), import_id=row.id)
    jobs.run_pending()
    row.refresh_from_db()
    return row


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_checked_first_then_taken_in(sato: Staff, brand: Brand, encoding: str) -> None:
    row = begun(sato, brand, f"{HEAD}\r\n{GOOD}\r\n", encoding)
    assert (row.state, row.total, row.created, row.changed, row.refused) == ("checked", 1, 1, 0, 0)
    assert not Customer.objects.exists()  # a dry run writes nobody
    taken_in(sato, row)
    assert (row.state, row.created, row.refused) == ("done", 1, 0)
    made = Customer.objects.get()
    assert (made.display_name, made.reading) == ("髙橋 一郎", "タカハシ イチロウ")
    assert str(made.birth_date) == "1950-04-01"
    assert {each.address for each in made.identities.all()} == {"ichiro@example.jp", "+81312345678"}
    assert set(made.needs.values_list("kind", flat=True)) == {"hearing", "large_type"}
    assert made.memberships.get().account.name == "みどり小学校"
    assert made.memberships.get().role == "contact"


@pytest.mark.django_db
def test_again_makes_nobody_twice_and_empty_cells_change_nothing(sato: Staff, brand: Brand) -> None:
    taken_in(sato, begun(sato, brand, f"{HEAD}\n{GOOD}\n"))
    again = taken_in(sato, begun(sato, brand, "氏名,メール,メモ,言語\n髙橋 一郎,ichiro@example.jp,,英語\n"))
    assert (again.created, again.changed) == (0, 1)
    known = Customer.objects.get()
    assert (known.note, known.language, known.reading) == ("昼は不在", "en", "タカハシ イチロウ")


@pytest.mark.django_db
def test_rows_that_are_not_right_are_told_and_left_out(sato: Staff, brand: Brand) -> None:
    rows = [
        GOOD,
        ",太郎,,,,t@example.jp,,,,,,",
        "林,一,,,昭和70年1月1日,not-an-address,,空を飛ぶ,,,,",
        "森,二,,,2999-01-01,,12,,,城,,",
    ]
    row = begun(sato, brand, "\n".join([HEAD, *rows]))
    assert (row.created, row.refused) == (1, 3)
    told = {(each.row, each.field) for each in row.problems.all()}
    assert told == {
        (3, "family_name"), (4, "birth_date"), (4, "email"), (4, "needs"), (5, "birth_date"), (5, "phone"),
        (5, "account_kind"),
    }  # fmt: skip
    assert "平成7年" in row.problems.get(field="birth_date", row=4).what
    taken_in(sato, row)
    assert Customer.objects.get().display_name == "髙橋 一郎"
    assert row.refused == 3
    page = text_of(sato, "customers:import", import_id=row.id)
    assert "not-an-address" in page
    report = client_of(sato).get(f"/customers/imports/{row.id}/report/")
    assert "生年月日" in b"".join(report).decode("utf-8-sig")


@pytest.mark.django_db
def test_two_customers_addresses_in_one_row(sato: Staff, brand: Brand) -> None:
    taken_in(sato, begun(sato, brand, "姓,メール,電話\n林,h@example.jp,\n森,,03-1111-2222\n"))
    row = begun(sato, brand, "姓,メール,電話\n林,h@example.jp,03-1111-2222\n")
    assert (row.changed, row.refused) == (0, 1)


@pytest.mark.django_db
def test_customer_numbers_name_the_customer_and_come_out_again(sato: Staff, tanaka: Staff, brand: Brand) -> None:
    taken_in(sato, begun(sato, brand, "姓,お客様番号\n林,ab-0012\n"))
    row = taken_in(sato, begun(sato, brand, "姓,会員番号,電話\n林,ＡＢ００１２,03-1111-2222\n森,―,\n"))
    assert (row.created, row.changed, row.refused) == (0, 1, 1)
    customer = Customer.objects.get()
    addresses = sorted(customer.identities.values_list("kind", "address"))
    assert addresses == [("number", "AB0012"), ("phone", "+81311112222")]
    for words in ("ab-0012", "AB00", "ＡＢ-００１２"):
        assert [each.id for each in find_customers(actor(sato), words)] == [customer.id]
        assert not find_customers(actor(tanaka), words)
    answer = client_of(sato).post("/customers/export/", {"brand_id": str(brand.id), "encoding": "utf-8"})
    head, line = b"".join(answer).decode("utf-8-sig").split()[:2]
    assert line.split(",")[head.split(",").index("お客様番号")] == "ab-0012"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [b"\x00\x01\x02\x03", "姓\n林".encode("euc_jp") + b"\xff\xff", b"", b"a,b\n1,2\n", b'"\x80\xff'],
)
def test_what_is_no_table_is_refused_in_words(sato: Staff, brand: Brand, content: bytes) -> None:
    import_id = imports.begin_import(actor=actor(sato), brand_id=brand.id, name="x.csv", content=content)
    jobs.run_pending()
    row = CustomerImport.objects.get(id=import_id)
    assert row.state == "failed"
    assert row.trouble
    assert row.trouble in text_of(sato, "customers:import", import_id=row.id).replace("&#34;", '"')


@pytest.mark.django_db
def test_a_worker_that_died_goes_on_where_it_stood(sato: Staff, brand: Brand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "BATCH", 2)
    rows = "\n".join(f"客{number},c{number}@example.jp" for number in range(7))
    row = begun(sato, brand, f"姓,メール\n{rows}\n")
    imports.run_import(actor=actor(sato), import_id=row.id)
    work, seen = imports._write, []

    def dies(brand_id: UUID, *rest: Any) -> None:
        seen.append(rest)
        if len(seen) == 4:  # the second row of the second batch
            raise MemoryError
        work(brand_id, *rest)

    monkeypatch.setattr(imports, "_write", dies)
    with pytest.raises(MemoryError):
        imports.run(row.id)
    row.refresh_from_db()
    assert (row.done, row.created, Customer.objects.count()) == (2, 2, 2)
    imports.run(row.id)
    row.refresh_from_db()
    assert (row.state, row.done, row.created, Customer.objects.count()) == ("done", 7, 7, 7)


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_what_is_exported_can_be_imported(sato: Staff, brand: Brand, other_brand: Brand, encoding: str) -> None:
    taken_in(sato, begun(sato, brand, f"{HEAD}\n{GOOD}\n=1+1,,,,,f@example.jp,,,,,,\n"))
    answer = client_of(sato).post("/customers/export/", {"brand_id": str(brand.id), "encoding": encoding})
    text = b"".join(answer).decode("utf-8-sig" if encoding == "utf-8" else encoding)
    assert "'=1+1" in text  # a spreadsheet must not run it
    row = begun(sato, brand, text)
    assert (row.created, row.changed, row.refused) == (0, 2, 0)
    taken_in(sato, row)
    assert Customer.objects.count() == 2
    assert Customer.objects.filter(family_name="=1+1").exists()
    assert audit.entries("brand", brand.id).filter(verb="customers.exported").count() == 1


@pytest.mark.django_db
def test_the_pages_four_ways(sato: Staff, suzuki: Staff, tanaka: Staff, brand: Brand, other_brand: Brand) -> None:
    file = SimpleUploadedFile("名簿.csv", f"{HEAD}\n{GOOD}\n".encode())
    answer = client_of(sato).post("/customers/imports/", {"brand_id": str(brand.id), "file": file})
    assert answer.status_code == 302
    row = CustomerImport.objects.get()
    one: dict[str, Any] = {"import_id": row.id}
    assert "名簿.csv" in text_of(sato, "customers:imports")
    assert "hx-trigger" in text_of(sato, "customers:import", **one)
    jobs.run_pending()
    assert status(sato, "post", "customers:imports", {"brand_id": str(brand.id)}) == 422
    assert status(sato, "post", "customers:export", {"brand_id": str(other_brand.id), "encoding": "utf-8"}) == 422
    for name, kwargs in (("imports", {}), ("import", one), ("import-report", one), ("export", {})):
        assert status(sato, "get", f"customers:{name}", **kwargs) == 200
        assert status(suzuki, "get", f"customers:{name}", **kwargs) == 403  # operators do not take everybody home
        assert status(sato, "delete", f"customers:{name}", **kwargs) == 405
        assert Client().get(f"/customers/{name}").status_code in {302, 404, 301}
    assert status(suzuki, "post", "customers:import-run", **one) == 403
    assert status(sato, "get", "customers:import-run", **one) == 405
    from yorisoi.workspace.testing import make_staff

    stranger = make_staff("x@example.jp", "他", "者", ("タ", "シャ"), "admin", other_brand)
    assert status(stranger, "get", "customers:import", **one) == 404
    assert status(stranger, "post", "customers:import-run", **one) == 404
    assert status(stranger, "get", "customers:import-report", **one) == 404
    assert status(sato, "post", "customers:import-run", **one) == 302
