"""Emergencies: opened, moved on, pinned, filtered by, closed – with everything that is open going somewhere."""

import json

import pytest

from reader import Forms, Reader
from servers import until
from support import Network, a_need, fields, ok, problem

WUHAN = {"area": ["中国", "湖北省", "武汉市", "江汉区"]}


def root(net, *parts):
    return "/".join([f"/api/v1/networks/{net.slug}/emergencies", *parts])


def opened(net, by=None, status=201, **more):
    body = {
        "name": "青云洪水", "kind": "flood", "level": "municipal", "areas": [["中国", "湖北省", "武汉市"]],
        "advice": {"zh": "往高处走", "en": "Go up high"}, "hotlines": [{"name": "急救", "number": "120"}], **more}
    return ok((by or net.founder).post(root(net), body), status)


def phase(net, one, word, status=200, by=None, **more):
    return ok((by or net.founder).post(root(net, one["id"], "phase"), {"phase": word, **more}), status)


def shown(net, one, by=None):
    return ok((by or net.public).get(root(net, one["id"])))


def test_opened_changed_and_read_by_everybody(net):
    one = opened(net)
    assert (one["phase"], one["next"], one["areas"]) == ("active", ["windingDown"], [["中国", "湖北省", "武汉市"]])
    assert one["lead"]["id"] == net.founder.member and one["steps"][0]["by"] == "创办人"
    seen = shown(net, one)
    assert "lead" not in seen and "by" not in seen["steps"][0] and "创办人" not in str(seen)
    assert ok(net.public.get(root(net)))["items"][0]["name"] == "青云洪水"
    changed = ok(net.founder.post(root(net, one["id"]), {"advice": {"en": "Boil your water"}, "level": "provincial"}))
    assert changed["advice"] == {"zh": "往高处走", "en": "Boil your water"} and changed["name"] == "青云洪水"
    kinds = lambda: [event["kind"] for event in net.public.items("/events")]
    until(lambda: {"emergencyOpened", "emergencyChanged"} <= set(kinds()), "the events")
    assert "emergencyLed" not in kinds()
    problem(net.public.get(root(Network(net.server), one["id"])), 404)


def test_what_is_wrong_is_named(net):
    wrong = [
        ({"name": " "}, "name"), ({"name": "好" * 81}, "name"), ({"kind": "rain"}, "kind"), ({"level": "world"}, "level"),
        ({"areas": [["朝阳"]]}, "areas"), ({"hotlines": [{"name": "警察", "number": "没有"}]}, "hotlines"),
        ({"advice": {"zh": "跑" * 4001}}, "advice.zh"), ({"lead": "nobody"}, "lead"), ({"phase": "closed"}, "phase"),
    ]
    for more, name in wrong:
        assert fields(opened(net, status=422, **more)) == {name}, more
    assert fields(problem(net.founder.post(root(net), {}), 422)) == {"name", "kind", "level"}
    for by, status in [(net.public, 401), (net.member(name="plain"), 403), (net.member("dispatcher"), 403)]:
        opened(net, by, status)
    one = opened(net, net.member("coordinator"))
    assert fields(opened(net, status=422)) == {"name"}
    for by, status in [(net.public, 401), (net.member("dispatcher"), 403)]:
        phase(net, one, "windingDown", status, by)
        problem(by.get(root(net, one["id"], "open")), status)
        problem(by.post(root(net, one["id"], "review"), {"wentWell": "都好"}), status)


def test_phases_are_gone_through_in_order(net):
    one = opened(net, phase="standby")
    assert problem(net.founder.post(root(net, one["id"], "phase"), {"phase": "windingDown"}), 409)["allowed"] == [
        "active", "closed"]
    assert fields(phase(net, one, "over", 422)) == {"phase"}
    assert phase(net, one, "active")["phase"] == "active"
    assert phase(net, one, "closed", 409)["state"] == "active"
    phase(net, one, "windingDown")
    phase(net, one, "active")
    phase(net, one, "windingDown")
    closed = phase(net, one, "closed")
    assert closed["next"] == [] and [step["phase"] for step in closed["steps"]] == [
        "standby", "active", "windingDown", "active", "windingDown", "closed"]
    assert phase(net, one, "active", 409)["allowed"] == []
    assert phase(net, one, "closed")["phase"] == "closed"
    problem(net.founder.post(root(net, one["id"]), {"level": "local"}), 409)


def test_a_need_belongs_to_one_or_to_none(net):
    one, dispatcher = opened(net), net.member("dispatcher")
    inside = net.published(place=WUHAN, emergency="area")
    outside = net.need(place={"area": ["中国", "广东省", "广州市"]}, emergency="area")
    named = net.need(emergency="青云洪水")
    free = net.need()
    assert inside.read(net.public)["emergency"] == {"id": one["id"], "name": "青云洪水"}
    assert named.read()["emergency"]["id"] == one["id"]
    assert "emergency" not in outside.read() and "emergency" not in free.read()
    assert fields(problem(net.public.post("/needs", a_need(emergency="没有的")), 422)) == {"emergency"}
    under = lambda word, by=net.founder: {item["id"] for item in by.items(emergency=word)}
    assert under(one["id"]) == {inside.id, named.id} and under("none") == {outside.id, free.id}
    assert under(one["id"], net.public) == {inside.id}
    assert fields(problem(net.public.get("/needs", params={"emergency": "flood"}), 422)) == {"emergency"}

    owner, due = free.read()["owner"], free.read()["due"]
    moved = free.act(dispatcher, "move", emergency=one["id"])
    assert moved["emergency"]["id"] == one["id"] and (moved["owner"], moved["due"]) == (owner, due)
    free.act(net.member(name="plain"), "move", 404, emergency="none")
    inside.act(net.member(name="plain"), "move", 403, emergency="none")
    assert fields(free.act(dispatcher, "move", 422, emergency="没有的")) == {"emergency"}
    assert "emergency" not in free.act(dispatcher, "move", emergency="none")
    text = Reader(net).go(f"/n/{net.slug}/needs.csv?emergency={one['id']}")
    assert "青云洪水" in text and inside.body["title"] in text and "emergency" in text.splitlines()[0]
    phase(net, one, "windingDown")
    # Whoever asks is taken in, though it takes nothing any more.
    late = net.need(emergency=one["id"])
    assert "emergency" not in late.read()
    assert free.act(dispatcher, "move", emergency=one["id"])["emergency"]["id"] == one["id"]


def test_figures(net):
    one = opened(net)
    needs = [net.published(emergency=one["id"]) for _ in range(3)]
    net.need(emergency=one["id"])
    # Answered is who has been reached: by a message, or by the call.
    for need in needs:
        ok(net.founder.post(f"/needs/{need.id}/calls", {"outcome": "spoke"}))
    needs[0].act(net.member("dispatcher"), "markUnmet", reason="没有货", tried="问过三家")
    # Each count serves half a minute; whoever moves it on sees how it stands now.
    figures = phase(net, one, "windingDown")["figures"]
    assert shown(net, one)["figures"] == figures
    assert (figures["asked"], figures["open"], figures["met"], figures["unmet"]) == (4, 3, 0, 1)
    assert (figures["answered"], figures["answeredInTime"]) == (3, 3) and figures["medianFirstAnswer"] >= 0
    assert figures["states"]["published"] == 2 and figures["people"] >= 2


def test_closing_hands_over_what_is_open(net):
    one, other = opened(net), opened(net, name="旧雪灾")
    first, second, done = (net.published(emergency=one["id"]) for _ in range(3))
    helper = net.member(name="helper")
    claim = first.claim(helper, 4)
    done.act(net.member("dispatcher"), "markUnmet", reason="没有货", tried="问过三家")
    phase(net, one, "windingDown")
    open_ = ok(net.founder.get(root(net, one["id"], "open")))
    assert (open_["needCount"], open_["claimCount"]) == (2, 1)
    assert set(open_["targets"]) == {"everyday", other["id"]}
    assert fields(phase(net, one, "closed", 422)) == {"to"}
    assert fields(phase(net, one, "closed", 422, to=one["id"])) == {"to"}
    assert fields(phase(net, one, "closed", 422, to="everyday", needs={second.id: "nowhere"})) == {f"needs.{second.id}"}
    before = {need.id: need.read() for need in (first, second)}
    closed = phase(net, one, "closed", to="everyday", needs={second.id: other["id"]})
    for need in (first, second):
        after = need.read()
        assert (after["owner"], after["due"], after["state"]) == tuple(before[need.id][key] for key in ("owner", "due", "state"))
    assert "emergency" not in first.read() and second.read()["emergency"]["id"] == other["id"]
    assert [one["state"] for one in ok(net.founder.get(f"/needs/{first.id}/claims"))["items"]] == ["open"]
    assert claim["id"] == ok(net.founder.get(f"/needs/{first.id}/claims"))["items"][0]["id"]
    frozen = closed["review"]["figures"]
    assert (frozen["asked"], frozen["handedOver"], frozen["unmet"], frozen["open"]) == (3, 2, 1, 0)
    assert {(part["to"], part["needs"]) for part in closed["review"]["handedOver"]} == {("everyday", 1), (other["id"], 1)}
    # What had ended is kept under it, and can be read there.
    assert {item["id"] for item in net.founder.items(emergency=one["id"], state="unmet")} == {done.id}
    assert fields(done.act(net.founder, "move", 409, emergency="none")) == set()
    assert "emergency" not in done.act(net.founder, "reopen", reason="又有了")
    written = ok(net.founder.post(root(net, one["id"], "review"), {"wentWell": "来得快", "toChange": "多备车"}))
    assert (written["review"]["wentWell"], written["review"]["toChange"]) == ("来得快", "多备车")
    assert written["review"]["figures"] == frozen
    assert fields(problem(net.founder.post(root(net, one["id"], "review"), {"wentWell": "好" * 4001}), 422)) == {"wentWell"}


def test_everybody_is_thanked_once(net):
    name = f"洪水 {net.slug}"
    one = opened(net, name=name)
    mail = {"name": "张三", "email": f"ward@{net.slug}.example"}
    needs = [net.published(emergency=one["id"], contact=mail) for _ in range(2)]
    for need in needs:
        need.claim(net.member(name="helper"))
    phase(net, one, "windingDown")
    before = net.server.log.stat().st_size

    def thanked():
        text = net.server.log.read_bytes()[before:].decode(errors="replace")
        return text.count(f"“{name}”结束了，谢谢您"), text.count(f"“{name}”应急行动结束了，谢谢您信任我们")

    phase(net, one, "closed", to="everyday")
    # Whoever answered, verified, published or promised; and one person who asked twice.
    until(lambda: thanked() == (4, 1), "the thanks")
    phase(net, one, "closed", to="everyday")
    Reader(net).code_for(net.founder)
    assert thanked() == (4, 1)


def moved(lead, word):
    """Sends the form of a need's page by which it goes to another emergency."""
    form = next(one for one in Forms(lead.page.text).forms if one["fields"].get("action") == "move")
    lead.page = lead.post(
        lead.url + form["action"], data={**form["fields"], "emergency": word}, headers={"Sec-Fetch-Site": "same-origin"})
    assert lead.page.status_code == 200
    return lead.page.text


def test_pages(net):
    lead = Reader(net).sign_in(net.founder)
    lead.go(f"/n/{net.slug}/emergencies")
    assert "No emergency now" in lead.page.text
    lead.go(f"/n/{net.slug}/emergencies/new")
    text = lead.submit("/emergencies", 422, name="", areas="朝阳", **{"advice.en": "Go up high"})
    assert "Go up high" in text and "may be several places" in text
    lead.submit("/emergencies", name="Qingyun flood", kind="flood", areas="湖北省 武汉市", hotlines="Ambulance 120",
                **{"advice.en": "Go up high"})
    assert "/emergencies/" in lead.at and "tel:120" in lead.page.text
    at = lead.at
    she = Reader(net)
    for path in ("", "/ask", "/needs"):
        text = she.go(f"/n/{net.slug}{path}")
        assert "Go up high" in text and "Qingyun flood" in text, path
    assert "创办人" not in she.go(at) and "创办人" in lead.go(at)
    she.go(f"/n/{net.slug}/ask")
    assert she.form("/ask")["fields"]["emergency"] == "area"
    she.submit("/ask", title="Ward lacks masks", lines="masks 10", province="湖北省", city="武汉市",
               **{"contact.phone": "13900001234"})
    item = net.founder.items(state="submitted")[0]
    assert item["emergency"]["name"] == "Qingyun flood"
    she.go(f"/n/{net.slug}/ask")
    she.submit("/ask", title="Ward lacks water", lines="water 10", emergency="none", **{"contact.phone": "13900001234"})
    assert len(net.founder.items(emergency="none")) == 1

    lead.go(f"/n/{net.slug}/needs/{item['id']}")
    assert "Moved from" in moved(lead, "none")
    moved(lead, at.rsplit("/", 1)[1])
    for wrong, status in [("closed", 409), ("over", 422)]:
        lead.go(at)
        lead.submit("/phase", status, phase=wrong)
    # Two leads at once: the second is told, and what she typed stays.
    other = Reader(net).sign_in(net.founder)
    lead.go(f"{at}/edit")
    other.go(f"{at}/edit")
    lead.submit(at, **{"advice.en": "Go up higher"})
    assert "Go to the roof" in other.submit(at, 412, **{"advice.en": "Go to the roof"})
    assert "Go up higher" in she.go(at)
    lead.go(at)
    lead.submit("/phase", phase="windingDown")
    # Nothing goes round the question where all goes that is open.
    for more in ({}, {"to": "nowhere"}):
        lead.go(at)
        lead.submit("/phase", 422, phase="closed", **more)
    lead.go(at)
    other.go(at)
    lead.submit("/review", wentWell="Draft words", _form="review")
    assert "My words" in other.submit("/review", 412, wentWell="My words", _form="review")
    assert "Draft words" not in she.go(at)
    assert "review" not in ok(net.public.get(root(net, at.rsplit("/", 1)[1])))
    lead.go(f"{at}/close")
    assert "needs 1," in lead.page.text and "Ward lacks masks" in lead.page.text
    lead.submit("/close", to="everyday")
    assert lead.at == at and "The figures when it closed" in lead.page.text
    lead.submit("/review", wentWell="Fast", toChange="More cars", _form="review")
    assert "More cars" in she.go(at) and "Go up high" not in she.go(f"/n/{net.slug}")
    for path in ("/new", f"/{at.rsplit('/', 1)[1]}/close", f"/{at.rsplit('/', 1)[1]}/edit"):
        Reader(net).sign_in(net.member(name="plain")).go(f"/n/{net.slug}/emergencies{path}", 403)


def test_shifts_belong_to_one_too(net):
    one = opened(net, name="Qingyun flood")
    lead = Reader(net).sign_in(net.founder)
    lead.go(f"/n/{net.slug}/roster")
    lead.submit("/roster", member=net.founder.member, desk="night", emergency=one["id"])
    assert "Qingyun flood" in lead.page.text
    phase(net, one, "windingDown")
    open_ = ok(net.founder.get(root(net, one["id"], "open")))
    assert [shift["desk"] for shift in open_["shifts"]] == ["night"] and open_["needCount"] == 0
    assert fields(phase(net, one, "closed", 422)) == {"to"}
    phase(net, one, "closed", to="everyday")
    assert "Qingyun flood" not in lead.go(f"/n/{net.slug}/roster")


@pytest.mark.parametrize("known", [True, False])
def test_a_table_names_it(net, tmp_path, known):
    if known:
        opened(net)
    path = tmp_path / "needs.csv"
    path.write_text("title,item,quantity,phone,应急行动\n县医院缺口罩,口罩,10,13900001234,青云洪水\n", encoding="utf-8")
    done = net.server.weft("import", "needs", path, "--network", net.slug, "--json")
    assert json.loads(done.stdout)["stored"] == 1
    found = net.founder.items(state="submitted")[0]
    assert found.get("emergency", {}).get("name") == ("青云洪水" if known else None)


def test_her_page_and_receipt_say_what_to_do(net):
    opened(net)
    need = net.need(emergency="青云洪水")
    assert need.receipt["emergency"]["advice"] == {"zh": "往高处走", "en": "Go up high"}
    assert need.track()["emergency"]["hotlines"] == [{"name": "急救", "number": "120"}]
    by_digits = need.track(digits="1234")
    assert by_digits["emergency"]["name"] == "青云洪水"
    for language, advice in (("zh", "往高处走"), ("en", "Go up high")):
        she = Reader(net, language=language)
        page = she.go(need.url)
        assert "青云洪水" in page and advice in page and 'href="tel:120"' in page
        she.cookies.clear()
        she.go("/track")
        page = she.submit("/track", code=need.code, digits="1234")
        assert "青云洪水" in page and advice in page
    free = net.need()
    assert "emergency" not in free.receipt and "emergency" not in free.track()
    assert "往高处走" not in Reader(net).go(free.url)


def test_her_page_names_one_that_is_over_without_its_advice(net):
    one, need = opened(net), net.published(emergency="青云洪水")
    ok(net.public.post(f"/api/v1/track/{need.code}/actions", {"action": "withdraw", "reason": "有了"}, params={"secret": need.secret}))
    phase(net, one, "windingDown")
    phase(net, one, "closed", to="everyday")
    page = Reader(net, language="zh").go(need.url)
    assert "青云洪水" in page and "往高处走" not in page
