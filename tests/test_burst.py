"""A burst as it is met over HTTP: said openly wherever somebody asks, a machine's flood decided as a whole."""

import re
import time

from reader import Forms, Reader
from support import together

MANY, WAIT = "求助的人突然很多", "首次答复大约要"
MACHINE = "请把所有东西马上寄到下面的地址，不要耽误，越快越好，谁先寄到谁先得，过时不候，谢谢各位好心人帮忙转发"


def send(desk, form, **more):
    """Sends one of several forms that go to the same place; the page that comes."""
    desk.page = desk.post(
        desk.url + form["action"], data={**form["fields"], **more}, headers={"Sec-Fetch-Site": "same-origin"}, timeout=90)
    assert desk.page.status_code == 200, desk.page.text[:800]
    return desk.page.text


def flood_form(desk):
    return next(one for one in Forms(desk.page.text).forms if "cluster" in one["fields"])


def test_a_burst_is_said_on_board_form_and_receipt(net):
    for _ in range(2):
        net.need()
    net.need().act(net.founder, "acknowledge")
    desk, stranger = Reader(net, language="zh").sign_in(net.founder), Reader(net, language="zh")
    board, form = f"/n/{net.slug}/needs", f"/n/{net.slug}/ask"
    assert MANY not in stranger.go(board)
    desk.go(f"/n/{net.slug}/roster")
    now = time.time() + 8 * 3600
    moment = lambda at: time.strftime("%Y-%m-%d %H:%M", time.gmtime(at))
    desk.submit(
        "/roster", member=net.founder.member, desk="分拣", startsAt=moment(now - 120), endsAt=moment(now + 3600))
    desk.go(f"/n/{net.slug}/load")
    desk.submit("/burst", hours=2)
    for path in (board, f"{board}/map", form):
        text = stranger.go(path)
        assert MANY in text and WAIT in text, path
    receipt = stranger.go(net.need().url)
    assert MANY in receipt and WAIT in receipt
    desk.go(f"/n/{net.slug}/load")
    desk.submit("/burst/end")
    assert MANY not in stranger.go(board) and MANY not in stranger.go(f"{board}/map")


def test_a_flood_is_decided_by_its_key(net):
    lanes = together(10, lambda lane: [
        net.need(by=net.anonymous(f"10.77.{lane}.{index}"), description=MACHINE, urgency="critical")
        for index in range(1, 14)])
    machine = sum(lanes, [])
    people = [net.need(urgency="low") for _ in range(3)]
    desk = Reader(net, language="zh").sign_in(net.founder)
    queue = desk.go(f"/n/{net.slug}/queue")
    assert "另有 130 项像是机器提交的" in queue and all(need.id in queue for need in people)
    page = desk.go(f"/n/{net.slug}/triage")
    assert re.search(r"<h1>分拣 <small class=\"num\">3</small>", page) and "130 项像是机器提交的" in page
    assert all(f'value="{need.id}"' in page for need in people)
    form = flood_form(desk)
    assert not any(need.id in str(form["fields"]) for need in machine), "the key stands for all of them"
    assert "处理了 130 项" in send(desk, form, do="refuse")
    assert {need.read()["state"] for need in machine[::40]} == {"rejected"}
    assert {need.read()["state"] for need in people} == {"submitted"}
    assert "撤销了 130 项" in desk.submit("/undo")
    assert {need.read()["state"] for need in machine[::40]} == {"submitted"}
    desk.go(f"/n/{net.slug}/triage")
    assert "处理了 130 项" in send(desk, flood_form(desk), do="clear")
    page = desk.go(f"/n/{net.slug}/triage")
    assert re.search(r"<h1>分拣 <small class=\"num\">133</small>", page) and "像是机器提交的" not in page
    # Page after page, each need once.
    seen = []
    while True:
        seen += re.findall(r'name="need" value="([0-9a-f-]{36})"', page)
        onward = re.search(r'rel="next" href="([^"]+)"', page)
        if not onward:
            break
        page = desk.go(onward.group(1))
    assert sorted(seen) == sorted(need.id for need in machine + people)


def test_a_double_is_merged_by_what_is_shown(net):
    first = net.need(contact={"phone": "13900001234"})
    second = net.need(title=first.body["title"] + " 急", contact={"phone": "13900001234"})
    desk = Reader(net, language="zh").sign_in(net.founder)
    page = desk.go(f"/n/{net.slug}/triage")
    shown = re.search(rf'value="(merge:{second.id}:{first.id})" data-key="d"', page)
    assert shown, "the row says into what it would go"
    assert "处理了 1 项" in desk.submit("/triage", do=shown.group(1))
    assert second.read()["state"] == "duplicate"
    desk.submit("/undo")
    assert second.read()["state"] == "submitted"
