"""Sentences as customers write them, for measurements, and the words that are planted in known numbers."""

import random

PLANTED = (
    ("加湿器", 10),
    ("延長保証", 1_000),
    ("再発行", 20_000),
    ("humidifier", 10),
    ("voucher", 1_000),
    ("passport", 20_000),
)
_THINGS_LINES = """
請求書 領収書 パスワード ログイン 配送 解約 契約 プラン 料金 返金 支払い クレジットカード 口座振替 住所 電話番号 アプリ
メールアドレス 画面 エラー 通知 会員登録 引越し 手続き 商品 注文 キャンセル 定期便 在庫 店舗 予約 修理 部品 説明書
サーバー 接続 端末 学校 先生 児童 教材 授業 宿題 印刷 書類 見積 納期 担当者 営業 窓口 割引 クーポン ポイント 残高 履歴
明細 税金 法人 名義 期限
"""
_JOINTS_LINE = "の件で の画面が を開くと が急に について をもう一度 の方法を が昨日から の金額が と"
_ENDS_LINE = "できません 届きません 表示されません 確認したいです 変更したいです 教えてください 困っています 忘れました"
_GREETINGS_LINE = (
    "お世話になっております。 いつもありがとうございます。 先日お電話した者です。 お忙しいところ恐れ入ります。"
)
_ENGLISH_LINES = """
invoice password login delivery contract plan refund payment card account address phone screen error notice order
cancel stock shop booking repair manual server device school teacher printing quote discount coupon balance
"""
_THINGS, _JOINTS, _ENDS = _THINGS_LINES.split(), _JOINTS_LINE.split(), _ENDS_LINE.split()
_GREETINGS, _ENGLISH = _GREETINGS_LINE.split(), _ENGLISH_LINES.split()
_FAULTS = (
    "does not work",
    "is missing",
    "cannot be opened",
    "was charged twice",
    "needs to be changed",
    "arrived late",
)


def sentence(chance: random.Random) -> str:
    """One invented sentence, four in five Japanese; holds none of the planted words."""
    if chance.random() < 0.2:
        first, second = chance.choice(_ENGLISH), chance.choice(_ENGLISH)
        return f"The {first} for my {second} {chance.choice(_FAULTS)}, number {chance.randint(1, 999)}. "
    one, two, end = chance.choice(_THINGS), chance.choice(_THINGS), chance.choice(_ENDS)
    if chance.random() < 0.6:
        return f"{one}{chance.choice(_JOINTS)}{two}が{end}。"
    number = f"{chance.choice('ABCD')}{chance.randint(100, 9999)}"
    return f"{chance.choice(_GREETINGS)}{one}の{two}を{end}。番号は{number}です。"


def planted_sentence(word: str) -> str:
    """A sentence around a planted word."""
    return f"My {word} please. " if word.isascii() else f"{word}をお願いします。"
