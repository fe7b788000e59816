"""Paper: codes given out beforehand, papers typed in once each, lists by district, the code to keep, a driver's slip."""

import re
import struct

import pytest

from gateway import Gateway
from reader import Reader
from support import Network, a_need, fields, ok, problem, serial, together

ALPHABET = set("23456789ABCDEFGHJKMNPQRSTVWXYZ")
PHONE = "13900001234"
WECHAT = ("Mozilla/5.0 (Linux; Android 13; V2031A Build/TP1A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 "
          "Mobile Safari/537.36 XWEB/1160065 MMWEBSDK/20231202 MicroMessenger/8.0.47.2560(0x28002F35) WeChat/arm64 Language/zh_CN")


def batches(net, by=None, status=201, **body):
    answer = (by or net.member("intake")).post(
        f"/api/v1/networks/{net.slug}/paper/batches", {"count": 3, "place": "村委会值班室", **body})
    return ok(answer, status)


def codes(net, count=3):
    return [one["code"] for one in batches(net, count=count)["codes"]]


def paper(code, **more):
    return {**a_need(), "consent": "yes", "code": code, **more}


def test_a_batch_of_codes(net):
    batch = batches(net, count=100)
    found = [one["code"] for one in batch["codes"]]
    assert len(set(found)) == 100 and all(len(code) == 8 and set(code) <= ALPHABET for code in found)
    assert batch["used"] == 0 and not any(one["need"] for one in batch["codes"])
    for wrong, name in [({"count": 0}, "count"), ({"count": 101}, "count"), ({"place": " "}, "place")]:
        assert fields(batches(net, status=422, **wrong)) == {name}
    for caller, status in [(net.member(name="plain"), 403), (net.public, 401)]:
        batches(net, caller, status)
        problem(caller.get(f"/api/v1/networks/{net.slug}/paper/batches"), status)
    assert ok(net.founder.get(f"/api/v1/networks/{net.slug}/paper/batches"))["items"][0]["id"] == batch["id"]
    other = Network(net.server)
    problem(other.founder.get(f"/api/v1/networks/{other.slug}/paper/batches/{batch['id']}"), 404)


def test_the_need_takes_the_code_of_its_paper_once(net):
    intake = net.member("intake")
    batch = batches(net)
    code = batch["codes"][0]["code"]
    made = ok(intake.post("/needs", paper(f"{code[:4].lower()} {code[4:]}")), 201)
    assert made["trackingCode"] == code
    # With code and digits she follows it like any other need.
    assert ok(net.public.get(f"/api/v1/track/{code}", params={"digits": PHONE[-4:]}))
    assert problem(intake.post("/needs", paper(code)), 409)["state"] == "submitted"
    assert len(net.founder.items(state="submitted")) == 1
    found = ok(intake.get(f"/api/v1/networks/{net.slug}/paper/batches/{batch['id']}"))
    assert found["used"] == 1
    assert {one["code"]: one["need"] for one in found["codes"]}[code] == made["id"]


def test_a_paper_sent_twice_at_once_makes_one_need(net):
    intake, code = net.member("intake"), codes(net, 1)[0]
    body = paper(code)
    answers = together(6, lambda _: intake.request_any("POST", "/needs", json=body))
    assert {answer.status_code for answer in answers} == {201}, [answer.text for answer in answers]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(net.founder.items(state="submitted")) == 1


def test_two_papers_with_the_same_words_are_two(net):
    intake, (one, two) = net.member("intake"), codes(net, 2)
    first, second = paper(one), None
    second = {**first, "code": two}
    ids = [ok(intake.post("/needs", body), 201)["id"] for body in (first, second)]
    assert len(set(ids)) == 2


def test_what_is_wrong_with_a_paper_is_said(net):
    intake, code = net.member("intake"), codes(net, 1)[0]
    near = code[:7] + next(letter for letter in sorted(ALPHABET) if letter != code[7])
    wrong = problem(intake.post("/needs", paper(near)), 422)
    assert fields(wrong) == {"code"} and code in wrong["errors"][0]["message"]
    for typed in ("0" + code[1:], code[1:], "", code + "2"):
        assert fields(problem(intake.post("/needs", paper(typed)), 422)) == {"code"}
    assert fields(problem(intake.post("/needs", {**paper(code), "consent": ""}), 422)) == {"consent"}
    assert fields(problem(intake.post("/needs", paper(code, source={"kind": "media"})), 422)) == {"source.kind"}
    problem(net.member(name="plain").post("/needs", paper(code)), 403)
    assert net.public.post("/needs", paper(code)).status_code in (401, 403)
    foreign = codes(Network(net.server), 1)[0]
    assert fields(problem(intake.post("/needs", paper(foreign)), 422)) == {"code"}
    # None of that has used it up; and whoever has no telephone asks all the same.
    ok(intake.post("/needs", paper(code, contact={"name": "李大娘"})), 201)


def test_the_strip_bears_the_check_word(net):
    intake = net.member("intake")
    desk = Reader(net, language="zh").sign_in(intake)
    desk.go(f"/n/{net.slug}/paper")
    desk.submit("/paper", count="1", place="村委会值班室")
    code = re.search(r'<p class="code">([2-9A-Z]{8})</p>', desk.page.text).group(1)
    strip = desk.page.text.split('class="strip"')[1]
    word = re.search(r'<strong class="word">(.*?)</strong>', strip).group(1)
    assert "核对词" in strip and "Check word" in strip
    made = ok(intake.post("/needs", paper(code)), 201)
    hers = ok(net.public.get(f"/api/v1/track/{code}", params={"secret": made["trackingURL"].split("secret=")[1]}))
    assert hers["checkWord"] in re.sub("<.*?>", "", word)


def test_typed_in_at_the_screen(net):
    desk = Reader(net).sign_in(net.member("intake"))
    desk.go(f"/n/{net.slug}/paper")
    desk.submit("/paper", 422, count="0", place="Village office")
    assert desk.form("/paper")["fields"]["place"] == "Village office"
    desk.submit("/paper", count="2", place="Village office")
    assert "/paper/batches/" in desk.at
    found = re.findall(r'<p class="code">([2-9A-Z]{8})</p>', desk.page.text)
    assert len(set(found)) == 2 and len(found) == 4, "code on form and strip"
    assert desk.page.text.count('class="qr"') == 2 and "求助表" in desk.page.text and "Request for help" in desk.page.text

    one, two = list(dict.fromkeys(found))
    typed = {"title": "Village lacks water", "lines": "water 20", "contact.phone": PHONE, "consent": "yes", "district": "Hilltop"}
    desk.go(f"/n/{net.slug}/paper/type")
    text = desk.submit("/paper/type", 422, code="0" + one[1:], **typed)
    assert "Village lacks water" in text and "water 20" in text and PHONE in text
    desk.submit("/paper/type", code=one, **typed)
    assert one in desk.page.text and desk.form("/paper/type")["fields"]["district"] == "Hilltop"
    assert desk.form("/paper/type")["fields"]["title"] == ""
    text = desk.submit("/paper/type", 409, code=one, **{**typed, "title": "Another pen"})
    assert "Another pen" in text and f"{one} was typed in" in text
    desk.submit("/paper/type", code=two, **{**typed, "title": "Another pen"})
    assert len(net.founder.items(state="submitted")) == 2
    text = desk.go(f"/n/{net.slug}/paper")
    assert "2 forms, 2 typed in" in text
    plain = Reader(net).sign_in(net.member(name="plain"))
    plain.go(f"/n/{net.slug}/paper", 403)
    plain.go(f"/n/{net.slug}/paper/type", 403)


def test_whoever_asks_before_it_is_typed_in_is_told_so(net):
    code = codes(net, 1)[0]
    she = Reader(net)
    assert "not been typed in yet" in she.go(f"/track?code={code}")
    assert "not been typed in yet" not in she.go("/track?code=22222222")
    ok(net.member("intake").post("/needs", paper(code)), 201)
    assert "not been typed in yet" not in she.go(f"/track?code={code}")


def test_lists_by_district(net):
    place = {"area": ["中国", "湖北省", "黄冈市", "团风县"], "address": "CANARY 3 号"}
    need = net.published(place=place, title="团风缺口罩")
    members = net.published(audience="members", place={"area": ["中国", "湖北省", "黄冈市", "浠水县"]}, title="浠水缺水")
    hidden = net.need(title="没有核实的")
    member = Reader(net, language="zh").sign_in(net.member(name="plain"))
    text = member.go(f"/n/{net.slug}/needs/list")
    assert "团风缺口罩" in text and "浠水缺水" in text and "没有核实的" not in text
    assert text.count('<section class="district">') == 2 and "以后作废" in text
    for private in (PHONE, "CANARY", "张三", need.code, members.code):
        assert private not in text
    assert "浠水缺水" not in member.go(f"/n/{net.slug}/needs/list?area=团风县")
    wall = member.go(f"/n/{net.slug}/needs/list?for=public")
    assert "团风缺口罩" in wall and "浠水缺水" not in wall
    desk = Reader(net, language="zh").sign_in(net.member("intake"))
    text = desk.go(f"/n/{net.slug}/needs/list")
    assert need.code in text and hidden.code in text and PHONE not in text and "CANARY" not in text
    assert need.code not in desk.go(f"/n/{net.slug}/needs/list?for=public")
    stranger = Reader(net)
    stranger.go(f"/n/{net.slug}/needs/list")
    assert stranger.at.startswith("/sign-in")
    # The same for programs.
    answer = net.member(name="plain").get("/needs/districts")
    listed = ok(answer)
    assert [(one["area"][-1], [row["title"] for row in one["needs"]]) for one in listed["districts"]] == [
        ("团风县", ["团风缺口罩"]), ("浠水县", ["浠水缺水"])]
    assert not listed["isCutOff"] and listed["outdatedAfter"] > listed["printedAt"]
    for private in (PHONE, "CANARY", "张三", need.code, members.code):
        assert private not in answer.text
    wall = ok(net.member("intake").get("/needs/districts", params={"for": "public"}))
    assert [row["id"] for one in wall["districts"] for row in one["needs"]] == [need.id]
    assert fields(problem(net.founder.get("/needs/districts", params={"urgency": "very"}), 422)) == {"urgency"}
    problem(net.public.get("/needs/districts"), 401)


def test_the_code_as_a_picture(net):
    need = net.need()
    she = Reader(net)
    she.go(need.url)
    path = f"/t/{need.code}/code.png"
    assert f'href="{path}"' in she.page.text
    picture = she.get(net.server.url + path, timeout=60)
    assert picture.status_code == 200 and picture.headers["Content-Type"] == "image/png"
    assert "attachment" in picture.headers["Content-Disposition"]
    assert picture.content[:8] == b"\x89PNG\r\n\x1a\n" and need.secret.encode() not in picture.content
    width, height = struct.unpack(">II", picture.content[16:24])
    assert 600 <= width <= 1000 and width < height < 1200 and len(picture.content) < 50_000
    assert Reader(net).get(net.server.url + path, timeout=60).status_code == 404


@pytest.fixture
def gateway():
    made = Gateway()
    yield made
    made.close()


def test_her_link_to_her_own_number_three_times_a_day(own_server, gateway):
    net = Network(own_server(**gateway.settings()))
    need = net.need()
    she = Reader(net)
    she.go(need.url)
    path, secret = f"/api/v1/track/{need.code}/sms", {"secret": need.secret}
    by_page = lambda: she.submit("/sms")
    for send in (by_page, lambda: ok(net.public.post(path, params=secret)), by_page):
        after = len(gateway.asked)
        send()
        gateway.wait("+86" + PHONE, re.escape(need.url), after)
    she.submit("/sms", 429)
    problem(net.public.post(path, params=secret), 429)
    problem(net.public.post(path, params={"digits": PHONE[-4:]}), 403)
    # By code and digits the link is not hers to send.
    other = Reader(net)
    other.go("/track")
    other.submit("/track", code=need.code, digits=PHONE[-4:])
    assert "/sms" not in other.page.text
    assert "/sms" not in Reader(net).go(f"/n/{net.slug}/needs")


@pytest.mark.parametrize("door", ["ask", "offer"])
def test_a_code_lets_through_who_shares_an_address(own_server, gateway, door):
    """Past the limit of an address the same page asks for a code by SMS; what was typed is kept."""
    net = Network(own_server(**gateway.settings(), WEFT_INTAKE_PER_HOUR="2"))
    typed = {"title": "县医院缺口罩", "lines": "口罩 30 只", "contact.phone": "13900004321"}
    path = f"/n/{net.slug}/{door}"

    def fresh(number="13900004321"):
        she = Reader(net, address="198.51.100.60")
        she.go(path)
        return she, {**typed, "title": f"县医院缺口罩 {next(serial)}", "contact.phone": number}

    for _ in range(2):
        she, words = fresh()
        she.submit(f"/{door}", **words)
    she, words = fresh()
    page = she.submit(f"/{door}", 429, **words)
    assert words["title"] in page and 'value="code"' in page and 'name="smsCode"' not in page
    after = len(gateway.asked)
    page = she.submit(f"/{door}", do="code")
    code = gateway.wait("+8613900004321", r"(\d{6})", after).group(1)
    assert words["title"] in page
    wrong = f"{(int(code) + 1) % 1000000:06d}"
    assert "Send with the code" in she.submit(f"/{door}", 422, smsCode=wrong)
    she.submit(f"/{door}", smsCode=code)
    assert she.at.startswith("/t/" if door == "ask" else "/o/")
    # Another's number takes a code of its own, and a number takes a few only.
    she, words = fresh("13900004399")
    she.submit(f"/{door}", 429, **words)
    she.submit(f"/{door}", 422, smsCode=code)
    she, words = fresh()
    she.submit(f"/{door}", 429, **words)
    for status in (200, 200, 429):
        she.submit(f"/{door}", status, do="code")


def test_who_would_rather_be_rung_hears_of_the_call(own_server, gateway):
    net = Network(own_server(**gateway.settings()))
    need = net.need()
    ok(net.public.post(f"/api/v1/track/{need.code}/reach", {"channel": "call"}, params={"secret": need.secret}))
    after = len(gateway.asked)
    need.act(net.founder, "acknowledge")
    gateway.wait("+86" + PHONE, need.code, after)


def test_no_button_without_a_gateway(net):
    she, need = Reader(net), net.need()
    she.go(need.url)
    assert "/sms" not in she.page.text
    problem(net.public.post(f"/api/v1/track/{need.code}/sms", params={"secret": need.secret}), 422)


def slip(net, by, claim, status=201, **body):
    return ok(by.post(f"/claims/{claim['id']}/slips", {"name": "李师傅", "vehicle": "蓝色货车 鄂A12345", "hours": 6, **body}), status)


def test_a_slip_for_a_driver(net):
    need = net.published(place={"area": ["中国", "湖北省", "黄冈市", "团风县"], "address": "人民路 3 号", "receiving": "8 点到 18 点，北门"})
    member = net.member(name="helper")
    claim = need.claim(member, 4)
    for wrong, name in [({"hours": 73}, "hours"), ({"hours": 0}, "hours"), ({"name": ""}, "name"), ({"vehicle": " "}, "vehicle")]:
        assert fields(slip(net, member, claim, 422, **wrong)) == {name}
    slip(net, net.member(name="other"), claim, 403)
    slip(net, net.founder, claim, 403)
    made = slip(net, member, claim)
    path = made["url"].removeprefix(net.server.url)
    assert path.startswith("/slip/"), made

    driver = Reader(net, language="zh", address="10.9.8.7")
    before = driver.go(path)
    assert "李师傅" in before
    for private in (PHONE, "人民路", need.code, "北门"):
        assert private not in before, "a link that is opened tells nothing"
    text = driver.submit()
    for shown in (PHONE, "人民路 3 号", "北门", need.code, "N95口罩", "鄂A12345"):
        assert shown in text
    word = need.track()["checkWord"] if "checkWord" in need.track() else None
    assert word is None or word in text

    tracked = need.track()
    assert any("李师傅" in look["purpose"] for look in tracked["reveals"])
    she = Reader(net, language="zh")
    page = she.go(need.url)
    assert "谁来送" in page and "李师傅" in page and "鄂A12345" in page

    owner = Reader(net, language="zh").sign_in(member)
    assert "打开过 1 次" in owner.go(f"/n/{net.slug}/claims/{claim['id']}/slips")
    assert Reader(net).get(f"{net.server.url}{path[:-3]}abc", timeout=60).status_code == 404

    problem(net.member(name="other").post(f"/api/v1/networks/{net.slug}/slips/{made['id']}/end"), 403)
    ok(member.post(f"/api/v1/networks/{net.slug}/slips/{made['id']}/end"))
    assert "人民路" not in driver.go(path, 410)
    assert "谁来送" not in she.go(f"/t/{need.code}")


def test_a_slip_ends_with_its_promise(net):
    need, member = net.published(), net.member(name="helper")
    claim = need.claim(member, 4)
    made = slip(net, member, claim)
    driver = Reader(net)
    driver.go(made["url"])
    ok(member.post(f"/claims/{claim['id']}/actions", {"action": "release"}))
    assert PHONE not in driver.submit(status=410)
    slip(net, member, claim, 409)


def test_who_made_slips_lists_them(net):
    need, member = net.published(), net.member(name="helper")
    claim = need.claim(member, 4)
    path = f"/claims/{claim['id']}/slips"
    assert ok(member.get(path))["items"] == []
    first, second = slip(net, member, claim), slip(net, member, claim, name="王师傅")
    driver = Reader(net)
    driver.go(first["url"])
    driver.submit()
    ok(member.post(f"/api/v1/networks/{net.slug}/slips/{second['id']}/end"))
    listed = {one["id"]: one for one in ok(member.get(path))["items"]}
    assert listed == {
        first["id"]: {**first, "isGood": True, "opened": 1}, second["id"]: {**second, "isGood": False, "opened": 0}}
    problem(net.founder.get(path), 404)
    problem(net.public.get(path), 401)


def test_wechats_browser_asks_with_no_more_than_the_session(net):
    she = Reader(net, agent=WECHAT, language="zh-CN")
    she.go(f"/n/{net.slug}/ask")
    form = she.form("/ask")
    # What else was set is lost, as it is when the chat opens the page in another window.
    kept = {cookie.name: cookie.value for cookie in she.cookies if cookie.name.endswith("weft_visit")}
    she.cookies.clear()
    she.cookies.update(kept)
    she.submit("/ask", 422, title="县医院缺口罩")
    assert she.form("/ask")["fields"]["title"] == "县医院缺口罩"
    she.submit("/ask", lines="N95口罩 500只", **{"contact.phone": PHONE})
    assert re.search(r"/t/[2-9A-Z]{8}[?]new=1$", she.at), she.at
    assert form["method"] == "post" and len(net.founder.items(state="submitted")) == 1
    # The form works by itself: it asks for no script and no storage.
    assert "MicroMessenger" in she.headers["User-Agent"]
    code = she.at.split("/t/")[1].split("?")[0]
    again = Reader(net, agent=WECHAT, language="zh-CN")
    again.go("/track")
    assert "县医院缺口罩" in again.submit("/track", code=code, digits=PHONE[-4:])


def test_a_paper_belongs_to_the_emergency_of_its_batch(net):
    flood, cold = (ok(net.founder.post(
        f"/api/v1/networks/{net.slug}/emergencies", {"name": name, "kind": kind, "level": "local"}), 201)
        for name, kind in (("青云洪水", "flood"), ("雪灾", "cold")))
    assert fields(batches(net, status=422, emergency="没有的")) == {"emergency"}
    batch = batches(net, emergency=cold["id"])
    assert batch["emergency"] == {"id": cold["id"], "name": "雪灾"}
    one, two, three = (code["code"] for code in batch["codes"])
    intake = net.member("intake")
    read = lambda code, **more: ok(intake.get(f"/needs/{ok(intake.post('/needs', paper(code, **more)), 201)['id']}")).get("emergency")
    assert read(one)["name"] == "雪灾"
    assert read(two, emergency=flood["id"], title="另一件")["name"] == "青云洪水"
    assert read(three, emergency="none", title="又一件") is None

    desk = Reader(net, language="zh").sign_in(intake)
    desk.go(f"/n/{net.slug}/paper")
    text = desk.submit("/paper", count="2", place="村委会", emergency=flood["id"])
    found = re.findall(r'<p class="code">([2-9A-Z]{8})</p>', text)
    assert text.count("青云洪水") >= 2, "the printed form says so"
    desk.go(f"/n/{net.slug}/paper/type")
    assert desk.form("/paper/type")["fields"]["emergency"] == ""
    typed = {"lines": "水 20", "contact.phone": PHONE, "consent": "yes"}
    desk.submit("/paper/type", code=found[0], title="村里缺水", **typed)
    second = next(code for code in found if code != found[0])
    desk.submit("/paper/type", code=second, title="村里缺米", emergency=cold["id"], **typed)
    # What was chosen for one paper of the pile stays chosen for the next.
    assert desk.form("/paper/type")["fields"]["emergency"] == cold["id"]
    names = {item["title"]: item["emergency"]["name"] for item in net.founder.items(state="submitted") if "emergency" in item}
    assert names["村里缺水"] == "青云洪水" and names["村里缺米"] == "雪灾"
