"""A dispatcher calls people in waves; whoever is asked opens the link of the mail on a phone, without signing in."""

import re

from servers import until
from support import ok, soon


def drivers(net, count):
    found = [net.member(name=f"driver{number}") for number in range(count)]
    for she in found:
        ok(she.post("/me/volunteer", {"skills": [{"skill": net.t("开车", "Driving")}], "languages": [net.language]}))
        ok(she.post("/me/availability", {"kind": "ask"}))
    return found


def test_calling_in_waves(enter, net, javascript):
    t = net.t
    people, item = drivers(net, 3), t("送餐的司机", "Drivers for meals")
    need = net.published(lines=[{"item": item, "kind": "people", "quantity": 1}])
    net.own_words.add(item)
    line = need.line()["id"]
    dispatcher = net.member("dispatcher")
    address = f"/api/v1/networks/{net.slug}/needs/{need.id}/matches"
    until(lambda: any(len(one["fits"]) == 3 for one in ok(dispatcher.get(address))["lines"]))

    desk = enter(dispatcher, desktop=True, javascript=javascript)
    desk.go(f"needs/{need.id}")
    desk.follow("谁合适", "Who fits")
    desk.page.locator(f"a[href$='help-calls?line={line}']").click()
    desk.sees("第一批", "The first wave")
    desk.sees("会开车", "can do: Driving")
    for number, box in enumerate(desk.page.get_by_role("checkbox").all()):
        box.set_checked(number < 2)
    desk.look()
    before = net.server.log.stat().st_size
    desk.press("现在就问他们", "Ask them now")
    desk.sees("答应了 0 / 1 人", "0 of 1 said yes")
    desk.look()
    # On the page of the call the third can be asked, too.
    desk.page.get_by_role("checkbox").check()
    desk.press("也问他们", "Ask them, too")
    desk.sees("第 2 批", "Wave 2")
    assert desk.page.get_by_role("checkbox").count() == 0
    desk.look()

    def codes():
        text = net.server.log.read_bytes()[before:].decode(errors="replace")
        found = list(dict.fromkeys(re.findall(r"/asked/([A-Za-z0-9_-]+)", text)))
        return found if len(found) == 3 else None

    first, second, third = until(codes, "a mail to each")
    phone = enter(javascript=javascript)
    phone.go(f"/asked/{first}")
    phone.sees("能帮个忙吗？", "Can you help?")
    phone.sees(item, item)
    phone.look()
    # What is passed on from the screen answers for nobody.
    shown = phone.page.url
    assert first not in shown
    friend = enter(javascript=javascript)
    friend.go(shown)
    friend.sees("要打开消息里的链接才能回答", "It is answered by the link in the message")
    friend.misses(item)
    assert friend.button("好，我来", "Yes, I will").count() == 0
    friend.look()
    phone.press("好，我来", "Yes, I will")
    phone.sees("谢谢，说好了。", "Thank you, it is agreed.")
    phone.misses("13900001234")
    phone.look()

    late = enter(javascript=javascript)
    late.go(f"/asked/{second}")
    late.sees("人已经够了", "Enough people have come")
    assert late.button("好，我来", "Yes, I will").count() == 0
    late.look()

    desk.go(f"needs/{need.id}")
    desk.go("help-calls")
    desk.sees("够了", "Enough")
    desk.look()
    desk.page.locator("main ul.lines a").first.click()
    desk.sees("答应了 1 / 1 人", "1 of 1 said yes")

    # One of them reads what she was asked, and how she keeps her word.
    states = {}
    for she in people:
        states[ok(she.get(f"/api/v1/networks/{net.slug}/me/askings"))["items"][0]["state"]] = she
    assert set(states) == {"accepted", "enough"}
    own = enter(states["accepted"], javascript=javascript)
    own.go("me/askings")
    own.sees("我的记录", "My record")
    own.look()
    assert third not in own.page.content()


def test_full_hands_are_said_before_the_answer(enter, net):
    t = net.t
    she = drivers(net, 1)[0]
    item = t("送餐的司机", "Drivers for meals")
    net.own_words.add(item)
    boxes = net.published(lines=[{"item": t("口罩", "masks"), "quantity": 40, "unit": t("只", "pieces")}])
    promise = {"line": boxes.line()["id"], "quantity": 1, "promisedBy": soon(20)}
    held = 0
    while she.post(f"/api/v1/networks/{net.slug}/needs/{boxes.id}/claims", promise).status_code == 201:
        held += 1
    need = net.published(lines=[{"item": item, "kind": "people", "quantity": 1}])
    before = net.server.log.stat().st_size
    call = {"line": need.line()["id"], "members": [she.member]}
    ok(net.member("dispatcher").post(f"/api/v1/networks/{net.slug}/needs/{need.id}/help-calls", call), 201)

    def code():
        text = net.server.log.read_bytes()[before:].decode(errors="replace")
        return next(iter(re.findall(r"/asked/([A-Za-z0-9_-]+)", text)), None)

    phone = enter()
    phone.go(f"/asked/{until(code, 'a mail')}")
    phone.sees(f"您手上已有 {held} 份未完成的认领", f"You have {held} open promises")
    phone.sees("我手上的认领", "My open promises")
    assert phone.button("好，我来", "Yes, I will").count() == 0
    assert phone.button("这次不行", "Not this time").count() == 1
    phone.look()
    # At another need she hears it before the form, and reads all that is hers.
    her = enter(she)
    other = net.published()
    her.go(f"needs/{other.id}")
    her.sees(f"您手上已有 {held} 份未完成的认领", f"You have {held} open promises")
    assert her.page.locator("#give li").count() == held and her.page.locator("#give form").count() == 0
    her.look()
    claim = ok(she.get(f"/api/v1/networks/{net.slug}/needs/{boxes.id}/claims"))["items"][0]["id"]
    ok(she.post(f"/api/v1/networks/{net.slug}/claims/{claim}/actions", {"action": "release"}))
    phone.page.reload()
    phone.press("好，我来", "Yes, I will")
    phone.sees("谢谢，说好了。", "Thank you, it is agreed.")
    phone.look()
