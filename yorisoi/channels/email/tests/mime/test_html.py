"""HTML to text, and HTML made safe to show."""

import pytest

from yorisoi.channels.email.mime import safe_html
from yorisoi.channels.email.mime.bounds import MAX_HTML_DEPTH, MAX_LINKS
from yorisoi.channels.email.mime.html_text import html_to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>一</p><p>二</p>", "一\n\n二"),
        ("一<br>二<br/>三", "一\n二\n三"),
        ("<div>一</div><div>二</div>", "一\n二"),
        ("a  b\n c", "a b c"),
        ("<b>太</b>字", "太字"),
        ("&lt;a&gt; &amp; &#x5c71; &yen;", "<a> & 山 ¥"),
        ("<ul><li>一<li>二</ul>", "- 一\n- 二"),
        ("<ol><li>一</li><li>二</li></ol>", "1. 一\n2. 二"),
        ("<table><tr><td>一</td><td>二</td></tr><tr><td>三</td></tr></table>", "一 二\n三"),
        ("<blockquote>引用<br>二行</blockquote>返事", "> 引用\n> 二行\n\n返事"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<style>p{}</style><script>x<y</script><title>t</title>本文", "本文"),
        ("<!-- 注 -->本文<!-- 終わらない", "本文 終わらない"),
        ('<div style="display:none">隠</div>本文', "本文"),
        ('<div style="display : none"><div>x</div>隠</div>本文', "本文"),
        ('<a href="https://x.example/?a=1>2">表</a>', "表"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ('<img src="cid:x" alt="logo"><img src="https://x.example/a.png" alt="見出し">', "見出し"),
        ("<o:p>語</o:p>", "語"),
        ("閉じない<b", "閉じない"),
    ],
)
def test_readable_text(html: str, text: str) -> None:
    assert html_to_text(html) == text


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)></svg>",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="  java\nscript:alert(1)">x</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        '<meta http-equiv="refresh" content="0;url=https://x.example">',
        '<link rel="stylesheet" href="https://x.example/a.css">',
        '<base href="https://x.example/">',
        '<iframe src="https://x.example"></iframe>',
        '<form action="https://x.example"><input name=a></form>',
        '<div style="background:url(https://x.example/a.png)">x</div>',
        '<div style="background-color:expression(alert(1))">x</div>',
        '<style>@import "https://x.example/a.css"</style>',
        '<img srcset="https://x.example/pixel.gif 1x" src="">',
        '<table background="https://x.example/a.png"><tr><td>x</td></tr></table>',
        '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
        '<video src="https://x.example/a.mp4" poster="https://x.example/a.png"></video>',
        '<div id="cookie" name="cookie" class="x">x</div>',
        "<a href='//x.example/a'>x</a>",
    ],
)
def test_nothing_runs_and_nothing_is_loaded(html: str) -> None:
    cleaned = safe_html(html)[0].lower()
    for bad in (
        "script",
        "onerror",
        "onload",
        "x.example",
        "expression",
        "<svg",
        "<form",
        "<iframe",
        "<meta",
        "id=",
        "data:",
    ):
        assert bad not in cleaned


def test_links_stay_and_show_no_referrer() -> None:
    cleaned, blocked = safe_html('<a href="https://shop.example/a">店</a> <a href="mailto:a@b.example">宛</a>')
    assert 'href="https://shop.example/a"' in cleaned
    assert 'href="mailto:a@b.example"' in cleaned
    assert "noreferrer" in cleaned
    assert blocked == 0


def test_inline_images_point_at_our_files_and_remote_ones_wait() -> None:
    html = '<img src="cid:logo@x"><img src="cid:gone@x"><img src="http://x.example/a.png"><img src="//y.example/b.png">'
    cleaned, remote = safe_html(html, inline={"logo@x": "/files/1"})
    assert 'src="/files/1"' in cleaned
    assert "gone@x" not in cleaned
    assert '<img src="remote:https://x.example/a.png">' in cleaned
    assert '<img src="remote:https://y.example/b.png">' in cleaned
    assert remote == 2


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "router", "nas.local", "127.0.0.1", "127.1", "2130706433", "0x7f.0.0.0x1", "10.0.0.1",
        "192.168.1.1", "169.254.169.254", "[::1]", "[fd00::1]", "printer.lan", "localhost.", "a@10.0.0.1",
    ],
)  # fmt: skip
def test_a_picture_inside_the_readers_network_is_never_asked_for(host: str) -> None:
    assert safe_html(f'<img alt="x" src="https://{host}/a.png">') == ('<img alt="x">', 0)


def test_links_beyond_the_bound_lose_their_target() -> None:
    cleaned, _blocked = safe_html('<a href="https://x.example/">x</a>' * (MAX_LINKS + 10))
    assert cleaned.count("href=") == MAX_LINKS


def test_deep_nesting_is_flattened_and_its_text_kept() -> None:
    depth = MAX_HTML_DEPTH * 3
    cleaned, _blocked = safe_html("<div>" * depth + "深い" + "</div>" * depth)
    assert cleaned.count("<div>") == MAX_HTML_DEPTH
    assert "深い" in cleaned
