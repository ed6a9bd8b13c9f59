"""Headers as they are really written: split characters, mixed encodings, raw bytes, file names in every form."""

from __future__ import annotations

from .write import Mail, b64, encoded, jis, letter, multipart, percent, q_word, sent, text_mail, typed, word

TEXT = "本文です。\n"


def with_subject(name: str, raw: str | bytes, subject: str) -> Mail:
    """A mail whose interest is its subject."""
    head = sent("", "taro@yamada.example.jp", "SUBJECT")
    head[2] = raw if isinstance(raw, bytes) else f"Subject: {raw}"
    return Mail(name, text_mail(head, TEXT), subject, ("", "taro@yamada.example.jp"), TEXT)


def with_sender(name: str, line: str | bytes, sender: tuple[str, str]) -> Mail:
    """A mail whose interest is its From line."""
    head = sent("", "x", "差出人".encode("ascii", "ignore").decode() or "from")
    head[0] = line
    return Mail(name, text_mail(head, TEXT), "from", sender, TEXT)


def with_file(name: str, headers: list[str | bytes], file: str) -> Mail:
    """A mail whose interest is the name of its file."""
    part: list[str | bytes] = [*headers, "Content-Transfer-Encoding: base64", b"", b64(b"data")]
    raw = multipart(sent("", "taro@yamada.example.jp", "file"), [typed(TEXT, "ISO-2022-JP"), part])
    return Mail(name, raw, "file", ("", "taro@yamada.example.jp"), TEXT, files=(file,))


UTF8 = "お問い合わせの件について".encode()
JIS = jis("お問い合わせ")

SPLIT_UTF8 = with_subject(
    "word_split_in_a_utf8_character",
    f"{word(UTF8[:10], 'UTF-8')}\n {word(UTF8[10:], 'UTF-8')}",
    "お問い合わせの件について",
)
SPLIT_Q = with_subject("word_split_in_a_q_character", "=?UTF-8?Q?=E3=81?=\n =?UTF-8?Q?=82=E3=81=84?=", "あい")
SPLIT_JIS = with_subject("word_split_between_jis_bytes", f"{word(JIS[:6])}\n {word(JIS[6:])}", "お問い合わせ")
SPLIT_SJIS = with_subject(
    "word_split_in_a_sjis_character",
    f"{word('表示'.encode('cp932')[:1], 'Shift_JIS')} {word('表示'.encode('cp932')[1:], 'Shift_JIS')}",
    "表示",
)
MIXED = with_subject(
    "words_b_and_q_mixed", f"Re: {word('返品', 'UTF-8')} =?UTF-8?q?_=E3=81=AE?=\n {word('件')}", "Re: 返品 の件"
)
NO_SPACE = with_subject("words_without_space", word("①請求", "UTF-8") + word("書", "UTF-8"), "①請求書")
IN_TEXT = with_subject("word_inside_text", f"[{word('重要')}]{word('お知らせ')}(1)", "[重要]お知らせ(1)")
Q_SPACES = with_subject("q_with_raw_spaces", "=?UTF-8?Q?Hello =E5=B1=B1=E7=94=B0 san?=", "Hello 山田 san")
LONG = with_subject(
    "long_folded_subject",
    "\n ".join(
        word(each) for each in ("ご契約内容の確認と", "ご住所変更のお手続きについて", "のお問い合わせ（㈱髙﨑）")
    ),
    "ご契約内容の確認とご住所変更のお手続きについてのお問い合わせ（㈱髙﨑）",
)
LOWER = with_subject("label_in_lower_case", word("ﾃｽﾄ①", "iso-2022-jp-ms").replace("-ms", "-MS"), "ﾃｽﾄ①")
WRONG_LABEL = with_subject("utf8_word_declared_jis", word("至急".encode(), "ISO-2022-JP"), "至急")
SJIS_WORD_AS_JIS = with_subject(
    "sjis_word_declared_jis", word("緊急の連絡".encode("cp932"), "ISO-2022-JP"), "緊急の連絡"
)
KANA_GB = with_subject("kana_word_declared_gb2312", word("メール".encode("gbk"), "gb2312"), "メール")
NO_PADDING = with_subject(
    "word_without_padding", word("あ", "UTF-8") + " " + word("いう1", "UTF-8").replace("=?=", "?="), "あいう1"
)
RAW_JIS = with_subject("raw_jis_subject", b"Subject: " + jis("見積もりのお願い①"), "見積もりのお願い①")
RAW_SJIS = with_subject("raw_sjis_subject", "Subject: 見積もりのお願い".encode("cp932"), "見積もりのお願い")
RAW_EUC = with_subject("raw_euc_subject", "Subject: 見積もりのお願い".encode("euc_jp"), "見積もりのお願い")
RAW_UTF8 = with_subject("raw_utf8_subject", "Subject: 見積もりのお願い🙇".encode(), "見積もりのお願い🙇")
EMPTY = with_subject("empty_subject", "", "")

QUOTED_WORD = with_sender(
    "word_in_quotes",
    f'From: "{word("株式会社サクラ, 営業部")}" <sales@yamada.example.jp>',
    ("株式会社サクラ, 営業部", "sales@yamada.example.jp"),
)
COMMENT_NAME = with_sender(
    "name_as_comment", f"From: taro@yamada.example.jp ({word('山田太郎')})", ("山田太郎", "taro@yamada.example.jp")
)
NO_SPACE_NAME = with_sender(
    "name_without_space", f"From: {word('山田')}<taro@yamada.example.jp>", ("山田", "taro@yamada.example.jp")
)
RAW_NAME = with_sender(
    "raw_sjis_name", "From: 表参道商店 <omote@example.jp>".encode("cp932"), ("表参道商店", "omote@example.jp")
)
RAW_JIS_NAME = with_sender(
    "raw_jis_name", b'From: "' + jis("山田太郎") + b'" <taro@example.jp>', ("山田太郎", "taro@example.jp")
)
UNQUOTED = with_sender(
    "unquoted_comma", "From: Yamada, Inc. (Taro) <taro@example.jp>", ("Yamada, Inc.", "taro@example.jp")
)
TWO_WORDS = with_sender(
    "name_in_two_words",
    f"From: {word('山田', 'UTF-8')} {q_word('太郎')} <taro@example.jp>",
    ("山田太郎", "taro@example.jp"),
)
DOUBLE_DOTS = with_sender("docomo_dots", 'From: "abc..d."@docomo.ne.jp', ("", '"abc..d."@docomo.ne.jp'))

PDF = "Content-Type: application/pdf"
RFC2231 = with_file(
    "file_rfc2231",
    [PDF, f"Content-Disposition: attachment; filename*=UTF-8''{percent('請求書 11月.pdf')}"],
    "請求書 11月.pdf",
)
NAME = percent("令和八年度第三四半期請求書一覧.pdf")
CONTINUED = with_file(
    "file_rfc2231_continued",
    [
        PDF,
        f"Content-Disposition: attachment;\n filename*0*=UTF-8''{NAME[:40]};\n filename*1*={NAME[40:80]};\n"
        f" filename*2*={NAME[80:]}",
    ],
    "令和八年度第三四半期請求書一覧.pdf",
)
CONTINUED_JIS = with_file(
    "file_rfc2231_jis",
    [PDF, f"Content-Disposition: attachment;\n filename*=ISO-2022-JP'ja'{percent('契約書①.pdf', 'iso-2022-jp')}"],
    "契約書①.pdf",
)
NO_CHARSET = with_file(
    "file_rfc2231_without_charset",
    [PDF, f"Content-Disposition: attachment; filename*=''{percent('契約書.pdf', 'shift_jis')}"],
    "契約書.pdf",
)
SECTIONS_PLAIN = with_file(
    "file_sections_of_words",
    [PDF, f'Content-Disposition: attachment;\n filename*0="{word("長い")}";\n filename*1="{word("名前.pdf")}"'],
    "長い名前.pdf",
)
WORD_NAME = with_file(
    "file_rfc2047", [f'{PDF}; name="{word("見積.pdf")}"', "Content-Disposition: attachment"], "見積.pdf"
)
WORD_UNQUOTED = with_file("file_rfc2047_unquoted", [f"{PDF}; name={word('見積.pdf', 'UTF-8')}"], "見積.pdf")
WORD_FOLDED = with_file(
    "file_rfc2047_folded",
    [PDF, f'Content-Disposition: attachment; filename="{word("とても長い", "UTF-8")}\n\t{word("名前.pdf", "UTF-8")}"'],
    "とても長い名前.pdf",
)
RAW_FILE = with_file(
    "file_raw_sjis",
    [PDF, b'Content-Disposition: attachment; filename="' + "表計算ソ.pdf".encode("cp932") + b'"'],
    "表計算ソ.pdf",
)
RAW_FILE_UTF8 = with_file("file_raw_utf8", [PDF, 'Content-Disposition: attachment; filename="資料.pdf"'], "資料.pdf")
RAW_FILE_JIS = with_file(
    "file_raw_jis", [b'Content-Type: application/pdf; name="' + jis("資料") + b'.pdf"'], "資料.pdf"
)
BOTH = with_file(
    "file_both_forms",
    [PDF, f"Content-Disposition: attachment; filename=\"____.pdf\"; filename*=UTF-8''{percent('報告書.pdf')}"],
    "報告書.pdf",
)

NO_HEADERS = Mail(
    "hardly_any_header",
    letter(["From: taro@yamada.example.jp"], encoded("件名も日付もありません。\r\n", "iso-2022-jp")),
    "",
    ("", "taro@yamada.example.jp"),
    "件名も日付もありません。",
)
