"""The people of the demo company: twenty staff, and names from which customers are made. All invented."""

from dataclasses import dataclass

COMPANY = "株式会社ひなた"


@dataclass(frozen=True)
class BrandPlan:
    """A brand and its queues, each with the mailbox that customers write to."""

    slug: str
    name: str
    sign: str
    colour: str
    queues: tuple[tuple[str, str], ...]  # (name, address)


BRANDS = (
    BrandPlan(
        "hinatabin",
        "ひなた便",
        "便",
        "#b4541a",
        (
            ("一般", "support@hinatabin.example"),
            ("お届け", "otodoke@hinatabin.example"),
            ("ご契約・お支払い", "keiyaku@hinatabin.example"),
        ),
    ),
    BrandPlan(
        "manabi",
        "ひなた学習",
        "学",
        "#1f6f8b",
        (
            ("一般", "support@hinata-manabi.example"),
            ("ログイン・操作", "help@hinata-manabi.example"),
            ("学校・団体", "school@hinata-manabi.example"),
        ),
    ),
)


@dataclass(frozen=True)
class StaffPlan:
    """One of the twenty: who, at which site, with which role at which brands."""

    login: str
    family: str
    given: str
    family_reading: str
    given_reading: str
    role: str
    brands: tuple[str, ...]
    site: str = "札幌センター"

    @property
    def email(self) -> str:
        """Sign-in address."""
        return f"{self.login}@hinata.example"


BOTH = ("hinatabin", "manabi")
STAFF = (
    StaffPlan("sato", "佐藤", "美咲", "サトウ", "ミサキ", "admin", BOTH, "東京本社"),
    StaffPlan("suzuki", "鈴木", "健太", "スズキ", "ケンタ", "operator", BOTH),
    StaffPlan("tanaka", "田中", "陽子", "タナカ", "ヨウコ", "operator", ("manabi",)),
    StaffPlan("takahashi", "髙橋", "直樹", "タカハシ", "ナオキ", "supervisor", BOTH),
    StaffPlan("ito", "伊藤", "彩", "イトウ", "アヤ", "operator", ("hinatabin",)),
    StaffPlan("watanabe", "渡邉", "翔", "ワタナベ", "ショウ", "operator", ("hinatabin",)),
    StaffPlan("yamamoto", "山本", "由紀", "ヤマモト", "ユキ", "operator", ("hinatabin",)),
    StaffPlan("nakamura", "中村", "大輔", "ナカムラ", "ダイスケ", "operator", ("hinatabin",)),
    StaffPlan("kobayashi", "小林", "真由美", "コバヤシ", "マユミ", "supervisor", ("hinatabin",)),
    StaffPlan("kato", "加藤", "亮", "カトウ", "リョウ", "operator", ("hinatabin",)),
    StaffPlan("yoshida", "吉田", "恵", "ヨシダ", "メグミ", "operator", ("hinatabin",)),
    StaffPlan("yamada", "山田", "拓也", "ヤマダ", "タクヤ", "operator", ("manabi",)),
    StaffPlan("sasaki", "佐々木", "愛", "ササキ", "アイ", "operator", ("manabi",)),
    StaffPlan("yamaguchi", "山口", "修", "ヤマグチ", "オサム", "supervisor", ("manabi",), "福岡センター"),
    StaffPlan("matsumoto", "松本", "千尋", "マツモト", "チヒロ", "operator", ("manabi",), "福岡センター"),
    StaffPlan("inoue", "井上", "隼人", "イノウエ", "ハヤト", "operator", ("manabi",), "福岡センター"),
    StaffPlan("kimura", "木村", "奈々", "キムラ", "ナナ", "operator", BOTH, "福岡センター"),
    StaffPlan("hayashi", "林", "和也", "ハヤシ", "カズヤ", "operator", BOTH, "福岡センター"),
    StaffPlan("saito", "齋藤", "香織", "サイトウ", "カオリ", "operator", ("hinatabin",), "福岡センター"),
    StaffPlan("mori", "森", "俊介", "モリ", "シュンスケ", "viewer", BOTH, "東京本社"),
)
PASSWORD = "hinata-demo-2026"  # noqa: S105 - the demo's people are printed with it at every start

FAMILIES = (
    ("青木", "アオキ", "aoki"),
    ("阿部", "アベ", "abe"),
    ("石川", "イシカワ", "ishikawa"),
    ("石井", "イシイ", "ishii"),
    ("上田", "ウエダ", "ueda"),
    ("遠藤", "エンドウ", "endo"),
    ("大野", "オオノ", "ohno"),
    ("岡田", "オカダ", "okada"),
    ("小川", "オガワ", "ogawa"),
    ("神﨑", "カンザキ", "kanzaki"),
    ("菊地", "キクチ", "kikuchi"),
    ("久保", "クボ", "kubo"),
    ("近藤", "コンドウ", "kondo"),
    ("後藤", "ゴトウ", "goto"),
    ("坂本", "サカモト", "sakamoto"),
    ("清水", "シミズ", "shimizu"),
    ("柴田", "シバタ", "shibata"),
    ("杉山", "スギヤマ", "sugiyama"),
    ("髙木", "タカギ", "takagi"),
    ("武田", "タケダ", "takeda"),
    ("千葉", "チバ", "chiba"),
    ("中島", "ナカジマ", "nakajima"),
    ("西村", "ニシムラ", "nishimura"),
    ("野口", "ノグチ", "noguchi"),
    ("橋本", "ハシモト", "hashimoto"),
    ("長谷川", "ハセガワ", "hasegawa"),
    ("原田", "ハラダ", "harada"),
    ("藤井", "フジイ", "fujii"),
    ("前田", "マエダ", "maeda"),
    ("三浦", "ミウラ", "miura"),
    ("村上", "ムラカミ", "murakami"),
    ("横山", "ヨコヤマ", "yokoyama"),
)
GIVENS = (
    ("明", "アキラ", "akira"),
    ("恵子", "ケイコ", "keiko"),
    ("和子", "カズコ", "kazuko"),
    ("健一", "ケンイチ", "kenichi"),
    ("幸子", "サチコ", "sachiko"),
    ("茂", "シゲル", "shigeru"),
    ("純一", "ジュンイチ", "junichi"),
    ("節子", "セツコ", "setsuko"),
    ("大樹", "ダイキ", "daiki"),
    ("智子", "トモコ", "tomoko"),
    ("直美", "ナオミ", "naomi"),
    ("信夫", "ノブオ", "nobuo"),
    ("春香", "ハルカ", "haruka"),
    ("久美子", "クミコ", "kumiko"),
    ("裕子", "ユウコ", "yuko"),
    ("誠", "マコト", "makoto"),
    ("美穂", "ミホ", "miho"),
    ("優太", "ユウタ", "yuta"),
    ("洋子", "ヨウコ", "yoko"),
    ("竜也", "タツヤ", "tatsuya"),
)
DOMAINS = ("mail.example.jp", "example.ne.jp", "keitai.example.jp", "home.example", "example.com")
