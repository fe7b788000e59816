"""Small tasks: of use within ten minutes by invitation, done by one and looked at by another; one's week and one's record."""

import re

from reader import Reader
from servers import until
from support import fields, ok, problem
from test_people import TEXT, newcomer, v

LIST = {"title": "武汉市第八医院急缺物资", "urgency": "high", "place": {"area": ["中国", "湖北省", "武汉市", "江汉区"]},
        "description": "金丝雀说明", "lines": [{"item": "口罩、护目镜、防护服、手套"}]}


def free(net, by):
    """How many of each kind there are for somebody."""
    return {one["kind"]: one["count"] for one in ok(by.get(v(net, "/me/small-tasks")))["free"]}


def take(net, by, status=201, **what):
    answer = by.post(v(net, "/me/small-tasks"), what)
    return ok(answer, 201) if status == 201 else problem(answer, status)


def act(net, by, task, status=200, **what):
    answer = by.post(v(net, f"/me/small-tasks/{task['id']}/actions"), what)
    return ok(answer) if status == 200 else problem(answer, status)


def settle(net, by, task, status=200, **what):
    answer = by.post(v(net, f"/small-tasks/{task['id']}/actions"), what)
    return ok(answer) if status == 200 else problem(answer, status)


def desk(net, by):
    return ok(by.get(v(net, "/small-tasks")))["items"]


def translated(net, by, second, right=True):
    """A translation by one, looked at by another."""
    task = take(net, by, kind="translate")
    items = [f"masks {number}" for number, _ in enumerate(task["subject"]["items"])]
    act(net, by, task, action="answer", title="A hospital lacks supplies", items=items)
    mine = take(net, second, what="check")
    assert mine["id"] == task["id"] and mine["answer"]["title"] == "A hospital lacks supplies"
    verdict = {"verdict": "right"} if right else {"verdict": "wrong", "words": "译错了医院的名字"}
    act(net, second, task, action="check", **verdict)
    return task


def test_what_there_is_comes_from_what_is_public(net):
    she = net.member(name="anna")
    nothing = ok(she.get(v(net, "/me/small-tasks")))
    assert nothing["free"] == [] and nothing["moreHandsThanWork"] and nothing["signed"]
    hidden = net.published("members", **{**LIST, "title": "孝感市中心医院急缺物资"})
    open_one = net.published(**LIST)
    found = until(lambda: free(net, she))
    assert found == {"findNumber": 1, "sortList": 1, "translate": 1, "hangPoster": 1}
    for kind in found:
        task = take(net, net.member(name=kind), kind=kind)
        assert hidden.id not in str(task) and "金丝雀" not in str(task) and "1390000" not in str(task)
        assert kind == "findNumber" or task["subject"]["need"] == open_one.id
    problem(net.public.get(v(net, "/me/small-tasks")), 401)
    assert fields(take(net, she, 422, kind="shout")) == {"kind"}
    assert fields(take(net, she, 422, what="rest")) == {"what"}


def test_one_does_it_another_looks(net):
    she, he = net.member(name="anna"), net.member(name="bert")
    need = net.published(**LIST)
    until(lambda: free(net, she))
    before = {key: value for key, value in need.read(net.founder).items() if key not in ("age",)}
    task = take(net, she, kind="translate")
    # It is hers, and nobody else's.
    problem(he.post(v(net, f"/me/small-tasks/{task['id']}/actions"), {"action": "skip", "reason": "hard"}), 409)
    take(net, he, 409, kind="translate")
    assert fields(act(net, she, task, 422, action="answer", title="武汉", items=["a"])) == {"title"}
    assert fields(act(net, she, task, 422, action="answer", title="Send money to account 6222 0000 1111 2222", items=["a"])) == {"title"}
    assert fields(act(net, she, task, 422, action="answer", title="A hospital", items=["a", "b"])) == {"items"}
    act(net, she, task, action="answer", title="A hospital lacks supplies", items=["masks, goggles, suits, gloves"])
    act(net, she, task, 409, action="answer", title="Another", items=["x"])
    take(net, she, 409, what="check")
    mine = take(net, he, what="check")
    assert mine["id"] == task["id"]
    assert fields(act(net, he, task, 422, action="check", verdict="wrong", words="")) == {"words"}
    assert fields(act(net, he, task, 422, action="check", verdict="perhaps")) == {"verdict"}
    act(net, he, task, action="check", verdict="right")
    done = ok(she.get(v(net, "/me/small-tasks")))["done"]
    assert [(one["id"], one["state"]) for one in done] == [(task["id"], "accepted")]
    # The need is as it was; who reads English has it in English beside it.
    assert {key: value for key, value in need.read(net.founder).items() if key not in ("age",)} == before
    page = Reader(net, language="en").go(f"/n/{net.slug}/needs/{need.id}")
    assert "Translated by a volunteer" in page and "A hospital lacks supplies" in page and "masks, goggles" in page
    assert "A hospital lacks supplies" not in Reader(net, language="zh").go(f"/n/{net.slug}/needs/{need.id}")
    record = ok(she.get(v(net, "/me/work")))
    assert record["smallTasksConfirmed"] == 1 and record["smallTasks"][0]["confirmedBy"] == "member"
    assert "bert" not in str(record) and ok(he.get(v(net, "/me/work")))["smallTasksChecked"] == 1
    problem(net.public.get(v(net, "/me/work")), 401)
    # Who did it and who looked is in nobody's feed.
    assert "smallTask" not in str([one["kind"] for one in net.founder.items("/events")])


def test_the_desk_takes_a_translation_down(net):
    she, he, intake = net.member(name="anna"), net.member(name="bert"), net.member("intake")
    need = net.published(**LIST)
    until(lambda: free(net, she))
    task = translated(net, she, he)
    path = f"/n/{net.slug}/needs/{need.id}"
    assert "take it down" not in Reader(net, language="en").go(path)
    problem(she.post(v(net, f"/small-tasks/{task['id']}/actions"), {"action": "takeDown", "reason": "mine"}), 403)
    assert fields(settle(net, intake, task, 422, action="takeDown", reason="")) == {"reason"}
    reader = Reader(net, language="en").sign_in(intake)
    assert "A hospital lacks supplies" in reader.go(path) and f"/small-tasks/{task['id']}" in reader.page.text
    reader.go(f"/n/{net.slug}/small-tasks/{task['id']}")
    sent = {**reader.form(f"/small-tasks/{task['id']}")["fields"], "action": "takeDown", "reason": "These are not her words"}
    assert reader.post(reader.page.url, data=sent, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200
    assert "A hospital lacks supplies" not in Reader(net, language="en").go(path)
    settle(net, intake, task, 409, action="takeDown", reason="once more")
    done = ok(she.get(v(net, "/me/small-tasks")))["done"]
    assert [(one["id"], one["state"]) for one in done] == [(task["id"], "refused")]


def test_whoever_reads_a_translation_says_that_it_is_wrong(net):
    she, he = net.member(name="anna"), net.member(name="bert")
    need = net.published(**LIST)
    until(lambda: free(net, she))
    task = translated(net, she, he)
    path, text = f"/n/{net.slug}/needs/{need.id}", f"/texts/translation/{task['id']}"
    reader = Reader(net, language="en")
    assert f"{text}/report" in reader.go(path)
    reader.go(f"/n/{net.slug}{text}/report")
    reader.submit("/report", words="It says the opposite of what she wrote")
    problem(he.post(v(net, f"{text}/actions"), {"action": "hide", "reason": "mine"}), 403)
    ok(net.founder.post(v(net, f"{text}/actions"), {"action": "hide", "reason": "The opposite of her words"}))
    assert "A hospital lacks supplies" not in Reader(net, language="en").go(path)
    ok(net.founder.post(v(net, f"{text}/actions"), {"action": "show"}))
    assert "A hospital lacks supplies" in Reader(net, language="en").go(path)


def test_two_who_disagree_are_heard_at_the_desk(net):
    she, he, lead = net.member(name="anna"), net.member(name="bert"), net.member("coordinator")
    net.published(**LIST)
    until(lambda: free(net, she))
    task = translated(net, she, he, right=False)
    problem(she.get(v(net, "/small-tasks")), 403)
    listed = desk(net, lead)
    assert [one["id"] for one in listed] == [task["id"]] and listed[0]["state"] == "disputed" and listed[0]["due"]
    waits = [ok(one.get("/me/waiting")) for one in (lead, net.founder)]
    assert task["id"] in str(waits) or "small" in str(waits)
    assert fields(settle(net, lead, task, 422, action="right", reason="")) == {"reason"}
    settle(net, lead, task, 409, action="use")
    reader = Reader(net, language="en").sign_in(lead)
    assert "Two see it differently" in reader.go(f"/n/{net.slug}/small-tasks")
    reader.go(f"/n/{net.slug}/small-tasks/{task['id']}")
    assert "译错了医院的名字" in reader.page.text
    settle(net, lead, task, action="right", reason="The name is right")
    assert "Nothing waits" in reader.go(f"/n/{net.slug}/small-tasks")
    assert desk(net, lead) == []
    assert ok(she.get(v(net, "/me/work")))["smallTasks"][0]["confirmedBy"] == "coordinator"
    settle(net, lead, task, 409, action="right", reason="again")


def test_hints_go_to_the_desk_and_nowhere_else(net):
    she, he, verifier = net.member(name="anna"), net.member(name="bert"), net.member("verifier")
    need = net.published(**LIST)
    until(lambda: free(net, she))
    task = take(net, she, kind="findNumber")
    assert task["subject"]["institution"] == "武汉市第八医院" and "need" not in task["subject"]
    for bad in ("13912345678", "110"):
        assert fields(act(net, she, task, 422, action="answer", phone=bad, source="https://a.example/x")) == {"phone"}
    assert fields(act(net, she, task, 422, action="answer", phone="027-85881234", source="javascript:alert(1)")) == {"source"}
    act(net, she, task, action="answer", phone="027-8588 1234", source="https://hospital8.example/contact", district="江汉区")
    act(net, he, take(net, he, what="check"), action="check", verdict="right")
    lines = take(net, she, kind="sortList")
    act(net, she, lines, action="answer", lines=["口罩 500 只", "护目镜", "防护服 20 套"])
    act(net, he, take(net, he, what="check"), action="check", verdict="right")
    path = f"/n/{net.slug}/needs/{need.id}"
    page = Reader(net, language="en").sign_in(verifier).go(path)
    assert "027-8588 1234" in page and "not verified" in page and "防护服" in page
    for reader in (Reader(net, language="en").sign_in(he), Reader(net, language="en")):
        assert "027-8588 1234" not in reader.go(path) and "防护服 20" not in reader.page.text
    # The next need of the institution shows it to whoever verifies it.
    other = net.need(**{**LIST, "title": "武汉市第八医院缺口罩", "lines": [{"item": "口罩", "quantity": 5}]})
    assert "027-8588 1234" in Reader(net, language="en").sign_in(verifier).go(f"/n/{net.slug}/needs/{other.id}")
    assert {one["kind"] for one in desk(net, verifier)} == {"findNumber", "sortList"}
    settle(net, verifier, lines, action="aside")
    assert {one["kind"] for one in desk(net, verifier)} == {"findNumber"}
    settle(net, verifier, task, action="aside")
    assert "027-8588 1234" not in Reader(net, language="en").sign_in(verifier).go(path)


def test_passing_on_and_standing_by(net):
    she = net.member(name="anna")
    reader = Reader(net, language="en").sign_in(she)
    assert "More hands than work" in reader.go(f"/n/{net.slug}/me/small-tasks")
    reader.submit("/me/standby", 422, until="when")
    reader.submit("/me/standby", until="23:59")
    assert "You stand by until" in reader.page.text
    said = ok(she.get(v(net, "/me/volunteer")))["availability"]
    assert [one["kind"] for one in said] == ["now"]
    net.published(**LIST)
    until(lambda: free(net, she))
    task = take(net, she, kind="translate")
    assert fields(act(net, she, task, 422, action="skip", reason="no")) == {"reason"}
    act(net, she, task, action="skip", reason="unclear")
    assert "translate" not in free(net, she)
    take(net, she, kind="sortList")
    week = ok(she.get(v(net, "/me/week")))
    assert [one["kind"] for one in week["smallTasks"]] == ["sortList"] and week["availability"]
    page = reader.go(f"/n/{net.slug}/me/week")
    assert "My week" in page and "Turn a long list into lines" in page
    assert "My record" in reader.go(f"/n/{net.slug}/me/work")


def test_of_use_within_ten_minutes(net):
    net.published(**LIST)
    ok(net.founder.post(v(net, "/pact"), {**TEXT, "days": 7}), 201)
    inviter = net.member(name="ida")
    made = ok(inviter.post(v(net, "/invitations"), {"uses": 1, "days": 3}), 201)
    reader, _ = newcomer(net, made["link"].removeprefix(net.server.url))
    reader.submit()
    # Whoever's link it was is asked at once whether they vouch.
    assert "arrival" in str(ok(inviter.get(v(net, "/vouch-asks"))))
    start = re.search(r'href="(/n/[^"]+/me/start)"', reader.page.text).group(1)
    page = reader.go(start)
    assert "Nobody takes money" in page and TEXT["en"].strip()[:40] in page
    # Without a name under it there is nothing to take.
    reader.go(f"/n/{net.slug}/me/small-tasks")
    assert "sign the Pact first" in reader.page.text
    reader.go(start)
    reader.submit("/me/start")
    assert reader.at.startswith(f"/n/{net.slug}/me/small-tasks")
    until(lambda: "Translate a public need" in reader.go(f"/n/{net.slug}/me/small-tasks"))
    reader.submit("/me/small-tasks", what="do", kind="translate")
    reader.submit(reader.at.split("/me/")[1], 422, title="", items="masks")
    reader.submit(reader.at.split("/me/")[1], title="A hospital lacks supplies", items="masks, goggles, suits, gloves")
    assert "waits for a second person" in reader.page.text
    take(net, inviter, 409, what="check")
    ok(inviter.post(v(net, "/pact/signatures"), {"hash": ok(inviter.get(v(net, "/pact")))["hash"]}), 201)
    act(net, inviter, take(net, inviter, what="check"), action="check", verdict="right")
    assert "confirmed, thank you" in reader.go(f"/n/{net.slug}/me/small-tasks")
    assert "Translate a public need" in reader.go(f"/n/{net.slug}/me/work")


def test_applicants_are_told_the_truth(net):
    reader, _ = newcomer(net, f"/n/{net.slug}/join", name="Ana Apply")
    reader.submit("/join", words="I am a nurse and know the founder from the fire.")
    page = reader.go(f"/n/{net.slug}/join")
    assert "somebody answers" in page and "What you can do right now" in page
    # Nothing is taken by whom nobody has let in.
    reader.go(f"/n/{net.slug}/me/small-tasks", 403)
