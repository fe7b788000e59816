"""A burst as it is met over HTTP: said openly wherever somebody asks, a machine's flood decided as a whole."""

import re
import time

from reader import Forms, Reader
from support import fields, ok, problem, together

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
    answered = net.need()
    answered.act(net.founder, "acknowledge")
    ok(net.founder.post(f"/needs/{answered.id}/calls", {"outcome": "spoke"}))
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


def door(net, path):
    return f"/api/v1/networks/{net.slug}{path}"


def test_a_burst_is_declared_and_ended_by_programs(net):
    dispatcher = net.member("dispatcher")
    problem(dispatcher.post(door(net, "/burst"), {"hours": 2}), 403)
    problem(net.founder.post(door(net, "/burst/end")), 409)
    for wrong in ({}, {"hours": 0}, {"hours": 73}, {"hours": "two"}):
        assert fields(problem(net.founder.post(door(net, "/burst"), wrong), 422)) == {"hours"}
    need = net.need()
    assert need.receipt["reading"]["isBurst"] is False and need.receipt["reading"]["isRead"] is False
    key = {"Idempotency-Key": "once in a burst"}
    first = ok(net.founder.post(door(net, "/burst"), {"hours": 2}, headers=key), 201)
    again = ok(net.founder.post(door(net, "/burst"), {"hours": 2}, headers=key), 201)
    assert first["burstSince"] and again["burstSince"] == first["burstSince"] and first["waiting"] == 1
    load = ok(dispatcher.get(door(net, "/load")))
    assert load["tempo"]["burstSince"] == first["burstSince"] and load["states"] == {"submitted": 1}
    assert [(one["member"], one["open"]) for one in load["loads"]] == [(net.founder.member, 1)]
    problem(net.member(name="plain").get(door(net, "/load")), 403)
    # Whoever asks, and whoever has asked and was not answered yet, is told the same as by the page.
    reading = net.need().receipt["reading"]
    assert reading["isBurst"] and MANY in reading["words"]
    assert need.track()["reading"] == reading
    need.act(net.founder, "acknowledge")
    assert "reading" not in need.track()
    assert ok(net.founder.post(door(net, "/burst/end")))["burstSince"] is None
    problem(net.founder.post(door(net, "/burst/end")), 409)


def decide(net, by, status=200, **body):
    return ok(by.post(door(net, "/triage/actions"), body), status)


def test_programs_decide_in_triage(net):
    first, second = net.need(urgency="low", contact={"phone": "13900001234"}), net.need(contact={"phone": "13900005678"})
    double = net.need(title=first.body["title"] + " 急", urgency="low", contact={"phone": "13900001234"})
    desk, plain = net.member("intake"), net.member(name="plain")
    problem(plain.get(door(net, "/triage")), 403)
    assert fields(problem(desk.get(door(net, "/triage"), params={"cursor": "nonsense"}), 422)) == {"cursor"}
    page = ok(desk.get(door(net, "/triage")))
    assert [item["need"] for item in page["items"]] == [second.id, first.id, double.id]
    assert (page["total"], page["next"], page["clusters"], page["floods"]) == (3, None, [], 0)
    shown = page["items"][2]["double"]
    assert shown["need"] == first.id and "phone" in shown["reasons"]
    for field, wrong in [
        ("action", {"action": "forget", "needs": [first.id]}), ("needs", {"action": "acknowledge"}),
        ("needs", {"action": "acknowledge", "needs": ["none"]}), ("needs", {"action": "acknowledge", "needs": [first.id] * 101}),
        ("urgency", {"action": "assess", "needs": [first.id], "urgency": "very", "reason": "x"}),
        ("into", {"action": "merge", "needs": [first.id], "into": "none"}),
        ("cluster", {"action": "refuse", "cluster": "nonsense", "reason": "x"}),
        ("action", {"action": "acknowledge", "cluster": "ab_1"}),
    ]:
        assert fields(decide(net, desk, 422, **wrong)) == {field}, wrong
    # Whoever answers for a need may answer it; of others a member does not even learn that they are there.
    assert decide(net, plain, action="acknowledge", needs=[first.id])["done"] == []
    problem(net.public.post(door(net, "/triage/actions"), {"action": "acknowledge", "needs": [first.id]}), 401)
    assert decide(net, desk, action="assess", needs=[first.id], urgency="critical", reason="产房") == {"done": [first.id], "left": []}
    assert first.read()["urgency"] == "critical"
    assert decide(net, desk, action="merge", needs=[double.id], into=first.id)["done"] == [double.id]
    assert double.read()["state"] == "duplicate"
    report = decide(net, desk, action="acknowledge", needs=[first.id, second.id, double.id], note="看到了")
    assert report["done"] == [first.id, second.id]
    assert [one["need"] for one in report["left"]] == [double.id] and report["left"][0]["why"]
    assert ok(desk.get(door(net, "/triage")))["items"] == []


def test_programs_decide_about_a_flood_and_take_it_back(net):
    machine = together(6, lambda lane: [
        net.need(by=net.anonymous(f"10.78.{lane}.{index}"), description=MACHINE) for index in range(1, 8)])
    machine = sum(machine, [])
    desk = net.member("intake")
    page = ok(desk.get(door(net, "/triage")))
    (cluster,) = page["clusters"]
    assert page["floods"] == cluster["count"] and cluster["reason"] == "sameText" and cluster["first"]
    assert fields(decide(net, desk, 422, action="refuse", cluster=cluster["cluster"])) == {"reason"}
    report = decide(net, desk, action="refuse", cluster=cluster["cluster"], reason="机器提交")
    assert len(report["done"]) == cluster["count"] and report["left"] == []
    assert {need.read()["state"] for need in machine if need.id in report["done"][:3]} == {"rejected"}
    assert fields(problem(desk.post(door(net, "/triage/undo"), {}), 422)) == {"cluster"}
    problem(net.public.post(door(net, "/triage/undo"), {"cluster": cluster["cluster"]}), 401)
    other = ok(net.founder.post(door(net, "/triage/undo"), {"cluster": cluster["cluster"]}))
    assert other == {"done": [], "left": []}, "each takes back their own"
    back = ok(desk.post(door(net, "/triage/undo"), {"cluster": cluster["cluster"]}))
    assert sorted(back["done"]) == sorted(report["done"])
    assert {need.read()["state"] for need in machine} == {"submitted"}
    assert len(decide(net, desk, action="clear", cluster=cluster["cluster"])["done"]) == cluster["count"]
    page = ok(desk.get(door(net, "/triage")))
    assert page["clusters"] == [] and page["total"] == len(machine)
