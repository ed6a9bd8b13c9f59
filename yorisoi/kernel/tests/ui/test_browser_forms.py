"""Forms, drafts, dialogs, notices, parts that load themselves: in a real browser."""

from collections.abc import Callable

from playwright.sync_api import Page, Request, Route, expect

type Visit = Callable[..., Page]
COUNT = "if (!e.defaultPrevented) window.sent += 1"


def caught(page: Page, status: int = 200, body: str = "", **headers: str) -> list[Request]:
    """Every POST of the page, answered here."""
    asked: list[Request] = []

    def answer(route: Route) -> None:
        if route.request.method == "GET":
            route.continue_()
        else:
            asked.append(route.request)
            route.fulfill(status=status, body=body, headers=headers, content_type="text/html")

    page.route("**/*", answer)
    return asked


def test_control_enter_sends_once(visit: Visit) -> None:
    page = visit("/ui/components/")
    asked = caught(page, status=204)
    memo = page.locator("#id_memo")
    memo.focus()
    page.keyboard.press("Enter")  # a new line, nothing else
    assert asked == []
    page.locator("#id_email").fill("kenta@example.jp")
    memo.focus()
    page.evaluate(f"window.sent = 0; document.addEventListener('submit', e => {{ {COUNT} }})")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Enter")
    page.locator('#guide-form button[type="submit"]').evaluate("button => button.form.requestSubmit(button)")
    assert page.evaluate("window.sent") == 1
    assert len(asked) == 1


def test_control_enter_waits_for_the_input_method(visit: Visit) -> None:
    page = visit("/ui/components/")
    page.evaluate("window.sent = 0; document.addEventListener('submit', e => { window.sent += 1; e.preventDefault() })")
    page.locator("#id_memo").focus()
    options = "key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true"
    press = f"(e, isComposing) => e.dispatchEvent(new KeyboardEvent('keydown', {{ {options}, isComposing }}))"
    page.locator("#id_memo").evaluate(press, True)
    assert page.evaluate("window.sent") == 0
    page.locator("#id_memo").evaluate(press, False)
    assert page.evaluate("window.sent") == 1


def test_a_draft_survives_the_page_and_can_be_thrown_away(visit: Visit) -> None:
    page = visit()
    page.keyboard.press("r")
    page.keyboard.insert_text("お調べいたします。")
    expect(page.locator("#composer-reply [data-draft-kept]")).to_be_visible()
    page = visit()
    text = page.locator("#composer-reply textarea")
    expect(text).to_have_value("お調べいたします。")
    page.locator(".toast").get_by_role("button", name="破棄する").click()
    expect(text).to_have_value("")
    page = visit()
    expect(page.locator("#composer-reply textarea")).to_have_value("")


def test_signing_out_takes_the_drafts_along(visit: Visit) -> None:
    page = visit()
    page.evaluate("localStorage.setItem('yorisoi-draft:x', JSON.stringify({at: Date.now(), values: {text: 'a'}}))")
    page.keyboard.press("r")
    page.keyboard.insert_text("書きかけ")
    expect(page.locator("#composer-reply [data-draft-kept]")).to_be_visible()
    page.locator("#user-menu-button").click()
    page.locator("[data-sign-out]").click()
    page.wait_for_url("**/accounts/login/")
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('yorisoi-draft'))") == []


def test_a_choice_is_found_by_its_reading_and_nothing_else_is_sent(visit: Visit) -> None:
    page = visit("/ui/components/")
    field, value = page.locator("#id_assignee"), page.locator('input[name="assignee"]')
    field.fill("すず")
    expect(page.locator('#id_assignee_list [role="option"]:visible')).to_have_count(1)
    page.keyboard.press("Enter")
    expect(field).to_have_value("鈴木 花子")
    expect(value).to_have_value("2")
    field.fill("だれでもない")
    expect(page.locator(".combobox__none")).to_be_visible()
    field.blur()
    expect(field).to_have_value("鈴木 花子")
    field.fill("")
    field.blur()
    expect(value).to_have_value("")


def test_a_delicate_act_asks_first(visit: Visit) -> None:
    page = visit("/ui/components/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "HX-Request".lower() in request.headers else None)
    act = page.get_by_role("button", name="確認してから実行")
    act.click()
    page.get_by_role("button", name="キャンセル").locator("visible=true").click()
    assert asked == []
    act.click()
    with page.expect_response(lambda answer: answer.url.endswith("/slow/")):
        page.locator("[data-confirm-yes]").click()


def test_a_notice_can_be_undone_and_goes_by_itself(visit: Visit) -> None:
    page = visit("/ui/components/")
    page.clock.install()
    page.get_by_role("button", name="お知らせを出す").click()
    notice = page.locator(".toast")
    expect(notice).to_contain_text("返信しました")
    expect(page.locator("#live-region")).to_have_text("返信しました")
    asked = caught(page, status=204)
    with page.expect_request(lambda request: request.method == "POST"):
        notice.get_by_role("button", name="元に戻す").click()
    assert asked[0].headers["x-csrftoken"]
    expect(notice).to_have_count(0)
    page.unroute_all()
    page.get_by_role("button", name="お知らせを出す").click()
    expect(notice).to_be_visible()
    page.clock.run_for(11_000)
    expect(notice).to_have_count(0)


def test_a_failure_is_told_in_words_and_stays(visit: Visit) -> None:
    page = visit("/ui/components/")
    page.get_by_role("button", name="失敗する操作").click()
    expect(page.locator(".toast--danger")).to_contain_text("入力した内容は残っています")
    expect(page.locator("#alert-region")).to_contain_text("サーバーで問題が起きました")


def test_no_connection_is_told_in_words(visit: Visit) -> None:
    page = visit("/ui/components/")
    page.route("**/toast/", lambda route: route.abort())
    page.get_by_role("button", name="お知らせを出す").click()
    expect(page.locator(".toast--danger")).to_contain_text("サーバーに接続できませんでした")


def test_a_part_that_fails_says_so_in_its_place_and_can_be_tried_again(visit: Visit) -> None:
    page = visit("/ui/components/")
    part = page.locator('[data-panel="/ui/states/404/"]')
    expect(part).to_contain_text("対象が見つかりません")
    page.route("**/ui/states/404/", lambda route: route.fulfill(status=200, body="<p>届きました</p>"))
    part.get_by_role("button", name="もう一度試す").click()
    expect(part).to_have_text("届きました")


def test_an_answer_of_the_sign_in_page_never_lands_inside_the_page(visit: Visit) -> None:
    page = visit("/ui/components/")
    part = page.locator('[data-panel="/ui/components/slow/"]').first
    part.evaluate("e => htmx.ajax('GET', '/elsewhere/', {target: e, source: e})")
    expect(part).to_contain_text("サインインの有効期限が切れました")
    expect(part).not_to_contain_text("password")


def test_dialogs_that_an_answer_brings_open_by_themselves_and_go(visit: Visit) -> None:
    page = visit("/ui/components/")
    body = '<dialog class="dialog" aria-label="x"><p>保留の理由</p><button data-dialog-close>閉じる</button></dialog>'
    page.route("**/slow/", lambda route: route.fulfill(status=200, body=body))
    page.evaluate("htmx.ajax('GET', '/ui/components/slow/', {target: '#dialogs'})")
    expect(page.get_by_text("保留の理由")).to_be_visible()
    page.locator("#dialogs [data-dialog-close]").click()
    expect(page.locator("#dialogs dialog")).to_have_count(0)


def test_the_acts_of_a_long_dialog_stay_in_sight(visit: Visit) -> None:
    page = visit("/ui/components/")
    page.set_viewport_size({"width": 800, "height": 320})
    page.locator('[data-dialog-open="guide-dialog"]').first.click()
    expect(page.locator("#guide-dialog .dialog__actions .btn--primary")).to_be_in_viewport(ratio=1)
    body = page.locator("#guide-dialog .dialog__body")
    assert body.evaluate("e => e.scrollHeight > e.clientHeight && getComputedStyle(e).overflowY === 'auto'")
    page.locator("#guide-dialog").evaluate(
        """(dialog) => {  // the same with a form around them, as most dialogs have
            const form = document.createElement("form");
            form.append(...dialog.querySelectorAll(".dialog__body, .dialog__actions"));
            dialog.append(form);
        }"""
    )
    expect(page.locator("#guide-dialog .dialog__actions .btn--primary")).to_be_in_viewport(ratio=1)


def test_tabs_follow_the_arrows(visit: Visit) -> None:
    page = visit("/ui/components/")
    page.locator("#guide-week-tab").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#guide-month-tab")).to_be_focused()
    expect(page.locator("#guide-month")).to_be_visible()
    expect(page.locator("#guide-week")).to_be_hidden()


def test_relative_times_stay_true(visit: Visit) -> None:
    page = visit()
    page.clock.install()
    first = page.locator(".row__when time").first
    expect(first).to_have_text("4分前")
    page.clock.fast_forward("06:10")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(first).to_have_text("10分前")
