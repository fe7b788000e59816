"""How a network works: drafted, consented to by another, read by everybody; the card; where the two pipelines jam."""

from reader import Reader
from support import fields, ok, problem

PARTS = {
    "mission": {"zh": "求助有回音", "en": "Every request hears back"}, "vision": {"zh": "一天之内接上头"},
    "values": {"zh": "先求真，再求快"}, "line": {"zh": "有需求才找人", "en": "People are called for needs"},
}


def path(net, door=""):
    return f"/api/v1/networks/{net.slug}/mechanism{door}"


def write(net, by, status=200, **body):
    return ok(by.post(path(net), body), status)


def act(net, by, action, status=200, **carries):
    return ok(by.post(path(net, "/actions"), {"action": action, **carries}), status)


def published(net, by, other, texts=PARTS, **more):
    draft = write(net, by, texts=texts, **more)
    act(net, by, "ask", hash=draft["hash"], reason="第一次写下来")
    return act(net, other, "consent", hash=draft["hash"])


def test_nothing_written_shows_settings_and_figures(net):
    read = ok(net.public.get(path(net)))
    assert read["version"] == 0 and read["versions"] == [] and "texts" not in read
    assert read["figures"]["needs"] == 0 and read["figures"]["month"]["inTimePercent"] is None
    page = net.public.get(f"/n/{net.slug}/mechanism?lang=en").text
    assert "Nobody has written this page yet" in page and "Verifier" in page and "30 min" in page
    assert "/mechanism/edit" not in page
    card = ok(net.public.get(f"/api/v1/networks/{net.slug}/certainties"))
    assert card["version"] == 0 and card["process"][0] == {
        "step": "firstAnswer", "critical": 30, "high": 120, "normal": 1440, "low": 4320}


def test_a_draft_is_for_those_who_decide(net):
    lead, plain = net.member("coordinator"), net.member(name="plain")
    problem(plain.post(path(net), {"texts": PARTS}), 403)
    problem(net.member("verifier").post(path(net), {"texts": PARTS}), 403)
    problem(net.public.get(path(net, "/draft")), 401)
    draft = write(net, lead, texts=PARTS)
    assert draft["state"] == "draft" and draft["missing"] == [] and not draft["mayConsent"]
    assert ok(net.founder.get(path(net, "/draft")))["mayConsent"]
    problem(plain.get(path(net, "/draft")), 403)
    for reader in (net.public, plain):
        read = ok(reader.get(path(net)))
        assert read["version"] == 0 and "求助有回音" not in str(read)
        assert "求助有回音" not in reader.get(f"/n/{net.slug}/mechanism").text


def test_what_is_wrong_is_named(net):
    by = net.founder
    assert fields(problem(by.post(path(net), {"texts": {"slogan": {"zh": "x"}}}), 422)) == {"texts.slogan"}
    assert fields(problem(by.post(path(net), {"texts": {"aim": {"fr": "x"}}}), 422)) == {"texts.aim"}
    assert fields(problem(by.post(path(net), {"texts": {"aim": {"zh": "长" * 2001}}}), 422)) == {"aim"}
    assert fields(problem(by.post(path(net), {"scope": "partners"}), 422)) == {"scope"}
    assert fields(problem(by.post(path(net, "/actions"), {"action": "vote"}), 422)) == {"action"}
    act(net, by, "discard", 404)
    draft = write(net, by, texts={"mission": {"zh": "求助有回音"}})
    assert draft["missing"] == ["vision", "values", "line"]
    act(net, by, "ask", 409, hash=draft["hash"], reason="试试")
    whole = write(net, by, texts=PARTS)
    assert fields(problem(by.post(path(net, "/actions"), {"action": "ask", "hash": whole["hash"]}), 422)) == {"reason"}
    act(net, by, "ask", 409, hash=draft["hash"], reason="试试")
    # Who writes over what they have not read is told.
    write(net, by, 409, texts={"aim": {"zh": "送到为止"}}, read=draft["hash"])
    newest = write(net, by, texts={"aim": {"zh": "送到为止"}}, read=whole["hash"])
    act(net, by, "discard", 409, hash=whole["hash"])
    act(net, by, "discard", hash=newest["hash"])


def test_another_consents_and_everybody_reads(net):
    lead, member = net.member("coordinator"), net.member(name="plain")
    draft = write(net, lead, texts=PARTS)
    act(net, lead, "consent", 409, hash=draft["hash"])
    act(net, lead, "ask", hash=draft["hash"], reason="第一次写下来")
    act(net, lead, "consent", 403, hash=draft["hash"])
    problem(member.post(path(net, "/actions"), {"action": "consent", "hash": draft["hash"]}), 403)
    assert fields(problem(net.founder.post(
        path(net, "/actions"), {"action": "refuse", "hash": draft["hash"]}), 422)) == {"note"}
    act(net, net.founder, "refuse", hash=draft["hash"], note="价值观太短")
    assert ok(lead.get(path(net, "/draft")))["answer"] == "价值观太短"
    act(net, lead, "ask", hash=draft["hash"], reason="第一次写下来")
    read = act(net, net.founder, "consent", hash=draft["hash"])
    assert (read["version"], read["scope"], read["writtenAs"], read["decidedAs"], read["alone"]) == (
        1, "public", "coordinator", "coordinator", False)
    assert ok(net.public.get(path(net)))["texts"] == PARTS
    page, inside = net.public.get(f"/n/{net.slug}/mechanism").text, member.get(path(net))
    assert "求助有回音" in page and "第一次写下来" in page and "创办人" not in page and "coordinator a" not in page
    assert ok(inside)["version"] == 1
    english = net.public.get(f"/n/{net.slug}/mechanism?lang=en").text
    assert "Every request hears back" in english and "一天之内接上头" in english
    card = ok(net.public.get(f"/api/v1/networks/{net.slug}/certainties"))
    assert card["mechanism"] == PARTS["line"] and card["vision"] == {"zh": "一天之内接上头", "en": ""}


def test_versions_stay_and_scope_holds(net):
    lead = net.member("coordinator")
    published(net, lead, net.founder)
    need = net.need()
    need.act(net.founder, "acknowledge")
    ok(net.founder.post(f"/needs/{need.id}/calls", {"outcome": "spoke"}))
    read = published(net, lead, net.founder, {"values": {"zh": "说到做到"}}, scope="members")
    assert read["version"] == 2
    assert [one["changed"] for one in read["versions"]] == [["values"], ["mission", "vision", "values", "line"]]
    # The figures of its thirty days stand with the second; the first has those before it.
    assert read["figures"]["before"]["needs"] == 1 and read["figures"]["before"]["inTimePercent"] == 100
    old = ok(net.public.get(path(net), params={"version": 1}))
    assert old["texts"] == PARTS and old["figures"]["after"]["needs"] == 1 and old["figures"]["before"]["needs"] == 0
    problem(net.public.get(path(net), params={"version": 3}), 404)
    outside = ok(net.public.get(path(net)))
    assert outside["scope"] == "members" and "texts" not in outside and "reason" not in outside
    assert "说到做到" not in net.public.get(f"/n/{net.slug}/mechanism").text
    assert "说到做到" not in net.public.get(f"/n/{net.slug}/certainties").text
    assert ok(net.member(name="plain").get(path(net)))["texts"]["values"] == {"zh": "说到做到"}


def test_who_is_alone_decides_alone_and_it_is_said(net):
    read = published(net, net.founder, net.founder)
    assert read["alone"] and read["version"] == 1
    assert "由这一位独自决定" in net.public.get(f"/n/{net.slug}/mechanism").text


def test_the_pipelines_are_for_the_desk(net):
    door = f"/api/v1/networks/{net.slug}/pipelines"
    problem(net.public.get(door), 401)
    problem(net.member(name="plain").get(door), 403)
    for _ in range(2):
        net.need()
    net.verified()
    net.published()
    read = ok(net.member("verifier").get(door))
    assert [stage["count"] for stage in read["needs"]["stages"]] == [2, 0, 1, 1]
    assert [stage["passed"] for stage in read["needs"]["stages"]] == [2, 2, 1, 0]
    assert read["needs"]["jam"] is None
    stages = {stage["stage"]: stage for stage in read["volunteers"]["stages"]}
    # The verifier has checked two needs; founder, dispatcher and the plain member have only come.
    assert stages["active"]["count"] == 1 and stages["called"]["count"] == 3
    assert stages["active"]["usualMinutes"] is None and stages["called"]["usualMinutes"] == 7 * 24 * 60


def test_the_network_page_leads_there(net):
    assert f"/n/{net.slug}/mechanism" in net.public.get(f"/n/{net.slug}").text
    assert "/pipelines" not in net.public.get(f"/n/{net.slug}").text


def test_a_change_is_open_for_objections(net):
    lead, plain = net.member("coordinator"), net.member(name="plain")
    rules = path(net, "/rules")
    problem(plain.post(rules, {"objectionDays": 3}), 403)
    for wrong in (-1, 61, None):
        assert fields(problem(net.founder.post(rules, {"objectionDays": wrong}), 422)) == {"objectionDays"}
    assert ok(net.founder.post(rules, {"objectionDays": 3}))["objectionDays"] == 3
    draft = write(net, lead, texts=PARTS)
    act(net, lead, "ask", hash=draft["hash"], reason="第一次写下来")
    assert "mechanism" in [item["kind"] for item in ok(net.founder.get("/me/waiting"))["tasks"]]
    assert act(net, net.founder, "consent", hash=draft["hash"])["version"] == 0
    assert fields(problem(net.founder.post(path(net, "/actions"), {"action": "object", "hash": draft["hash"]}), 422)) == {"note"}
    act(net, net.founder, "object", hash=draft["hash"], note="价值观太短")
    read = ok(lead.get(path(net, "/draft")))
    assert (read["state"], read["consents"], [one["reason"] for one in read["objections"]]) == ("asked", 0, ["价值观太短"])
    assert read["openUntil"]
    act(net, lead, "withdraw", 409, hash=draft["hash"])
    act(net, net.founder, "withdraw", hash=draft["hash"])
    assert ok(lead.get(path(net, "/draft")))["objections"] == []
    assert "价值观太短" not in net.public.get(f"/n/{net.slug}/mechanism").text

    page = Reader(net, language="zh").sign_in(net.founder)
    text = page.go(f"/n/{net.slug}/mechanism/edit")
    assert "公示到" in text and "反对的话" in text
    page.submit("/mechanism/rules", 422, objectionDays="很久")
    page.submit("/mechanism/rules", objectionDays="0")
    assert page.form("/mechanism/rules")["fields"]["objectionDays"] == "0"
