"""Points: published rules, a ledger of what another side confirmed, thanks that only their owner sees."""

from reader import Reader
from servers import until
from support import fields, ok, on_claim, problem


def api(net, door=""):
    return f"/api/v1/networks/{net.slug}{door}"


def thanks(net, by):
    return ok(by.get(api(net, "/me/thanks")))


def bring(net, by, phone="13900001234"):
    """Somebody brings what was asked for, and she says that it came."""
    need = net.published(contact={"name": "张三", "phone": phone})
    claim = need.claim(by, 10)
    on_claim(by, claim, "deliver")
    need.says("confirm")
    return need, claim


def points(net, by, count):
    until(lambda: thanks(net, by)["points"] == count)


def test_rules_are_public_and_changed_with_a_reason(net):
    shown = ok(net.public.get(api(net, "/points")))
    assert shown["version"] == 0 and shown["versions"] == []
    rules = {one["kind"]: one for one in shown["rules"]}
    assert rules["delivery"] == {"kind": "delivery", "points": 10, "dayCap": 30, "confirmedBy": "receiver"}
    assert rules["training"]["points"] == 0
    change = {"rules": {"delivery": {"points": 8}}, "reason": "送货太多，别累着", "read": 0}
    problem(net.member(name="plain").post(api(net, "/points"), change), 403)
    problem(net.public.post(api(net, "/points"), change), 401)
    wrong = {"rules": {"delivery": {"points": 101}, "training": {"points": 1}}, "dayCap": "many", "reason": ""}
    assert fields(problem(net.founder.post(api(net, "/points"), wrong), 422)) == {
        "points.delivery", "points.training", "dayCap", "reason"}
    assert fields(problem(net.founder.post(api(net, "/points"), {"rules": {"vouching": {"points": 1}}}), 422)) == {"rules"}
    changed = ok(net.founder.post(api(net, "/points"), change))
    assert changed["version"] == 1 and changed["versions"][0]["reason"] == "送货太多，别累着"
    problem(net.founder.post(api(net, "/points"), {**change, "rules": {"shift": {"points": 1}}}), 409)
    page = net.public.get(f"/n/{net.slug}/points", headers={"Accept-Language": "zh"})
    assert page.status_code == 200 and "送货太多，别累着" in page.text and "founder" not in page.text


def test_only_what_another_side_confirmed_counts(net):
    she = net.member(name="brings")
    problem(net.public.get(api(net, "/me/thanks")), 401)
    need = net.published()
    claim = need.claim(she, 10)
    on_claim(she, claim, "deliver")
    assert thanks(net, she)["points"] == 0
    need.says("confirm")
    points(net, she, 10)
    mine = thanks(net, she)
    assert mine["level"] == "spark" and mine["counts"] == {"delivery": 1} and not mine["rest"]
    assert not any(mine[name] for name in ("onProfile", "inOrganisation", "byName"))
    # She says that it did not come after all: it goes back by itself, and both lines stay.
    need.says("notDelivered", note="没有收到")
    points(net, she, 0)
    assert [one["takenBack"] for one in thanks(net, she)["lines"]] == [True]


def test_whoever_leads_takes_a_line_back(net):
    she, plain = net.member(name="takes"), net.member(name="plain")
    bring(net, she)
    points(net, she, 10)
    problem(plain.get(api(net, f"/members/{she.member}/points")), 403)
    line = ok(net.founder.get(api(net, f"/members/{she.member}/points")))["items"][0]
    assert line["kind"] == "delivery" and line["points"] == 10
    door = api(net, f"/points/awards/{line['id']}")
    problem(plain.post(door, {"reason": "不喜欢"}), 403)
    assert fields(problem(net.founder.post(door, {"reason": ""}), 422)) == {"reason"}
    ok(net.founder.post(door, {"reason": "同一箱算了两次"}))
    problem(net.founder.post(door, {"reason": "同一箱算了两次"}), 409)
    mine = thanks(net, she)
    assert mine["points"] == 0 and mine["lines"][0]["reason"] == "同一箱算了两次"
    # The reason is theirs: it stands in no feed.
    assert "同一箱算了两次" not in plain.get("/events").text


def test_nobody_is_ranked_who_has_not_agreed(net):
    she, other = net.member(name="agrees"), net.member(name="silent")
    bring(net, she, "13900001111")
    bring(net, other, "13900002222")
    points(net, she, 10)
    points(net, other, 10)
    assert ok(other.get(api(net, "/thanks"))) == {"teams": [], "organisations": [], "people": []}
    problem(net.public.get(api(net, "/thanks")), 401)
    ok(she.post(api(net, "/me/thanks"), {"byName": True, "onProfile": True}))
    assert [one["id"] for one in ok(other.get(api(net, "/thanks")))["people"]] == [she.member]
    ok(she.post(api(net, "/me/thanks"), {}))
    assert ok(other.get(api(net, "/thanks")))["people"] == []


def test_shifts_that_wait(net):
    assert ok(net.founder.get(api(net, "/points/shifts")))["items"] == []
    problem(net.member(name="plain").get(api(net, "/points/shifts")), 403)
    problem(net.founder.post(api(net, f"/points/shifts/{net.founder.member}")), 409)


def test_own_data_has_the_ledger(net):
    she = net.member(name="asks")
    bring(net, she)
    points(net, she, 10)
    own = Reader(net).sign_in(she).go("/me/data.json")
    assert '"awards"' in own and '"badges"' in own and '"first-help"' in own
