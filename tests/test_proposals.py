"""Proposals: consent with an objection that is worked through, votes that show nothing before their end, who has a voice, what is
read by whom; the decision log as a list, a search and a table; pages that keep what was typed."""

import csv
import io

from reader import Reader
from servers import until
from support import fields, ok, problem, soon, together


def path(net, door=""):
    return f"/api/v1/networks/{net.slug}/proposals{door}"


def propose(net, by, question="我们要不要共用一张名单？", status=201, **more):
    return ok(by.post(path(net), {"question": question, "open": True, **more}), status)


def act(net, by, one, action, status=200, **carries):
    return ok(by.post(path(net, f"/{one['id']}/actions"), {"action": action, **carries}), status)


def read(net, by, one):
    return ok(by.get(path(net, f"/{one['id']}")))


WHY = "名单里有住址，会让躲着的人被找到。"


def test_an_objection_is_worked_through(net):
    by, other, objector = net.founder, net.member("weaver"), net.member(name="objector")
    one = propose(net, by, context="各组现在各有一张。")
    assert one["state"] == "open" and one["eligible"] == 3 and one["own"][0]["voice"] == by.member
    act(net, by, one, "answer", position="consent")
    act(net, other, one, "answer", position="consent")
    seen = read(net, objector, one)
    assert seen["tally"] is None and seen["stances"] == [] and seen["answered"] == 2
    assert fields(problem(objector.post(
        path(net, f"/{one['id']}/actions"), {"action": "answer", "position": "objection", "reason": "不"}), 422)) == {"reason", "test"}
    assert fields(problem(objector.post(path(net, f"/{one['id']}/actions"), {
        "action": "answer", "position": "objection", "reason": WHY, "test": "taste"}), 422)) == {"test"}
    act(net, objector, one, "answer", position="objection", reason=WHY, test="purpose")
    stuck = read(net, by, one)
    assert stuck["state"] == "objected" and [s["reason"] for s in stuck["stances"] if s["position"] == "objection"] == [WHY]
    act(net, by, one, "close", 409)
    other_words = {"context": "不写住址。", "reason": "住址不写进去，别的不变。"}
    act(net, other, one, "amend", 403, **other_words)
    assert fields(problem(by.post(path(net, f"/{one['id']}/actions"), {
        "action": "amend", **other_words, "closesAt": soon(2)}), 422)) == {"closesAt"}, "those asked again have a fair time"
    again = act(net, by, one, "amend", **other_words, affects=[objector.member], credits=[objector.member])
    assert again["version"] == 2 and again["answered"] == 2
    # It stands until whoever raised it answers, and the page says so to both.
    assert again["state"] == "objected" and [s["counts"] for s in again["stances"] if s["position"] == "objection"] == [True]
    assert again["tally"]["counts"] == {"consent": 2, "objection": 1}
    act(net, by, one, "close", 409)
    page = f"/n/{net.slug}/proposals/{one['id']}"
    assert "在那之前，您的反对还在。" in Reader(net, language="zh").sign_in(objector).go(page)
    assert "由提出反对的人自己说" in Reader(net, language="zh").sign_in(by).go(page)
    assert again["versions"][1]["askedAgain"] == 1 and again["versions"][1]["credits"][0]["id"] == objector.member
    act(net, other, one, "askMe")
    waiting = ok(objector.get(path(net), params={"show": "waiting"}))
    assert [line["id"] for line in waiting["items"]] == [one["id"]]
    act(net, objector, one, "answer", position="concern", reason="谁来保管这张名单，还没有说。")
    act(net, other, one, "answer", position="consent")
    # Whoever has it already is told so, and nothing is sent again; what somebody says makes it another.
    door = path(net, f"/{one['id']}")
    tag = by.get(door).headers["ETag"]
    same = by.get(door, headers={"If-None-Match": tag})
    assert same.status_code == 304 and same.content == b"" and same.headers["ETag"] == tag
    act(net, other, one, "answer", position="concern", reason="谁来更新它，也还没有说。")
    assert by.get(door, headers={"If-None-Match": tag}).status_code == 200
    act(net, other, one, "answer", position="consent")
    # Who was not asked again has time to look: it is ended at once only where everybody was.
    act(net, by, one, "close", 409)
    early = read(net, by, one)
    assert "close" not in early["allowed"] and early["endsNotBefore"] and read(net, objector, one)["endsNotBefore"] is None
    assert "最早" in Reader(net, language="zh").sign_in(by).go(page)
    act(net, by, one, "askMe")
    act(net, by, one, "answer", 409, position="consent", version=1)
    early = act(net, by, one, "answer", position="consent", version=2)
    assert "close" in early["allowed"] and early["endsNotBefore"] is None
    act(net, by, one, "close")
    assert fields(problem(by.post(
        path(net, f"/{one['id']}/actions"), {"action": "decide", "words": "共用一张没有住址的名单。"}), 422)) == {"met"}
    done = act(net, by, one, "decide", words="共用一张没有住址的名单。", met="住址一律不写进名单。",
               links=[{"title": "名单", "path": "/needs"}])
    outcome = done["outcome"]
    assert outcome["verdict"] == "adopted" and outcome["concerns"] == 1 and outcome["reviewAt"]
    assert outcome["tally"]["counts"] == {"consent": 2, "concern": 1} and outcome["tally"]["missing"] == 0
    # What was objected stays on record: which test failed, and what was said once it was met.
    first = done["earlier"][0]
    assert (first["position"], first["test"], first["reason"], first["version"]) == ("objection", "purpose", WHY, 1)
    assert (first["after"]["position"], first["after"]["version"]) == ("concern", 2)
    assert outcome["objections"][0] == first
    shown = Reader(net, language="zh").sign_in(other).go(page)
    assert WHY in shown and "没有通过：它会危及我们共同的目标" in shown
    # It stays as it was decided.
    act(net, objector, one, "answer", 409, position="objection", reason=WHY)
    act(net, by, one, "review", kind="kept", words="半年了，没有人受害。", reviewAt="2030-01-01")

    found = ok(other.get(f"/api/v1/networks/{net.slug}/decisions", params={"q": "名单"}))
    assert [item["question"] for item in found["items"]] == [one["question"]] and found["total"] == 1
    assert found["items"][0]["scope"] == read(net, other, one)["terms"]["scope"]
    assert ok(other.get(f"/api/v1/networks/{net.slug}/decisions", params={"q": "没有这个词"}))["items"] == []
    text = Reader(net).sign_in(other).go(f"/n/{net.slug}/decisions.csv")
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    assert len(rows) == 1 and rows[0]["verdict"] == "adopted" and rows[0]["asked"] and rows[0]["objectionsMet"] == "住址一律不写进名单。"
    assert WHY in rows[0]["objections"] and "objection 1 purpose" in rows[0]["objections"]
    assert found["items"][0]["outcome"]["objections"][0]["reason"] == WHY
    assert WHY in Reader(net).sign_in(other).go(f"/n/{net.slug}/decisions")
    problem(net.public.get(f"/api/v1/networks/{net.slug}/decisions"), 401)


def test_a_consent_decision_says_by_what_it_is_tested(net):
    one, other = propose(net, net.founder), propose(net, net.founder, method="consensus")
    assert len(read(net, net.founder, one)["tests"]) == 2 and read(net, net.founder, other)["tests"] == []
    words = {"zh": ("它会危及我们共同的目标吗？", "够不够安全？"),
             "en": ("Does it endanger the purpose we share?", "Is it safe enough to try until the review date")}
    for language, tests in words.items():
        reader = Reader(net, language=language).sign_in(net.founder)
        page = reader.go(f"/n/{net.slug}/proposals/{one['id']}")
        # Above the answers, not after them.
        assert all(-1 < page.find(test) < page.index('name="position"') for test in tests)
        assert tests[0] not in reader.go(f"/n/{net.slug}/proposals/{other['id']}")


def test_the_day_of_the_review_is_said_beforehand_and_can_be_changed_with_the_outcome(net):
    by, day = net.founder, "2030-01-01"
    for wrong in ("2020-01-01", "2099-01-01", "someday"):
        assert fields(problem(by.post(path(net), {"question": "合用一间仓库？", "reviewAt": wrong}), 422)) == {"reviewAt"}
    one = propose(net, by, reviewAt=day)
    assert one["reviewAt"].startswith(day) and "2030" in one["tests"][1]
    reader = Reader(net, language="en").sign_in(by)
    page = reader.go(f"/n/{net.slug}/proposals/{one['id']}")
    asked = page.find("until the review date (")
    assert -1 < asked < page.index('name="position"') and "1 Jan 2030" in page[asked:asked + 120]
    act(net, by, one, "answer", position="consent")
    act(net, by, one, "close")
    # It stands in the form of the outcome, and what is written there holds.
    assert f'value="{day}"' in reader.go(f"/n/{net.slug}/proposals/{one['id']}")
    assert act(net, by, one, "decide", words="大家合用一间仓库。", reviewAt="2030-02-01")["outcome"]["reviewAt"].startswith("2030-02-01")
    same = propose(net, by, reviewAt=day)
    act(net, by, same, "answer", position="consent")
    act(net, by, same, "close")
    assert act(net, by, same, "decide", words="大家合用一间仓库。")["outcome"]["reviewAt"].startswith(day)


def test_it_is_handed_on_by_acceptance_and_passes_by_itself(net):
    by, other, plain = net.founder, net.member("weaver", name="takes"), net.member(name="plain")
    one = propose(net, by, audience="trusted")
    door = path(net, f"/{one['id']}/actions")
    assert "ask" in one["allowed"] and one["asked"] is None
    act(net, plain, one, "ask", 403, member=other.member)
    act(net, plain, one, "accept", 409)
    assert fields(problem(by.post(door, {"action": "ask", "member": "x"}), 422)) == {"member"}
    act(net, by, one, "ask", 409, member=by.member)
    assert act(net, by, one, "ask", member=other.member)["asked"]["id"] == other.member
    assert ok(other.get("/me/waiting"))["tasks"][0]["object"] == one["id"]
    assert read(net, by, one)["owner"]["id"] == by.member, "until then nothing changes"
    act(net, other, one, "decline")
    assert read(net, by, one)["asked"] is None
    act(net, by, one, "ask", member=other.member)
    page = Reader(net, language="en").sign_in(other)
    assert "You are asked to answer for it" in page.go(f"/n/{net.slug}/proposals/{one['id']}")
    ok(other.post(door, {"action": "accept"}))
    seen = read(net, other, one)
    assert seen["owner"]["id"] == other.member and seen["proposer"]["id"] == by.member and seen["asked"] is None
    passed = until(lambda: [event for event in ok(other.get("/events?limit=200"))["items"] if event["kind"] == "proposalPassed"],
                   "the record says so")
    assert passed[0]["details"] == {"from": by.member, "to": other.member}
    act(net, other, one, "amend", context="换一种说法", reason="说得更清楚一点，不改意思。")
    # Whoever rests answers for nothing: it goes to those who lead.
    page.go("/me/leave")
    page.submit("/me/leave")
    until(lambda: read(net, by, one)["owner"]["id"] == by.member, "it passes by itself", 30)
    act(net, by, one, "withdraw", reason="问题已经解决了，不用再问。")
    act(net, by, one, "ask", 409, member=plain.member)


def test_a_vote_shows_nothing_before_its_end_and_counts_each_once(net):
    by, voters = net.founder, [net.member(name=f"v{number}") for number in range(4)]
    vote = propose(net, by, "每周开一次会？", method="superMajority", threshold=60, quorum=80, closesAt=soon(48))
    act(net, voters[0], vote, "answer", position="agree")
    assert read(net, voters[0], vote)["tally"] is None
    # Sent twice at the same moment, changed, said again: one voice.
    together(6, lambda index: voters[1].post(
        path(net, f"/{vote['id']}/actions"), {"action": "answer", "position": ["agree", "disagree"][index % 2]}))
    act(net, voters[1], vote, "answer", position="agree")
    act(net, voters[2], vote, "answer", position="disagree")
    problem(voters[3].post(path(net, f"/{vote['id']}/actions"), {"action": "answer", "position": "consent"}), 422)
    act(net, voters[3], vote, "wait", reason="理事会五月十二日才开", until=soon(30))
    assert fields(problem(voters[3].post(path(net, f"/{vote['id']}/actions"), {
        "action": "wait", "reason": "理事会下周才开", "until": soon(96)}), 422)) == {"until"}
    waiting = ok(voters[3].get(path(net), params={"show": "waiting"}))["items"]
    assert [line["id"] for line in waiting] == [vote["id"]] and waiting[0]["until"]
    act(net, by, vote, "close", 409)
    act(net, by, vote, "answer", position="agree")
    act(net, voters[3], vote, "answer", position="abstain")
    act(net, by, vote, "close")
    tally = read(net, voters[3], vote)["tally"]
    assert tally["counts"] == {"agree": 3, "abstain": 1, "disagree": 1} and tally["answered"] == 5
    assert tally["waiting"] == 0
    done = act(net, by, vote, "decide", words="每周一晚上开半小时的会。")
    assert done["outcome"]["verdict"] == "adopted"


def test_who_has_a_voice_is_settled_at_the_opening(net):
    by, inside = net.founder, net.member("verifier")
    one = propose(net, by, "核实要不要两个人？", method="consensus", scope="role:verifier")
    assert one["eligible"] == 1 and one["own"] == []
    act(net, by, one, "answer", 403, position="agree")
    late = net.member("verifier", name="late")
    act(net, late, one, "answer", 403, position="agree")
    act(net, inside, one, "answer", position="agree")
    problem(by.post(path(net), {"question": "x", "method": "magic"}), 422)
    problem(by.post(path(net), {"question": "", "closesAt": "gestern", "quorum": "half"}), 422)
    problem(by.post(path(net), {"question": "选一个", "method": "approval", "options": [{"words": "甲"}]}), 422)
    assert "quorum" in fields(problem(by.post(path(net), {"question": "x", "quorum": 130}), 422))
    for number in (2**63 - 1, -2**63, 100):  # whatever is typed, it is refused and nothing falls over
        assert "lowest" in fields(problem(by.post(path(net), {
            "question": "打分", "method": "score", "lowest": str(number), "options": [{"words": "甲"}, {"words": "乙"}]}), 422))
    draft = ok(by.post(path(net), {"question": "还没想好"}), 201)
    problem(inside.get(path(net, f"/{draft['id']}")), 404)
    ok(by.post(path(net, f"/{draft['id']}/actions"), {"action": "change", "question": "想好了", "method": "senseCheck"}))
    act(net, by, draft, "open")
    assert read(net, inside, draft)["question"] == "想好了"
    act(net, inside, draft, "withdraw", 403, reason="我觉得不合适，不用问了。")
    act(net, by, draft, "withdraw", reason="问题已经解决了，不用再问。")
    # The same request again makes nothing new.
    headers = {"Idempotency-Key": "the-same-proposal"}
    twice = [ok(by.post(path(net), {"question": "只要一个"}, headers=headers), 201)["id"] for _ in range(2)]
    assert twice[0] == twice[1]
    rules = ok(by.post(path(net, "/rules"), {"unit": "both", "silenceConsents": False, "workDays": 7}))
    assert rules["unit"] == "both" and not rules["silenceConsents"]
    # What silence means nobody sets alone.
    assert fields(problem(by.post(path(net, "/rules"), {"silenceConsents": True}), 422)) == {"silenceConsents"}
    page = Reader(net, language="zh").sign_in(by)
    assert "只能写进大家一起通过的治理规则" in page.go(f"/n/{net.slug}/proposals/rules") and 'name="silenceConsents"' not in page.page.text
    page.submit("/proposals/rules", unit="both", quorum="40", workDays="7", mayDelegate="no")
    assert ok(by.get(path(net, "/rules")))["quorum"] == 40
    problem(inside.post(path(net, "/rules"), {"unit": "persons"}), 403)
    silent = propose(net, by, "没人反对就这么办？", unit="persons")
    assert not silent["terms"]["silenceConsents"] and silent["terms"]["unit"] == "persons"


def test_talk_hangs_on_a_proposal(net):
    by, other = net.founder, net.member(name="talks")
    one = propose(net, by, "要不要印传单？", method="senseCheck")
    ok(other.post(path(net, f"/{one['id']}/posts"), {"words": "印多少张？"}), 201)
    posts = ok(by.get(path(net, f"/{one['id']}/posts")))
    assert [post["words"] for post in posts["items"]] == ["印多少张？"]


def send(by, status, **carries):
    """Fills in the first form of a proposal's page: one's own voice."""
    form = by.form("/actions")
    by.page = by.post(
        by.url + form["action"], data={**form["fields"], **carries}, timeout=90, headers={"Sec-Fetch-Site": "same-origin"})
    assert by.page.status_code == status, by.page.text[:1500]


def test_pages_keep_what_was_typed(net):
    by = Reader(net).sign_in(net.founder)
    by.go(f"/n/{net.slug}/proposals/new")
    by.submit("/proposals", 422, question="", context="留着这段话", method="consent", then="open")
    assert "留着这段话" in by.page.text and 'role="alert"' in by.page.text
    by.submit("/proposals", 200, question="留着这段话吗？", method="consent", then="open")
    assert by.at.endswith("?done=1") and "留着这段话" in by.page.text
    answer = {"action": "answer", "position": "objection"}
    send(by, 422, **answer, reason="短话", test="safety")
    assert ">短话</textarea>" in by.page.text and by.form("/actions")["fields"]["test"] == "safety"
    send(by, 200, **answer, reason="这样会让没有手机的人说不上话。")
    assert by.form("/actions")["fields"]["test"] == "safety", "opened again it is what was chosen"
    assert by.go(f"/n/{net.slug}/proposals").count("留着这段话吗？") == 1
    assert "留着这段话吗？" in by.go("/home")


def test_an_answer_to_words_that_were_changed_meanwhile_is_kept_and_asked_again(net):
    other = net.member(name="reads")
    one = propose(net, net.founder, context="各组现在各有一张。")
    reader = Reader(net).sign_in(other)
    reader.go(f"/n/{net.slug}/proposals/{one['id']}")
    act(net, net.founder, one, "amend", context="住址也写进去。", reason="这样找人更快一点。")
    send(reader, 409, action="answer", position="concern", reason="谁来保管这张名单？")
    assert ">谁来保管这张名单？</textarea>" in reader.page.text and "住址也写进去。" in reader.page.text
    assert read(net, other, one)["answered"] == 0
    send(reader, 200, action="answer", position="concern")
    assert read(net, other, one)["answered"] == 1
    # Nobody ticked: it would bind everybody unasked.
    owner = Reader(net).sign_in(net.founder)
    owner.go(f"/n/{net.slug}/proposals/{one['id']}")
    send(owner, 422, action="amend", question=one["question"], context="又一种写法。", reason="说得更清楚一点。", asks="some")
    assert read(net, other, one)["version"] == 2


def test_copies_of_one_proposal_do_not_push_the_others_off_the_first_page(net):
    backers = [net.member(name=f"backs{number}") for number in range(4)]
    askers = [net.member(name=f"asks{number}", anchor=True) for number in range(12)]
    # The oldest of all: by its age alone it would stand on the second page.
    good = propose(net, net.founder, question="我们要不要合用一个仓库？")
    for backer in backers:
        act(net, backer, good, "answer", position="consent")
    copies = [propose(net, asker, question=f"我们要不要换一个名字？{number}")
              for number, asker in enumerate(asker for asker in askers for _ in range(5))]
    few = askers[:3]
    together(3, lambda index: [act(net, few[index], copy, "answer", position="consent") for copy in copies])
    reader = net.member(name="reads")
    first = ok(reader.get(path(net)))
    assert first["total"] == 61 and len(first["items"]) == 50 and first["next"]
    assert first["items"][0]["id"] == good["id"], "four voices of its own weigh more than three shared by sixty"
    rest = ok(reader.get(path(net), params={"cursor": first["next"]}))
    everything = [item["id"] for item in first["items"] + rest["items"]]
    assert rest["next"] is None and sorted(everything) == sorted([good["id"]] + [copy["id"] for copy in copies])
    # Copies alike stand as they came: the oldest first.
    assert everything[1:] == [copy["id"] for copy in copies]
    page = Reader(net).sign_in(reader).go(f"/n/{net.slug}/proposals")
    assert good["question"] in page and 'rel="next"' in page
    problem(reader.get(path(net), params={"cursor": "x"}), 422)
    # Where the last of a page has ended meanwhile its place counts.
    last = copies[[copy["id"] for copy in copies].index(first["items"][-1]["id"])]
    owner = askers[copies.index(last) // 5]
    act(net, owner, last, "withdraw", reason="写重了，撤回这一条。")
    after = ok(reader.get(path(net), params={"cursor": first["next"]}))
    assert len(after["items"]) == 10 and last["id"] not in [item["id"] for item in after["items"]]
