"""The demo company's web forms, one a brand, and what came in through them lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from yorisoi.channels.form import actions
from yorisoi.channels.form.checking import Entry, check
from yorisoi.channels.form.contracts import FieldKind, Variant
from yorisoi.channels.form.models import Form
from yorisoi.channels.form.queries import fields_of
from yorisoi.channels.form.ticket import new_ticket
from yorisoi.config.demo.company import Company
from yorisoi.desk import actions as desk
from yorisoi.kernel import clock
from yorisoi.workspace.contracts import SYSTEM


@dataclass(frozen=True)
class FormPlan:
    """A form and its messages: (hours ago, name, address, subject, answers to the brand's own question, text)."""

    brand: str
    slug: str
    title: tuple[str, str]
    intro: tuple[str, str]
    question: tuple[str, str]
    choices: tuple[tuple[str, str], ...]
    messages: tuple[tuple[float, str, str, str, str, str], ...]


FORMS = (
    FormPlan(
        "hinatabin",
        "hinatabin",
        ("ひなた便 お問い合わせ", "Contact Hinata-bin"),
        (
            "お届け・お支払いなど、お困りのことをお書きください。2営業日以内にお返事します。",
            "Tell us what you need help with. We answer within two working days.",
        ),
        ("お問い合わせの種類", "What is it about?"),
        (
            ("お届け", "Delivery"), ("商品の不良・返品", "Damaged goods, returns"), ("お支払い", "Payment"),
            ("その他", "Something else"),
        ),
        (
            (
                2.5, "中野 美咲", "nakano.misaki@example.jp", "置き配の場所の変更", "お届け",
                "次回のお届けから、玄関前ではなくガスメーターの横に置いていただくことはできますか。\n"
                "小さい子どもがいて、玄関前だとドアが開けにくいのです。",
            ),
            (
                20, "大西 健", "onishi.ken@example.jp", "", "商品の不良・返品",
                "届いたりんごジュースの瓶が1本割れていました。ほかの商品もぬれています。\n交換をお願いできますか。",
            ),
            (
                51, "Maria Santos", "maria.santos@example.com", "Receipt in English", "お支払い",
                "Could you issue the receipt for October in English? I need it for my company.",
            ),
        ),
    ),
    FormPlan(
        "manabi",
        "manabi",
        ("ひなた学習 お問い合わせ", "Contact Hinata Manabi"),
        (
            "ログインや教材のことなど、お気軽にお問い合わせください。学校の先生もこちらからどうぞ。",
            "Ask us about signing in, lessons, or anything else. Teachers are welcome, too.",
        ),
        ("ご利用の立場", "Who are you?"),
        (("保護者", "Parent"), ("生徒", "Pupil"), ("先生・学校", "Teacher or school"), ("その他", "Somebody else")),
        (
            (
                4, "小林 直樹", "kobayashi@school.example.jp", "児童のアカウントをまとめて作りたい", "先生・学校",
                "4月から3年生2クラス、58名で使いたいです。名簿から一度にアカウントを作る方法はありますか。",
            ),
            (
                30, "藤田 さやか", "fujita.sayaka@example.jp", "音声が出ません", "保護者",
                "英語の教材で、タブレットから音が出ません。ほかの動画の音は出ます。\nどこを確かめればよいですか。",
            ),
        ),
    ),
)  # fmt: skip


def found_forms(company: Company) -> None:
    """One form for each brand, answered from its first mailbox; its messages come to the first queue."""
    for plan in FORMS:
        queue = next(name for slug, name in company.queues if slug == plan.brand)
        values = actions.FormValues(
            name=plan.title[0],
            slug=plan.slug,
            languages="both",
            title_ja=plan.title[0],
            title_en=plan.title[1],
            intro_ja=plan.intro[0],
            intro_en=plan.intro[1],
            acknowledges=True,
            reply_mailbox_id=company.mailboxes[plan.brand, queue][0],
        )
        form_id = actions.create_form(actor=SYSTEM, brand_id=company.brands[plan.brand], values=values)
        _add_fields(plan, Form.objects.get(id=form_id))
        mailbox_id = Form.objects.values_list("mailbox_id", flat=True).get(id=form_id)
        desk.route_mailbox(actor=SYSTEM, mailbox_id=mailbox_id, queue_id=company.queues[plan.brand, queue])


def _add_fields(plan: FormPlan, form: Form) -> None:
    """The brand's own question, third from the top, and a phone number."""
    choice = actions.FieldValues(
        kind=FieldKind.CHOICE.value,
        variant=Variant.RADIO.value,
        label_ja=plan.question[0],
        label_en=plan.question[1],
        required=True,
        choices=[{"ja": ja, "en": en} for ja, en in plan.choices],
    )
    field_id = actions.add_field(actor=SYSTEM, form_id=form.id, values=choice)
    for _step in range(3):
        actions.move_field(actor=SYSTEM, form_id=form.id, field_id=field_id, steps=-1)
    phone = actions.FieldValues(kind=FieldKind.PHONE.value, label_ja="電話番号", label_en="Phone number")
    phone_id = actions.add_field(actor=SYSTEM, form_id=form.id, values=phone)
    for _step in range(4):
        actions.move_field(actor=SYSTEM, form_id=form.id, field_id=phone_id, steps=-1)


def fill_forms(until: datetime) -> None:
    """The messages of the last days, as cases; nobody is acknowledged for the past."""
    for plan in FORMS:
        form = Form.objects.select_related("brand", "mailbox").get(slug=plan.slug)
        form.acknowledges = False  # for this run only, it is not saved
        for hours, name, address, subject, choice, text in plan.messages:
            typed = {"name": [name], "email": [address], "subject": [subject], "choice": [choice], "body": [text]}
            with clock.moved_to(until - timedelta(hours=hours)):
                filled, problems = check(fields_of(form), Entry(typed=typed), "ja")
                assert not problems
                done = actions.submit(
                    form=form, ticket=new_ticket(form.id), filled=filled, language="ja", address="192.0.2.1"
                )
                desk.receive(received_id=done.received_id)
