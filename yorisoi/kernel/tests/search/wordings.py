"""A set of texts and queries of our own: the same matter in different spellings, and matters that only look alike.

Each matter: how customers write it (fragments of texts) and how operators ask for it. A query's right answers are all
texts of its matter. LOOKALIKES are texts no query asks for, chosen to be mistaken for one.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Matter:
    """Written as any of `texts`, asked for by each of `queries`."""

    texts: tuple[str, ...]
    queries: tuple[str, ...]


def _matter(texts: str, queries: str) -> Matter:
    return Matter(tuple(texts.split("|")), tuple(queries.split("|")))


MATTERS = (
    _matter(
        "ログインできない|ログイン出来ません|ﾛｸﾞｲﾝができません|ろぐいん出来ない|ログイン出来なくなりました",
        "ログインできない|ログイン出来ない|ﾛｸﾞｲﾝ|ログイン できません|ろぐいん",
    ),
    _matter(
        "引っ越しをします|引越しました|引越の予定です|ひっこしをします|引っ越す予定です",
        "引っ越し|引越し|引越|ひっこし|引っ越した",
    ),
    _matter(
        "問い合わせをしました|問合せの返事がありません|お問い合わせした件です|問合わせの続きです",
        "問い合わせ|問合せ|お問い合わせ|問合わせ|問い合せ",
    ),
    _matter("申込をしました|申し込みをしたい|申込みの途中です|お申し込みの件", "申込|申し込み|申込み|お申込み"),
    _matter("返金してください|払い戻しを希望します|払戻しはいつですか|ご返金の件", "返金|払い戻し|払戻し"),
    _matter("サーバーが重いです|サーバに繋がらない|ｻｰﾊﾞｰが落ちています|サーバの応答がない", "サーバー|サーバ|ｻｰﾊﾞｰ"),
    _matter(
        "スマートフォンを替えました|スマホが動かない|スマフォを落としました|ｽﾏﾎで見ています",
        "スマホ|スマートフォン|ｽﾏｰﾄﾌｫﾝ|ｽﾏﾎ",
    ),
    _matter("振込の日付を知りたい|振り込みをしました|お振込みの件|振込みができません", "振込|振り込み|振込み"),
    _matter("見積をください|見積もりが欲しい|お見積りをお願いします|見積りの金額", "見積|見積もり|見積り|お見積り"),
    _matter("メールが届かない|ﾒｰﾙが来ません|メールを受け取れない", "メール|ﾒｰﾙ|めーる"),
    _matter("領収書をください|領収証が必要です|領収書を再度送って", "領収書|領収証"),
    _matter("取り消したい|取消しをお願いします|取り消しをしました|取消の手続", "取り消し|取消|取消し|取り消す"),
    _matter("子供の名前を直したい|子どもが使います|こどもの名前です", "子供|子ども|こども"),
    _matter("組み立て方が分からない|組立てができない|組立の手順", "組み立て|組立て|組立"),
    _matter("打ち合わせをしたい|打合せの日程|打ち合せの資料", "打ち合わせ|打合せ|打ち合せ"),
    _matter("コンピューターが動かない|コンピュータを替えた|ｺﾝﾋﾟｭｰﾀの画面", "コンピュータ|コンピューター"),
    _matter("プリンターが止まる|プリンタで刷れない|ﾌﾟﾘﾝﾀｰの色が薄い", "プリンタ|プリンター|ﾌﾟﾘﾝﾀｰ"),
    _matter("受付が終わらない|受け付けの時間|受付けの窓口", "受付|受け付け|受付け"),
    _matter("割引になりません|割り引きの条件|割引きが付かない", "割引|割り引き|割引き"),
    _matter("繰り越しをしたい|繰越の残り|繰越しの期限", "繰り越し|繰越|繰越し"),
    _matter("口座振替にしたい|口座振替の用紙", "口座振替|口座 振替|こうざふりかえ"),
    _matter("髙橋と申します|高橋です", "高橋|髙橋|たかはし"),
    _matter("渡邉でございます|渡辺と言います|渡邊です", "渡辺|渡邉"),
    _matter("京都に住んでいます|京都の店舗です", "京都|きょうと"),
    _matter("都市ガスを使っています|都市ガスの開栓", "都市ガス|ガス"),
    _matter("タブレットの充電|ﾀﾌﾞﾚｯﾄが割れた", "タブレット|たぶれっと"),
    _matter(
        "please send the invoice again|the Invoice is wrong|two invoices arrived", "invoice|INVOICE|ｉｎｖｏｉｃｅ"
    ),
    _matter("a refund is needed|when will the refund come|my Refund request", "refund|Refund"),
    _matter("the delivery was late|DELIVERY did not come", "delivery|Delivery"),
    _matter("型番は ABC-1234 です|ＡＢＣ－１２３４の部品|abc1234 が欲しい", "ABC-1234|abc1234|ＡＢＣ１２３４|ABC-12"),
    _matter("電話は 03-5550-0123 です|０３－５５５０－０１２３まで|0355500123 に掛けて", "03-5550-0123|0355500123"),
    _matter("宛先は mori@example.co.jp です|Mori@Example.co.jp から送りました", "mori@example.co.jp|mori"),
    _matter("エラー E0042 が出ます|E-0042 と表示されます", "E0042|e-0042"),
    _matter("ヨリソイパックを使っています|ヨリソイの画面で|よりそいを契約中です", "ヨリソイ|よりそい"),
)
LOOKALIKES = [
    "東京都に住んでいます",
    "地震がありました",
    "自身で直しました",
    "請求書の金額が違う",
    "型番は ABD-1235 です",
    "電話は 03-5550-0124 です",
    "配送が遅れています",
    "料金が高い",
    "画面が白くなる",
    "写真が送れない",
    "解約をしたい",
    "住所が変わりました",
    "名義を変えたい",
    "予約の時間を知りたい",
    "部品が足りない",
    "説明書が読めない",
    "保証の期間",
    "故障しました",
    "エラー E0043 が出ます",
    "宛先は hori@example.co.jp です",
    "the parcel is broken",
    "please call me back",
    "the price is wrong",
    "サーフィンの板",
    "スマートな画面",
    "ログを送ります",
    "メーターの数字",
    "プリンを食べました",
    "タブを閉じた",
    "在庫を知りたい",
    "学校で使います",
    "授業で使えない",
    "音が出ない",
    "鈴木と申します",
    "伊藤です",
    "大阪の店舗です",
    "支払いの方法",
    "ポイントが付かない",
]
GREETINGS = ("お世話になっております。", "いつもありがとうございます。", "", "はじめまして。", "Hello, ")
CLOSINGS = (
    "どうすればよいですか。",
    "よろしくお願いいたします。",
    "至急お願いします。",
    "ご確認ください。",
    "Thank you.",
)


def texts(
    count: int, matters: Sequence[Matter] = MATTERS, lookalikes: Sequence[str] = LOOKALIKES
) -> Iterator[tuple[str, int | None]]:
    """`count` texts, each with the number of its matter, or None for those that only look alike."""
    chance = random.Random(1)
    for _ in range(count):
        matter = chance.randrange(len(matters)) if chance.random() < 0.7 else None
        said = chance.choice(matters[matter].texts if matter is not None else lookalikes)
        also = chance.choice(lookalikes) + "。" if chance.random() < 0.3 else ""
        yield f"{chance.choice(GREETINGS)}{said}。{also}{chance.choice(CLOSINGS)}", matter
