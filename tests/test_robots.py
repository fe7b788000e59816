"""Robots of chat groups: what a group hears and who answers it; one's own robot, by whose link one answers without signing in."""

import pytest

from reader import Reader
from robots import Robots
from servers import until
from support import Network, fields, ok, problem, soon, together
from test_volunteers import api
from test_waves import act, asks_for, call, drivers, read


@pytest.fixture
def robots():
    made = Robots()
    yield made
    made.close()


@pytest.fixture
def net(own_server, robots):
    return Network(own_server(**robots.settings()))


def enter(net, robots, kind, chat, status=201, secret=None, typed=None, **more):
    body = {"kind": kind, "name": f"群 {chat}", "address": robots.address(kind, chat, secret), "language": "zh", **more}
    if secret or typed:
        body["secret"] = typed or secret
    return ok(net.founder.post(api(net, "/robots"), body), status)


def press(net, robot, action="test", status=200):
    return ok(net.founder.post(api(net, f"/robots/{robot['id']}/actions"), {"action": action}), status)["items"]


def one(items, robot):
    return next(item for item in items if item["id"] == robot["id"])


def test_each_platform_is_spoken_to_as_it_wants(net, robots):
    made = {
        kind: enter(net, robots, kind, f"chat-{kind}", secret="SEC+/=秘密" if kind in ("dingtalk", "feishu") else None)
        for kind in ("dingtalk", "wecom", "feishu", "generic")}
    for kind, robot in made.items():
        assert robot["host"] == robots.place and not robot["isBroken"] and robot["tookAt"] is None
        state = one(press(net, robot), robot)
        assert state["fault"] is None and state["tookAt"], state
        assert "测试" in robots.said(f"chat-{kind}")[0] and "织网" in robots.said(f"chat-{kind}")[0]
    # What it is reached by never comes back, and the log has none of it.
    listed = net.founder.get(api(net, "/robots")).text
    assert "chat-dingtalk?" not in listed and "access_token" not in listed and "SEC+" not in listed
    assert "access_token" not in net.server.log.read_text() and "SEC+" not in net.server.log.read_text()
    # Another secret is found out by the platform, and said with what to do.
    wrong = enter(net, robots, "dingtalk", "other", secret="right", typed="wrong")
    for broken in (False, False, True):
        state = one(press(net, wrong), wrong)
        assert state["fault"] == "signature" and state["code"] == 310000 and state["faultWords"]
        assert state["isBroken"] == broken, "one refusal is none of the robot's doing"
    lost = enter(net, robots, "feishu", "lost", secret="right", typed="wrong")
    assert one(press(net, lost), lost)["code"] == 19021
    assert not any(item["id"] == lost["id"] for item in press(net, lost, "end"))
    problem(net.founder.post(api(net, f"/robots/{lost['id']}/actions"), {"action": "test"}), 404)
    problem(net.founder.post(api(net, f"/robots/{wrong['id']}/actions"), {"action": "dance"}), 422)


def test_who_enters_robots_and_where(net, robots):
    body = {"kind": "generic", "name": "a", "address": robots.address("generic", "x"), "language": "en"}
    problem(net.public.post(api(net, "/robots"), body), 401)
    for by in (net.member("dispatcher"), net.member(name="plain")):
        problem(by.post(api(net, "/robots"), body), 403)
        problem(by.get(api(net, "/robots")), 403)
    for address in ("http://127.0.0.1:22/x", "https://169.254.169.254/latest", "http://localhost/x", "file:///etc/passwd",
                    f"http://user@{robots.place}/x", "https://hooks.example.com/x"):
        assert "address" in fields(problem(net.founder.post(api(net, "/robots"), {**body, "address": address}), 422))
    for key, wrong in (("kind", "fax"), ("language", "xx"), ("name", ""), ("posts", ["gossip"]), ("team", "x")):
        assert key in fields(problem(net.founder.post(api(net, "/robots"), {**body, key: wrong}), 422))
    # The same request twice joins it once.
    key = {"Idempotency-Key": "once"}
    first = ok(net.founder.post(api(net, "/robots"), body, headers=key), 201)
    assert ok(net.founder.post(api(net, "/robots"), body, headers=key), 201)["id"] == first["id"]
    assert ok(net.founder.post(api(net, f"/robots/{first['id']}/actions"), {"action": "test"}))["items"][0]["tookAt"]


def test_nothing_is_offered_that_cannot_work(net, own_server):
    """Other platforms are offered where the operator has named their hosts, and else said to be the operator's to allow."""
    for found, others in ((net, True), (Network(own_server()), False)):
        root = f"/n/{found.slug}/robots"
        page = Reader(found, language="en").sign_in(found.founder).go(root)
        assert ('value="generic"' in page) == others and ("has to name their hosts first" in page) != others
        assert 'value="dingtalk"' in page


def test_a_group_hears_and_whoever_signs_in_answers(net, robots):
    enter(net, robots, "wecom", "group")
    people, need = drivers(net, 3), asks_for(net, 2)
    made = call(net, need, members=[people[0].member])
    path = robots.wait("group", r"\((http\S+(/n/\S+/hands/[0-9a-f-]+))\)").group(2)
    said = robots.said("group")[0]
    assert need.read(net.founder)["title"] in said and "司机" in said
    assert "13900001234" not in said and "张三" not in said and "/asked/" not in said and "driver0" not in said
    # Everybody reads the page, and it does nothing.
    page = Reader(net, language="zh").go(path)
    assert "登录，说我能来" in page and "13900001234" not in page and "driver0" not in page
    door = api(net, f"/hands/{made['id']}")
    assert ok(net.public.get(door))["state"] == "open" and read(net, made)["yes"] == 0
    problem(net.public.post(f"{door}/actions", {"answer": "yes"}), 401)
    # One says yes by the page, another says no and is left alone.
    reader = Reader(net, language="zh").sign_in(people[1])
    reader.go(path)
    assert "谢谢，说好了" in reader.submit("/" + made["id"], answer="yes")
    assert read(net, made)["yes"] == 1
    assert ok(people[2].post(f"{door}/actions", {"answer": "no"}))["said"] == "no"
    again = act(net, made, "ask", members=[people[2].member])
    assert {one["why"] for one in again["refused"]} == {"askedBefore"}
    # Whoever was asked in person answers here, too; then it is enough.
    done = ok(people[0].post(f"{door}/actions", {"answer": "yes"}))
    assert done["state"] == "enough" and done["said"] == "yes" and done["claim"]
    assert need.read(net.founder)["lines"][0]["claimed"] == 2
    problem(net.member(name="late").post(f"{door}/actions", {"answer": "yes"}), 409)
    problem(people[2].post(f"{door}/actions", {"answer": "perhaps"}), 422)
    # What only members may know of is said in no group, and has no such page.
    inside = net.published(audience="members", lines=[{"item": "司机", "kind": "people", "quantity": 1}])
    quiet = call(net, inside, members=[people[2].member])
    problem(people[2].get(api(net, f"/hands/{quiet['id']}")), 404)
    assert len(robots.said("group")) == 1


def test_a_time_that_was_changed_is_said_and_asked_for_anew(net, robots):
    enter(net, robots, "wecom", "group")
    people = drivers(net, 3)
    need = net.published(lines=[{
        "item": "司机", "kind": "people", "quantity": 3, "from": soon(30), "to": soon(40), "minutes": 90}])
    line = need.line()
    path = api(net, f"/needs/{need.id}/help-calls")
    made = ok(net.member("dispatcher").post(path, {"line": line["id"], "members": [people[0].member]}), 201)
    way = robots.wait("group", r"\((http\S+(/n/\S+/hands/[0-9a-f-]+))\)").group(2)
    door, reader = api(net, f"/hands/{made['id']}"), Reader(net, language="zh").sign_in(people[1])
    assert "改了时间" not in reader.go(way) and ok(net.public.get(door))["moved"] is False
    # She moves it while the page is open: the yes is not taken, and the new time is asked for.
    need.says("correct", lines=[{"id": line["id"], "from": soon(33)}])
    assert "还没有替您答应" in reader.submit("/" + made["id"], 409, answer="yes")
    now = ok(net.public.get(door))
    assert now["state"] == "open" and now["moved"] and now["from"] > line["from"] and now["yes"] == 0
    assert "谢谢，说好了" in reader.submit("/" + made["id"], answer="yes")
    # Programs say what they have read; who says nothing has read what the group was told.
    assert problem(people[2].post(f"{door}/actions", {"answer": "yes"}), 409)["detail"]
    seen = {"from": now["from"], "minutes": now["minutes"]}
    assert ok(people[2].post(f"{door}/actions", {"answer": "yes", **seen}))["said"] == "yes"
    assert "以下面写的为准" in Reader(net, language="zh").go(way)
    assert need.read(net.founder)["lines"][0]["claimed"] == 2


def test_a_dead_robot_is_said_to_whoever_entered_it(net, robots):
    robot = enter(net, robots, "dingtalk", "gone")
    robots.says["gone"] = {"errcode": 300001, "errmsg": "token is not exist"}
    she, need = drivers(net, 1)[0], asks_for(net, 1)
    read_mail = Reader(net).mail(lambda: call(net, need, members=[she.member]))
    assert "群 gone" in read_mail(r"(群机器人停了.*?/robots)").group(1)
    state = one(ok(net.founder.get(api(net, "/robots")))["items"], robot)
    assert state["isBroken"] and state["fault"] == "gone" and state["failures"] == 1
    # Nothing goes there until a test goes through.
    del robots.says["gone"]
    assert not one(press(net, robot), robot)["isBroken"] and len(robots.said("gone")) == 1


def name_robot(net, robots, she, chat, kind="feishu"):
    """By the account's page: the robot says a code, which is typed."""
    reader = Reader(net, language="zh").sign_in(she)
    reader.go("/me/security")
    reader.submit("/me/security/robot", kind=kind, address=robots.address(kind, chat, "own"), secret="own")
    assert reader.at == "/me/security/robot/code"
    code = robots.wait(chat, r"验证码：(\d{6})").group(1)
    reader.submit("/robot/code", 422, code=f"{(int(code) + 1) % 1_000_000:06d}")
    reader.submit("/robot/code", code=code)
    assert reader.at == "/me/security?done=1" and robots.place in reader.page.text
    return reader


def test_ones_own_robot_asks_and_is_answered_without_signing_in(net, robots):
    (she, other), need = drivers(net, 2), asks_for(net, 1)
    account = name_robot(net, robots, she, "mine")
    assert "own" not in [value for value in account.form("/me/security/robot")["fields"].values()]
    before = net.server.log.stat().st_size
    made = call(net, need, members=[she.member])
    code = robots.wait("mine", r"/asked/([A-Za-z0-9_-]+)").group(1)
    assert need.read(net.founder)["title"] in robots.said("mine")[-1]
    anybody = Reader(net, language="zh")
    for _ in range(2):
        page = anybody.go(f"/asked/{code}")
    assert "好，我来" in page and code not in anybody.at and read(net, made)["yes"] == 0
    assert "谢谢，说好了" in anybody.submit(answer="yes")
    assert read(net, made)["state"] == "met"
    # By one way and not by two.
    assert "/asked/" not in net.server.log.read_bytes()[before:].decode(errors="replace")
    # Where it does not take the next, that comes by mail, and she hears that it is dead.
    robots.says["mine"] = {"code": 19001, "msg": "param invalid: incoming webhook access token invalid"}
    second = asks_for(net, 1)
    read_mail = Reader(net).mail(lambda: call(net, second, members=[she.member]))
    assert read_mail(r"/asked/[A-Za-z0-9_-]+") and read_mail("您的机器人停了|Your robot has stopped")
    assert "停着，等人修" in account.go("/me/security")
    del robots.says["mine"]
    assert "机器人收下了" in account.submit("/robot/test")
    account.go("/me/security")
    account.submit("/robot/remove")
    data = account.get(f"{account.url}/me/data.json").json()
    assert not data["tables"].get("own_robots")


def test_a_robot_that_was_not_proved_is_not_used(net, robots):
    she, need = drivers(net, 1)[0], asks_for(net, 1)
    reader = Reader(net, language="zh").sign_in(she)
    reader.go("/me/security")
    reader.submit("/me/security/robot", 422, kind="generic", address="https://169.254.169.254/x")
    robots.says["odd"] = {"ok": False}
    reader.submit("/me/security/robot", 422, kind="generic", address=robots.address("generic", "odd"))
    reader.submit("/me/security/robot", kind="generic", address=robots.address("generic", "plain"))
    robots.wait("plain", "验证码")
    read_mail = Reader(net).mail(lambda: call(net, need, members=[she.member]))
    assert read_mail(r"/asked/[A-Za-z0-9_-]+")
    assert not any("/asked/" in words for words in robots.said("plain"))
    assert "还没有输入它说的验证码" in reader.go("/me/security")


def test_more_than_it_takes_waits(net, robots):
    """Five go at once, the rest in their turn: what a press asks in between is told to wait."""
    robot = enter(net, robots, "wecom", "busy")
    door = api(net, f"/robots/{robot['id']}/actions")
    codes = together(9, lambda _: net.founder.post(door, {"action": "test"}).status_code)
    assert codes.count(200) >= 5 and 429 in codes and set(codes) == {200, 429}
    assert len(robots.said("busy")) == codes.count(200)
    # A call in the same minute is not lost.
    she, need = drivers(net, 1)[0], asks_for(net, 1)
    call(net, need, members=[she.member])
    until(lambda: any("/hands/" in words for words in robots.said("busy")))
