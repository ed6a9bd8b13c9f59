"""The cases in the list of the three-pane example."""

from typing import NamedTuple


class Row(NamedTuple):
    """One case in the list, as an inbox row shows it. `due` in seconds of business time."""

    number: int
    name: str
    reading: str
    channel: str
    subject: str
    line: str
    status: str
    topic: str
    minutes: int
    due: int | None
    assignee: str = ""
    unread: bool = False
    urgent: bool = False
    viewers: tuple[str, ...] = ()
    again: bool = False


ROWS = (
    Row(
        10248,
        "山田 花子",
        "ヤマダ ハナコ",
        "mail",
        "届いた野菜が傷んでいました",
        "先ほど届いた箱を開けたところ、トマトが二つ潰れて…",
        "new",
        "商品 / 破損",
        4,
        1500,
        unread=True,
        viewers=("高橋 美咲",),
    ),
    Row(
        10231,
        "髙橋 健太",
        "タカハシ ケンタ",
        "mail",
        "定期便のお届け先を変更したい",
        "引っ越しのため、12月から新しい住所へ送って…",
        "open",
        "配送 / 届け先変更",
        12,
        5400,
        "鈴木 一郎",
        unread=True,
        again=True,
    ),
    Row(
        10244,
        "有限会社 みどり保育園",
        "ミドリホイクエン",
        "phone",
        "来週の給食分の数量を増やせますか",
        "担当の小林様より。23日(月)分を40食から52食に…",
        "open",
        "注文 / 数量変更",
        26,
        -1800,
        "佐藤 美咲",
        urgent=True,
    ),
    Row(
        10243,
        "Emily Carter",
        "エミリー カーター",
        "mail",
        "Allergy information for box no. 8",
        "Could you confirm whether the granola contains…",
        "new",
        "商品 / アレルギー",
        31,
        6200,
        unread=True,
    ),
    Row(
        10239,
        "中村 和子",
        "ナカムラ カズコ",
        "phone",
        "電話でのお支払い方法のご案内",
        "コンビニ払込票が届いていないとのこと。再発行を…",
        "open",
        "支払い / 払込票",
        48,
        9800,
        "鈴木 一郎",
    ),
    Row(
        10236,
        "小川 翔",
        "オガワ ショウ",
        "chat",
        "アプリにログインできない",
        "パスワードを再設定しても「エラー E-204」と表示…",
        "hold",
        "アプリ / ログイン",
        65,
        None,
        "田村 健",
    ),
    Row(
        10229,
        "渡辺 洋子",
        "ワタナベ ヨウコ",
        "mail",
        "お休みの連絡（年末年始）",
        "12月28日と1月4日のお届けをお休みにしてください。",
        "new",
        "配送 / 休止",
        92,
        14400,
    ),
    Row(
        10225,
        "株式会社 青空フーズ",
        "アオゾラフーズ",
        "mail",
        "請求書の宛名について",
        "経理の森です。請求書の宛名を「株式会社」付きで…",
        "open",
        "支払い / 請求書",
        130,
        18000,
        "佐藤 美咲",
    ),
    Row(
        10218,
        "伊藤 さくら",
        "イトウ サクラ",
        "form",
        "ポイントが付いていないようです",
        "11月15日の注文で120ポイントの予定でしたが…",
        "open",
        "ポイント",
        185,
        21600,
        "鈴木 一郎",
    ),
    Row(
        10207,
        "加藤 勇",
        "カトウ イサム",
        "mail",
        "解約を考えています",
        "量が多くて食べきれないことが続いているため…",
        "hold",
        "契約 / 解約",
        300,
        None,
        "高橋 美咲",
        again=True,
    ),
)
