"""Making texts comparable: width, case, kana, hyphens, long vowels, variant kanji.

Two strengths. `even` replaces single characters by single characters only, so that every offset stays true;
Sudachi and the search read texts through it. `fold` goes all the way (NFKC, hiragana to katakana) and is for
comparing two strings, never for storing or showing one: NFKC destroys what people typed (①, ㈱, ｶﾅ).
"""

import re
import unicodedata

HYPHENS = "‐‑‒–—―−─━﹣－˗⁻₋"
"""Signs people type for a hyphen: all become the ASCII hyphen-minus."""

# A surname is typed 髙橋 or 高橋, 渡邉, 渡邊 or 渡辺 by the same family; the search must not care. First as typed.
_KANJI = (
    "髙高 﨑崎 嵜崎 碕崎 邉辺 邊辺 齋斎 齊斉 澤沢 濱浜 濵浜 廣広 國国 櫻桜 嶋島 嶌島 惠恵 眞真 瀨瀬 德徳 榮栄 豐豊 "
    "龍竜 瀧滝 淺浅 圓円 藏蔵 條条 壽寿 敎教 黑黒 曾曽 當当 來来 縣県 關関 鐵鉄 鹽塩 顯顕 靜静 假仮 會会 "
    "學学 實実 寫写 對対 帶帯 應応 戰戦 擔担 據拠 收収 數数 斷断 晝昼 橫横 歷歴 殘残 氣気 游遊 濟済 點点 燈灯 "
    "爲為 狀状 獨独 畫画 發発 禮礼 穗穂 竝並 經経 繪絵 續続 總総 聲声 臺台 與与 舊旧 莊荘 萬万 處処 號号 譯訳 "
    "讀読 變変 豫予 賣売 轉転 辨弁 遲遅 醫医 釋釈 銳鋭 鎭鎮 隨随 隱隠 雜雑 靈霊 餘余 驛駅 驗験 鷄鶏 麥麦 齡齢 "
    "彌弥 峯峰 冨富 桒桑 𠮷吉"
)
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_KANA_HYPHEN = re.compile(r"(?<=[ァ-ヺー])-(?=[ぁ-ゖァ-ヺー]|[、。!?」)]|$)", re.MULTILINE)
_NOT_A_LETTER = re.compile(r"[\W_]+")


def _even_table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " ", 0xFF70: "ー"}
    table |= {ord(sign): "-" for sign in HYPHENS}
    table |= {ord(pair[0]): pair[1] for pair in _KANJI.split()}
    capitals = [code for code in range(0x250) if len(chr(code).lower()) == 1 and chr(code).lower() != chr(code)]
    table |= {code: chr(code).lower() for code in capitals}
    table |= {code + 0xFEE0: chr(code + 32) for code in range(0x41, 0x5B)}
    return table


_EVEN = _even_table()
# Most runs of a text need nothing: finding those that do is five times as fast as translating all.
_UNEVEN = re.compile(f"[{re.escape(''.join(map(chr, _EVEN)))}]+")
_TO_KATAKANA = {code: chr(code + 0x60) for code in range(0x3041, 0x3097)} | {0x309D: "ヽ", 0x309E: "ヾ"}


def even(text: str) -> str:
    """`text` with width, case, hyphens and variant kanji evened out, character by character.

    The result has exactly as many characters as `text`: offsets into one are offsets into the other.
    A hyphen after katakana and before kana is a mistyped long vowel (サ-バ-は) and becomes ー.
    """
    result = _UNEVEN.sub(lambda run: run.group().translate(_EVEN), text)
    return _KANA_HYPHEN.sub("ー", result) if "-" in result else result


def without_selectors(text: str) -> str:
    """`text` composed (NFC) and without the variation selectors that choose a glyph (葛󠄀 = 葛)."""
    return text if text.isascii() else _VARIATION_SELECTORS.sub("", unicodedata.normalize("NFC", text))


def compatible(text: str) -> str:
    """`text` in NFKC without variation selectors: ① is 1, ㈱ is (株), ｶﾞ is ガ. What the search reads."""
    return text if text.isascii() else _VARIATION_SELECTORS.sub("", unicodedata.normalize("NFKC", text))


def fold(text: str) -> str:
    """The form of `text` for comparing only: two writings of the same thing fold to the same string.

    NFKC, lower case, hiragana as katakana, one hyphen, ー for a hyphen between kana, variant kanji of surnames
    as the common ones, runs of white space as one space, none at the ends. `fold(fold(s)) == fold(s)`.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    caseless = unicodedata.normalize("NFKC", compatible(_VARIATION_SELECTORS.sub("", text)).casefold())
    return even(" ".join(caseless.translate(_TO_KATAKANA).split()))


def katakana(text: str) -> str:
    """`text` with each hiragana as the same katakana; all else as it is, and every offset true."""
    return text.translate(_TO_KATAKANA)


def is_kana(text: str) -> bool:
    """True if `text` has at least one character and all are hiragana, katakana (either width) or ー."""
    return bool(text) and all(
        "\u3041" <= sign <= "\u309f" or "\u30a1" <= sign <= "\u30ff" or "\uff66" <= sign <= "\uff9f" for sign in text
    )


def letters(text: str) -> str:
    """`fold(text)` with everything but letters and digits taken out: what a search token may hold."""
    return _NOT_A_LETTER.sub("", fold(text))
