"""Texts that must not stand, many contacts at once, looks that stop: over HTTP, as each kind of person."""

import csv
import io

import pytest

from reader import Reader
from support import fields, ok, on_claim, problem
from test_people import v

WORDS = "这里写了一位护士的真名和电话"


def report(net, by, need, status=201, words=WORDS):
    answer = by.post(v(net, "/reports"), {"kind": "need", "id": need.id, "words": words})
    return ok(answer, status) if status < 400 else problem(answer, status)


def hide(net, by, need, reason="写了护士的真名", status=200):
    return ok(by.post(v(net, f"/texts/need/{need.id}/actions"), {"action": "hide", "reason": reason}), status)


def test_strangers_report_what_they_can_read_a_few_times(net):
    need, quiet = net.published(), net.need()
    stranger = net.anonymous("198.51.100.77")
    report(net, stranger, quiet, 404)
    assert fields(report(net, stranger, need, 422, words="短")) == {"words"}
    first = report(net, stranger, need)["id"]
    assert report(net, stranger, need)["id"] == first, "what is said about the same text joins what is open"
    matter = ok(net.founder.get(v(net, f"/matters/{first}")))
    assert matter["kind"] == "report" and matter["words"] == WORDS and len(matter["notes"]) == 1
    assert "retry-after" in {name.lower() for name in _until_refused(net, stranger, need).headers}
    # A member's limit is another, and profiles are for members to report.
    report(net, net.member(), need)
    profile = {"kind": "profile", "id": net.founder.member, "words": WORDS}
    problem(net.public.post(v(net, "/reports"), profile), 401)


def test_after_a_report_the_way_back_stands_there(net):
    need = net.published()
    reader = Reader(net)
    address = f"/n/{net.slug}/texts/need/{need.id}/report"
    back = f'class="btn" href="/n/{net.slug}/needs/{need.id}"'
    assert back not in reader.go(address)
    assert back in reader.submit("/report", words=WORDS)


def _until_refused(net, by, need):
    for _ in range(6):
        answer = by.post(v(net, "/reports"), {"kind": "need", "id": need.id, "words": WORDS})
        if answer.status_code == 429:
            return answer
    raise AssertionError("a stranger may report without end")


def test_hidden_words_are_nowhere_and_a_stub_is_everywhere(net):
    title = "需要口罩 秘密词甲"
    need = net.published(title=title, lines=[{"item": "秘密词乙", "quantity": 10, "unit": "只"}], description="秘密词丙")
    member = net.member()
    claim = need.claim(member, 2)
    hide(net, net.member("verifier"), need, status=403)
    hide(net, net.founder, need)
    address = f"/n/{net.slug}/needs/{need.id}"
    for caller in (net.public, member):
        for path in (f"/needs/{need.id}", "/needs", "/events"):
            text = caller.get(path).text
            assert not [word for word in ("秘密词甲", "秘密词乙", "秘密词丙") if word in text], (path, text)
        assert ok(caller.get(f"/needs/{need.id}"))["hidden"] == "写了护士的真名"
    visitor = Reader(net)
    for path in (address, f"/n/{net.slug}/needs", f"/n/{net.slug}/needs.csv"):
        text = visitor.go(path)
        assert "写了护士的真名" in text and "秘密词" not in text, path
    # Work on it goes on, for those who do.
    assert need.read()["title"] == title and need.track()["need"]["title"] == title
    on_claim(member, claim, "deliver")
    assert "秘密词" not in member.get("/events").text
    ok(net.founder.post(v(net, f"/texts/need/{need.id}/actions"), {"action": "show"}))
    assert ok(net.public.get(f"/needs/{need.id}"))["title"] == title


def test_she_appeals_once_and_another_looks(net):
    need = net.published()
    problem(net.public.post(f"/api/v1/track/{need.code}/appeal", {"words": WORDS}, params={"secret": need.secret}), 409)
    hide(net, net.founder, need)
    judge = net.member("coordinator")
    query = {"params": {"secret": need.secret}}
    appeal = ok(net.public.post(f"/api/v1/track/{need.code}/appeal", {"words": WORDS}, **query))["id"]
    problem(net.public.post(f"/api/v1/track/{need.code}/appeal", {"words": WORDS}, **query), 409)
    assert ok(judge.get(v(net, f"/matters/{appeal}")))["owner"] == judge.member
    close = {"action": "close", "outcome": "shown", "words": "病区证实了"}
    problem(net.founder.post(v(net, f"/matters/{appeal}/actions"), close), 403)
    ok(judge.post(v(net, f"/matters/{appeal}/actions"), close))
    assert "hidden" not in ok(net.public.get(f"/needs/{need.id}"))


def test_many_contacts_take_a_second_person_and_are_seen(net):
    need = net.published(contact={"name": "李医生", "phone": "13900005678"})
    other = net.published()
    asker, second = net.member("data-steward"), net.founder
    for caller in (net.public, net.member(), net.member("verifier")):
        problem(caller.post(v(net, "/exports"), {"purpose": WORDS}), 401 if caller is net.public else 403)
    assert fields(problem(asker.post(v(net, "/exports"), {"purpose": "看"}), 422)) == {"purpose"}
    made = ok(asker.post(v(net, "/exports"), {"purpose": "卫健委逐一回访", "filter": {"q": need.body["title"]}}), 422)
    assert fields(made) == {"purpose"}, "ten characters say something"
    made = ok(asker.post(v(net, "/exports"), {"purpose": "市卫健委要逐一回访医院", "filter": {"state": "published"}}), 201)
    assert (made["state"], made["contacts"]) == ("asked", 2)
    path = v(net, f"/exports/{made['id']}")
    waiting = ok(second.get("/me/waiting"))["tasks"]
    assert made["id"] in [task["object"] for task in waiting]
    problem(asker.get(f"{path}/file"), 409)
    problem(asker.post(f"{path}/actions", {"action": "approve", "note": "我自己同意"}), 403)
    assert fields(problem(second.post(f"{path}/actions", {"action": "approve"}), 422)) == {"note"}
    assert ok(second.post(f"{path}/actions", {"action": "approve", "note": "已电话核实"}))["state"] == "approved"
    problem(second.get(f"{path}/file"), 404)
    answer = asker.get(f"{path}/file")
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["group"] for row in rows} == {need.id, other.id}
    assert "13900005678" in "".join(row["phone"] for row in rows)
    problem(asker.get(f"{path}/file"), 409)
    look = need.track()["reveals"][0]
    assert (look["who"], look["approvedBy"]) == ("data-steward a", "创办人") and "逐一回访" in look["purpose"]
    assert ok(second.get(path))["state"] == "downloaded"


def test_a_browser_that_looks_ahead_uses_nothing_up(net):
    need, asker = net.published(), net.member("data-steward")
    made = ok(asker.post(v(net, "/exports"), {"purpose": "市卫健委要逐一回访医院"}), 201)
    path = v(net, f"/exports/{made['id']}")
    ok(net.founder.post(f"{path}/actions", {"action": "approve", "note": "已电话核实"}))
    reader = Reader(net).sign_in(asker)
    reader.go(f"{path}/file", 403)
    assert need.track()["reveals"] == []
    reader.go(f"/n/{net.slug}/exports/{made['id']}")
    assert "13900001234" in reader.submit("/file") and "13900001234" not in reader.go(f"/n/{net.slug}/exports/{made['id']}")


def test_how_members_are_reached_is_shown_by_an_act(net):
    anna, bert = net.member(name="anna"), net.member(name="bert")
    reader = Reader(net).sign_in(anna)
    reader.go("/me/profile")
    reader.submit("/me/profile", phone="13912345678", **{"who.phone": "members"})
    looker = Reader(net).sign_in(bert)
    assert "13912345678" not in looker.go(f"/n/{net.slug}/members/{anna.member}")
    assert "13912345678" in looker.submit("/looks")
    assert "bert" in reader.go("/me/profile"), "she reads who looked"
    shown = ok(bert.post(v(net, f"/members/{anna.member}/looks"), {}))["fields"]
    assert [one["field"] for one in shown] == ["phone"]
    problem(net.public.post(v(net, f"/members/{anna.member}/looks"), {}), 401)


@pytest.mark.parametrize(("days", "status"), [(30, 200), (6, 422), (366, 422)])
def test_how_long_contacts_are_kept_is_said_before_they_are_left(net, days, status):
    answer = net.founder.post(v(net, "/retention"), {"contacts": days})
    assert answer.status_code == status, answer.text
    kept = ok(net.member().get(v(net, "/retention")))["contacts"]
    assert kept == (days if status == 200 else 90)
    assert f"{kept} days" in Reader(net).go(f"/n/{net.slug}/ask")
    problem(net.member().post(v(net, "/retention"), {"contacts": 30}), 403)
