"""Text as Japanese support needs it: compared, taken apart, searched, read aloud; 和暦, phones, names.

Nothing here changes what people wrote: a folded text is for comparing and finding, the original is what is kept.

    fold(s)                     two writings of the same thing fold to the same string
    tokens(s) -> list[Token]    words with normalised form, reading, synonym groups
    reading(s)                  katakana reading (a guess)

    wareki(day), from_wareki(s)     令和元年5月1日 both ways; also wareki_short, wareki_year, from_wareki_year
    day_of(s) -> date               a day as people write it, by either calendar
    harmless(cell), unmarked(cell)  a cell of a CSV file that no spreadsheet runs as a formula, and back
    unhidden(s)                 invisible characters and turned directions as [U+202E], for showing
    phone(raw) -> Phone             raw beside E.164, national form, kind, extension
    split_name(s) -> PersonName     姓 and 名; split_reading, name_reading (a guess), sort_key (五十音)

For the search index (`kernel.search`):

    search_terms(text) -> list[str]          tokens to store for a document (n_… r_… s_… b_… c_…, see `words`)
    query_terms(text) -> list[QueryTerm]     what a document must have; all of them
    as_fts5(terms), as_tsquery(terms)        the same as an SQLite or a PostgreSQL expression
    spans(text, terms) -> [(begin, end)]     where in the text the query was met, for snippets
    rest()                                   after bulk work: the dictionary's memory back to the file cache

Tokens hold only letters, digits and underscores, are already folded, and must reach the index untouched: FTS5 with
`tokenize = "ascii tokenchars '_'"` (unicode61 of SQLite 3.40 does not know newer kanji), PostgreSQL with
`array_to_tsvector` or a `tsvector` literal, not `to_tsvector`. Store `" ".join(search_terms(text))`.
`ABC-123` is filed as abc123, abc and 123; an e-mail address whole, by its two sides and its pieces; `login` also as
ログイン; unknown katakana and kanji also by pairs of letters, so that a piece of a product's name finds it.
できない, 無い, auxiliaries and particles are not filed: ログインできない asks for the same as ログイン出来ない.
"""

from yorisoi.kernel.text.asking import QueryTerm, as_fts5, as_tsquery, query_terms
from yorisoi.kernel.text.cells import harmless, unmarked
from yorisoi.kernel.text.days import DayError, day_of
from yorisoi.kernel.text.eras import WarekiError, from_wareki, from_wareki_year, wareki, wareki_short, wareki_year
from yorisoi.kernel.text.folding import fold
from yorisoi.kernel.text.hidden import unhidden
from yorisoi.kernel.text.indexing import search_terms
from yorisoi.kernel.text.marks import spans
from yorisoi.kernel.text.names import PersonName, name_reading, sort_key, split_name, split_reading
from yorisoi.kernel.text.phones import Phone, PhoneKind, phone
from yorisoi.kernel.text.sudachi import Token, reading, rest, tokens

__all__ = [
    "DayError",
    "PersonName",
    "Phone",
    "PhoneKind",
    "QueryTerm",
    "Token",
    "WarekiError",
    "as_fts5",
    "as_tsquery",
    "day_of",
    "fold",
    "from_wareki",
    "from_wareki_year",
    "harmless",
    "name_reading",
    "phone",
    "query_terms",
    "reading",
    "rest",
    "search_terms",
    "sort_key",
    "spans",
    "split_name",
    "split_reading",
    "tokens",
    "unhidden",
    "unmarked",
    "wareki",
    "wareki_short",
    "wareki_year",
]
