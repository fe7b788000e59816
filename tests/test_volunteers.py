"""Volunteers: what they can do, when they are free as it really is, and who finds them."""

import time

from support import fields, ok, problem


def api(net, door):
    return f"/api/v1/networks/{net.slug}{door}"


def own(by, status=200):
    return ok(by.get("/me/volunteer"), status)


def change(by, status=200, **body):
    return ok(by.post("/me/volunteer", body), status)


def say(by, kind, status=200, **more):
    return ok(by.post("/me/availability", {"kind": kind, **more}), status)


def free(net, by=None, **query):
    return ok((by or net.member("dispatcher")).get(api(net, "/volunteers"), params=query))


def test_what_one_can_do_stands_in_the_profile(net):
    she = net.member(name="driver")
    assert own(she)["skills"] == [] and own(she)["weeklyLimit"] == 40
    said = change(she, skills=[{"skill": "开车", "level": "expert", "evidence": "货运三年"}, {"skill": "吹玻璃"}],
                  languages=["zh", "粤语"], remote=True, radiusKm=30, channel="call", means=["van", "licence"],
                  dialect="潮汕话", weeklyLimit=12)
    assert [(one["key"], one["level"]) for one in said["skills"]] == [("driving", "expert"), ("吹玻璃", "able")]
    assert said["skills"][0]["evidence"] == "货运三年" and said["means"] == ["van", "licence"]
    assert said["remote"] and said["radiusKm"] == 30 and said["weeklyLimit"] == 12 and said["dialect"] == "潮汕话"
    profile = {one["field"]: one["text"] for one in ok(she.get("/api/v1/me/profile"))["fields"]}
    assert profile["skills"] == "开车、吹玻璃" and profile["languages"] == "zh、粤语"
    # What is not said stays; empty takes back.
    again = change(she, radiusKm="")
    assert again["radiusKm"] is None and len(again["skills"]) == 2 and again["remote"]
    # The profile is the one place: what is taken out there is gone here.
    ok(she.post("/api/v1/me/profile", {"fields": [{"field": "skills", "text": "吹玻璃", "audience": "members"}]}))
    assert [one["skill"] for one in own(she)["skills"]] == ["吹玻璃"]


def test_what_is_wrong_is_named(net):
    she = net.member(name="wrong")
    wrong = problem(she.post("/me/volunteer", {
        "radiusKm": 0, "weeklyLimit": "many", "channel": "pigeon", "means": ["horse"], "dialect": "长" * 61,
        "skills": [{"skill": "x", "level": "god"}]}), 422)
    assert fields(wrong) == {"radiusKm", "weeklyLimit", "channel", "means", "dialect", "skills"}
    for kind, more, field in [
            ("now", {"hours": 13}, "hours"), ("today", {"from": "x", "to": "18"}, "from"), ("weekly", {"week": []}, "day1"),
            ("weekly", {"week": [{"day": 8, "from": 1, "to": 2}]}, "week"), ("soon", {}, "kind"), ("end", {"which": "x"}, "which"),
            ("weekly", {"week": [{"day": 1, "from": 9, "to": 12}], "except": ["Monday"]}, "except"),
            ("pause", {"until": "2001-01-01"}, "until")]:
        assert fields(problem(she.post("/me/availability", {"kind": kind, **more}), 422)) == {field}, kind
    problem(she.post("/me/availability", {"kind": "renew"}), 409)
    problem(she.post("/me/availability", {"kind": "end", "which": "ask"}), 409)
    for query in ({"at": "soon"}, {"tier": "king"}, {"training": "x"}):
        problem(net.member("dispatcher").get(api(net, "/volunteers"), params=query), 422)


def test_two_hours_now_and_a_week(net):
    she = net.member(name="free")
    said = say(she, "now", hours=2)
    today = next(one for one in said["availability"] if one["kind"] == "now")
    assert today["timeZone"] == "Asia/Shanghai"
    # Longer is one word, and so is no longer; there is nothing to stop twice.
    longer = next(one for one in say(she, "more", hours=2)["availability"] if one["kind"] == "now")
    assert longer["from"] == today["from"] and longer["to"] > today["to"]
    assert say(she, "stop")["availability"] == []
    problem(she.post("/me/availability", {"kind": "stop"}), 409)
    today = next(one for one in say(she, "now", hours=2)["availability"] if one["kind"] == "now")
    said = say(she, "weekly", week=[{"day": day, "from": 0, "to": 24} for day in range(1, 8)], **{"except": ["2031-01-01"]})
    week = next(one for one in said["availability"] if one["kind"] == "weekly")
    assert len(week["week"]) == 7 and week["week"][0] == {"day": 1, "from": 0, "to": 24} and week["except"] == ["2031-01-01"]
    found = free(net)
    item = next(one for one in found["items"] if one["member"] == she.member)
    assert item["free"]["kind"] == "today" and item["free"]["until"] == today["to"]
    # In a week she is free by her week.
    later = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 7 * 86400))
    item = next(one for one in free(net, at=later)["items"] if one["member"] == she.member)
    assert item["free"]["kind"] == "weekly"
    say(she, "renew")
    say(she, "end", which="all")
    assert own(she)["availability"] == [] and she.member not in {one["member"] for one in free(net)["items"]}


def test_who_is_free_is_for_those_who_dispatch(net):
    her, him, plain = net.member(name="her"), net.member(name="him"), net.member(name="plain")
    change(her, skills=[{"skill": "翻译", "level": "able"}], remote=True)
    change(him, skills=[{"skill": "Driving"}], means=["car"])
    for one in (her, him):
        say(one, "ask")
    found = free(net, skill="translating")
    assert [one["member"] for one in found["items"]] == [her.member]
    item = found["items"][0]
    assert item["skills"] == [{"skill": "翻译", "level": "able"}] and item["free"] == {"kind": "ask", "until": None}
    assert not {"email", "phone", "contact", "address"} & item.keys()
    assert [one["member"] for one in free(net, skill="司机")["items"]] == [him.member]
    assert [one["member"] for one in free(net, remote="1")["items"]] == [her.member]
    for reader in (plain, her):
        problem(reader.get(api(net, "/volunteers")), 403)
        assert reader.get(f"/n/{net.slug}/volunteers").status_code == 403
    problem(net.public.get(api(net, "/volunteers")), 401)
    problem(net.public.get(api(net, "/me/volunteer")), 401)
    # One page after the other.
    first = ok(net.member("dispatcher").get(api(net, "/volunteers"), params={"limit": 1}))
    assert len(first["items"]) == 1 and first["next"] and first["total"] >= 2
    second = free(net, limit=1, cursor=first["next"])
    assert second["items"][0]["member"] != first["items"][0]["member"]
    # Nothing of it is told to others.
    events = plain.get("/events").text
    assert "availabilitySaid" not in events and "volunteerChanged" not in events


def test_who_pauses_is_counted_and_not_named(net):
    she = net.member(name="pauses")
    say(she, "ask")
    before = free(net, skill="")
    assert she.member in {one["member"] for one in before["items"]}
    said = say(she, "pause")
    assert said["paused"] and said["pausedUntil"] is None
    after = free(net)
    assert she.member not in {one["member"] for one in after["items"]} and after["hidden"] == before["hidden"] + 1
    assert "pauses" not in str(after)
    assert not say(she, "resume")["paused"]
    assert she.member in {one["member"] for one in free(net)["items"]}
    until = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 3 * 86400))
    assert say(she, "pause", until=until)["pausedUntil"]
    # Who says when they are free does not pause.
    assert not say(she, "now", hours=1)["paused"]
