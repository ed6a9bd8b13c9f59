"""From the charset labels that mails carry to the decoder that really fits them.

Japanese, Chinese and Korean labels are read as the vendor's superset, as every mail program and the WHATWG Encoding
Standard do: Shift_JIS is code page 932, gb2312 is GB 18030, ks_c_5601-1987 is code page 949.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

JIS = "iso-2022-jp"
EUC = "euc-jp"

_ALIASES = {
    JIS: "iso2022jp iso2022jpms cp50220 cp50221 cp50222 csiso2022jp iso2022jp1 iso2022jp2 iso2022jp3 iso2022jpext"
    " iso2022jp2004 jis jis7 jisencoding xjis7 xiso2022jp jisx0208 xwindows50220 xwindows50221 iso2022jpkddi"
    " xiso2022jpautodetect",
    EUC: "eucjp eucjpms eucjpwin cp51932 xeucjp xeuc euc ujis csseucpkdfmtjapanese cseucpkdfmtjapanese eucjisx0208",
    "cp932": "shiftjis sjis xsjis shiftjisms mskanji csshiftjis cswindows31j windows31j windows932 cp932 ms932"
    " xmscp932 cp943 ibm943 sjiswin sjisopen macjapanese xmacjapanese shiftjisdocomo shiftjiskddi shiftjissoftbank",
    "gb18030": "gb2312 gb18030 gbk cp936 ms936 windows936 xgbk isogb2312 gb231280 csgb2312 csiso58gb231280 chinese"
    " isoir58 eucncn euccn xeuccn gb23121980 gb",
    "cp949": "ksc56011987 ksc56011989 ksc5601 euckr cseuckr korean cp949 ms949 windows949 uhc isoir149 ksx1001",
    "big5hkscs": "big5 big5hkscs xxbig5 csbig5 cnbig5 big5tw big5eten cp950 ms950 windows950 big5hk",
    "cp1252": "usascii ascii ansix341968 iso646us latin1 iso88591 windows1252 cp1252 xansi ansi 88591 iso8859"
    " iso88591ms isolatin1 l1 us iso88598859 cp819 ibm819 xcp1252 unknown8bit iso885911987 westerneuropean",
    "cp1254": "iso88599 latin5 windows1254 cp1254 xcp1254 l5 isolatin5",
    "cp874": "tis620 iso885911 windows874 cp874 dosiso88911",
    "iso8859_8": "iso88598 iso88598i iso88598e visual hebrew csiso88598i logical",
    "koi8_u": "koi8r koi8 koi koi8u koi8ru cskoi8r",
    "cp1251": "windows1251 cp1251 xcp1251 win1251",
    "cp1256": "windows1256 cp1256",
    "cp866": "cp866 ibm866 866 csibm866",
    "utf-8": "utf8 unicode11utf8 utf8n utf xutf8 unicode20utf8 xunicode20utf8 utf8bom utf8mb4 cesu8",
    "utf-7": "utf7 unicode11utf7 xunicode20utf7 csunicode11utf7 unicode20utf7 x-unicode-2-0-utf-7",
    "utf-16": "utf16 unicode ucs2 iso10646ucs2 csunicode iso10646",
    "mac_roman": "macintosh mac xmacroman macroman applemacroman xmac",
    "mac_cyrillic": "xmaccyrillic maccyrillic xmacukrainian",
    "hz": "hzgb2312 hz",
    "iso2022_kr": "iso2022kr csiso2022kr",
}
_BY_LABEL = {label: name for name, labels in _ALIASES.items() for label in labels.split()}

SINGLE_BYTE = re.compile(r"(?:cp125\d|cp8\d\d|iso8859|koi8|mac|latin)")


def _squeeze(label: str) -> str:
    return re.sub(r"[^a-z0-9]", "", label.lower())


@lru_cache(maxsize=512)
def decoder_for(label: str) -> str | None:
    """The decoder's name for a charset label ("x-sjis", "iso_8859-1:1987"), or None for one nobody knows.

    A name is a Python codec, or one of JIS and EUC, which are ours.
    """
    if len(label) > 60:
        return None
    squeezed = _squeeze(label)
    if not squeezed:
        return None
    for key in (squeezed, squeezed.removeprefix("charset"), squeezed.removeprefix("x"), squeezed.removeprefix("cs")):
        if key in _BY_LABEL:
            return _BY_LABEL[key]
    part = re.sub(r"^iso88591?(\d\d?)(?:\d{4})?$", r"\1", squeezed)
    for guess in (label.strip(), squeezed, f"iso8859-{part}", squeezed.replace("windows", "cp")):
        try:
            info = codecs.lookup(guess)
        except (LookupError, ValueError):
            continue
        if getattr(info, "_is_text_encoding", True):
            return _BY_LABEL.get(_squeeze(info.name), info.name)
    return None
