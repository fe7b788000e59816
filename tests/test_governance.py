"""Governance: rules adopted together, a council with one voice each, oversight whose findings are answered. Drift: measured, asked about
again, renewed."""

import re

from reader import Forms, Reader
from servers import until
from support import fields, ok, problem

TEXTS = {"who": {"zh": "日常的事由协调员定，策略由大家定。"}, "methods": {"zh": "先用同意法，谈不拢再表决。"},
         "changing": {"zh": "三分之二同意才能改。", "en": "Two thirds change them."}}
HOW = "We have worked together at the county hospital for years."


def path(net, door=""):
    return f"/api/v1/networks/{net.slug}{door}"


def decide(net, proposal, people, position="consent"):
    """All answer alike, the owner closes it and writes the outcome."""
    door = path(net, f"/proposals/{proposal}/actions")
    for one in people:
        ok(one.post(door, {"action": "answer", "position": position, "reason": "这样对大家都好"}))
    if ok(people[0].get(path(net, f"/proposals/{proposal}")))["state"] == "open":
        ok(people[0].post(door, {"action": "close"}))
    return ok(people[0].post(door, {"action": "decide", "words": "大家都同意，就这样定下来。"}))["outcome"]


def adopted(net, people, **settings):
    """Rules with these settings, in force."""
    lead = people[0]
    draft = ok(lead.post(path(net, "/governance"), {"texts": TEXTS, "settings": settings}))["draft"]
    asked = ok(lead.post(path(net, "/governance/actions"), {"action": "ask", "mark": draft["mark"], "reason": "第一次写下来"}))
    assert decide(net, asked["draft"]["proposal"], people)["verdict"] == "adopted"
    return ok(lead.get(path(net, "/governance")))


def belongs(net, one, name, sector):
    """A member of an organisation of a sector."""
    reader = Reader(net).sign_in(one)
    reader.go(f"/n/{net.slug}/organisations")
    reader.submit("/organisations", organisation=name)
    own = re.search(rf'/n/{net.slug}/organisations/([0-9a-f-]+)"><strong>(?:<[^>]*>)?{name}', reader.go(f"/n/{net.slug}/organisations"))[1]
    ok(net.founder.post(path(net, f"/members/{one.member}/vouches"), {"kind": "representation", "subject": name, "how": HOW}), 201)
    reader.go(f"/n/{net.slug}/organisations/{own}")
    reader.submit("/claim")
    reader.go(f"/n/{net.slug}/organisations/{own}")
    reader.submit(f"/organisations/{own}", sector=sector)


def test_rules_are_adopted_together(net):
    lead, plain = net.founder, net.member(name="plain")
    empty = ok(net.public.get(path(net, "/governance")))
    assert empty["rules"] is None and empty["setBy"] is None and empty["settings"]["quorum"] == 50
    problem(net.public.post(path(net, "/governance"), {"texts": TEXTS}), 401)
    door = path(net, "/governance")
    assert fields(problem(lead.post(door, {"settings": {"quorum": 101}}), 422)) == {"quorum"}
    assert fields(problem(lead.post(door, {"settings": {"tax": 1}}), 422)) == {"tax"}
    assert fields(problem(lead.post(door, {"texts": {"slogan": {"zh": "x"}}}), 422)) == {"texts"}
    draft = ok(lead.post(door, {"texts": {"who": TEXTS["who"]}, "settings": {"quorum": 60}}))["draft"]
    assert draft["state"] == "draft" and draft["settings"]["quorum"] == 60
    ask = {"action": "ask", "mark": draft["mark"], "reason": "第一次写下来"}
    problem(lead.post(path(net, "/governance/actions"), ask), 409)
    assert ok(net.public.get(door))["draft"] is None, "a draft is the members'"
    assert fields(problem(lead.post(door, {"settings": {"firstAnswerLow": 60}}), 422)) == {
        "firstAnswerCritical", "firstAnswerHigh", "firstAnswerNormal"}, "all four or none"
    present = adopted(net, [lead, plain], quorum=60, workDays=10, silenceConsents=True, consensusLimit=20, firstAnswerCritical=20,
                      firstAnswerHigh=60, firstAnswerNormal=720, firstAnswerLow=1440)
    assert present["rules"]["number"] == 1 and present["setBy"] == 1 and present["draft"] is None
    seen = ok(net.public.get(door))
    assert seen["rules"]["texts"]["changing"]["en"] == "Two thirds change them." and seen["rules"]["proposal"] is None
    # What is a setting holds, and says whence it comes.
    assert ok(plain.get(path(net, "/drift")))["consensusLimit"] == 0.2
    problem(lead.post(path(net, "/proposals/rules"), {"quorum": 10}), 409)
    own = Reader(net).sign_in(lead).go(f"/n/{net.slug}/proposals/rules")
    assert "/governance#settings" in own and 'name="quorum"' not in own
    # So do the desk's clocks of the first answer.
    desk = until(lambda: next((one for one in [ok(lead.get(path(net, "/settings")))] if one.get("fixed")), None), "the desk reads it")
    assert desk["fixed"] == {"rules": 1, "steps": ["firstAnswer"]}
    assert desk["clocks"]["steps"]["firstAnswer"] == {"critical": 20, "high": 60, "normal": 720, "low": 1440}
    other = {"clocks": {"steps": {"firstAnswer": {"critical": 10}}}}
    assert fields(problem(lead.post(path(net, "/settings"), other), 422)) == {"clocks.steps.firstAnswer.critical"}
    page = Reader(net).sign_in(lead)
    assert "Set by the adopted rules, version 1" in page.go(f"/n/{net.slug}/settings")
    clocks = next(form for form in Forms(page.page.text).forms if "clocks.reachLimit" in form["fields"])
    assert not [name for name in clocks["fields"] if name.startswith("clocks.steps.firstAnswer")]
    page = net.public.get(f"/n/{net.slug}/governance?lang=en").text
    assert "Set by version 1 of the rules" in page and "Two thirds change them." in page
    assert "governance" in {item["part"] for item in ok(net.public.get(path(net, "/align")))["items"]}
    # The next version takes what these say; refused, it is a draft again.
    # Where they say so silence consents: nobody else can.
    assert ok(lead.post(path(net, "/proposals"), {"question": "先做哪个县？", "open": True}), 201)["terms"]["silenceConsents"]
    second = ok(lead.post(door, {"settings": {"quorum": 30}, "texts": {"more": {"zh": "每季度看一次。"}}}))["draft"]
    asked = ok(lead.post(path(net, "/governance/actions"), {"action": "ask", "mark": second["mark"], "reason": "法定人数降一点"}))
    problem(lead.post(door, {"settings": {"quorum": 20}}), 409)
    seen = ok(lead.get(path(net, f"/proposals/{asked['draft']['proposal']}")))
    assert seen["method"] == "superMajority"
    assert decide(net, asked["draft"]["proposal"], [lead, plain], "disagree")["verdict"] == "notAdopted"
    after = ok(lead.get(door))
    assert after["draft"]["state"] == "draft" and after["settings"]["quorum"] == 60
    ok(lead.post(path(net, "/governance/actions"), {"action": "discard", "mark": after["draft"]["mark"]}))


def test_council_and_oversight(net):
    lead, big, colleague, press = net.founder, *(net.member(name=name) for name in ("青禾", "同事", "记者"))
    people = [lead, big, colleague, press]
    seat = {"member": big.member, "words": "一直在牵头"}
    problem(lead.post(path(net, "/governance/council/seats"), seat), 409)
    question = {"question": "先做哪个县？", "method": "simpleMajority", "unit": "organisations", "open": True}
    assert fields(problem(lead.post(path(net, "/proposals"), {**question, "scope": "council"}), 422)) == {"scope"}, "there is none"
    adopted(net, people, hasCouncil=True, hasOversight=True, findingDays=7)
    for one, name, sector in ((big, "Red Cross", "international"), (colleague, "Red Cross", "international"), (press, "Evening News", "media")):
        if one is not colleague:
            belongs(net, one, f"{name} {net.slug}", sector)
        else:
            reader = Reader(net).sign_in(one)
            reader.go(f"/n/{net.slug}/organisations")
            reader.submit("/organisations", organisation=f"{name} {net.slug}")

    def seated(body, one):
        made = ok(lead.post(path(net, f"/governance/{body}/seats"), {"member": one.member, "words": "合适的人"}), 201)
        assert made["state"] == "named"
        problem(lead.post(path(net, f"/governance/seats/{made['id']}/actions"), {"action": "accept"}), 403)
        ok(one.post(path(net, f"/governance/seats/{made['id']}/actions"), {"action": "accept"}))
        # Read by whoever sees no figures: those stand for a few minutes as they were read.
        seats = ok(one.get(path(net, f"/governance/{body}")))["seats"]
        asked = next(item for item in seats if item["id"] == made["id"])
        assert asked["state"] == "asked"
        decide(net, asked["proposal"], people)
        return made["id"]

    also = ok(lead.post(path(net, "/governance/council/seats"), {"member": colleague.member, "words": "合适的人"}), 201)
    seated("council", big)
    # Who says yes when the place is taken reads why, on the page.
    late = Reader(net, language="zh").sign_in(colleague)
    late.go(f"/n/{net.slug}/governance/council")
    assert "这家机构已经有一票了" in late.submit(f"/seats/{also['id']}/actions", 409, action="accept")
    ok(colleague.post(path(net, f"/governance/seats/{also['id']}/actions"), {"action": "decline"}))
    # One voice for each organisation; whoever decides oversees nothing.
    problem(lead.post(path(net, "/governance/council/seats"), {"member": colleague.member, "words": "她也可以坐这个席位"}), 409)
    problem(lead.post(path(net, "/governance/oversight/seats"), {"member": colleague.member, "words": "她也可以坐这个席位"}), 409)
    problem(lead.post(path(net, "/governance/oversight/seats"), {"member": lead.member, "words": "没有行业"}), 409)
    seated("oversight", press)
    board = ok(press.get(path(net, "/governance/oversight")))
    assert not board["isComplete"] and board["figures"]["decided"] >= 3 and board["figures"]["lookers"] == 0
    assert ok(colleague.get(path(net, "/governance/oversight")))["figures"] is None

    finding = {"about": "decisions", "words": "三次决定没有写清为什么，请补上。"}
    problem(big.post(path(net, "/governance/findings"), finding), 403)
    made = ok(press.post(path(net, "/governance/findings"), finding), 201)
    assert made["owner"] == big.member and made["state"] == "open" and made["due"]
    assert f"/governance/findings/{made['id']}" in Reader(net).sign_in(big).go("/home"), "it waits at home"
    act = path(net, f"/governance/findings/{made['id']}/actions")
    problem(press.post(act, {"action": "answer", "words": "自己答自己"}), 403)
    assert ok(big.post(act, {"action": "answer", "words": "本周补上。"}))["state"] == "answered"
    assert ok(press.post(act, {"action": "again", "words": "以前的呢？"}))["state"] == "open"
    ok(big.post(act, {"action": "answer", "words": "以前的也补。"}))
    said = ok(colleague.get(path(net, f"/governance/findings/{made['id']}")))["said"]
    assert [(one["kind"], one["by"], one["words"]) for one in said] == [
        ("answer", big.member, "本周补上。"), ("again", press.member, "以前的呢？"), ("answer", big.member, "以前的也补。")]
    assert ok(press.post(act, {"action": "settle"}))["state"] == "settled"
    problem(press.post(act, {"action": "settle"}), 409)

    # The council's own questions, and minutes for those who may read them.
    problem(press.post(path(net, "/governance/council/proposals"), {"question": "先做哪个县？"}), 403)
    asked = ok(big.post(path(net, "/governance/council/proposals"), {"question": "先做哪个县？", "method": "consent"}), 201)
    seen = ok(big.get(path(net, f"/proposals/{asked['id']}")))
    assert seen["eligible"] == 1 and seen["terms"]["scope"] == "council", "those with a seat answer"
    # Anybody asks the council or oversight: whoever sits there answers, one voice for each seat, whatever counts otherwise.
    for body, seated, other in (("council", big, press), ("oversight", press, big)):
        put = ok(lead.post(path(net, "/proposals"), {**question, "scope": body}), 201)
        assert put["eligible"] == 1 and (put["terms"]["scope"], put["terms"]["unit"]) == (body, "persons")
        waits = {who: {one["id"] for one in ok(reader.get(path(net, "/proposals?show=waiting")))["items"]}
                 for who, reader in (("seated", seated), ("other", other), ("lead", lead))}
        assert put["id"] in waits["seated"] and put["id"] not in waits["other"] | waits["lead"]
        answers = path(net, f"/proposals/{put['id']}/actions")
        problem(other.post(answers, {"action": "answer", "position": "agree"}), 403)
        ok(seated.post(answers, {"action": "answer", "position": "agree"}))
        assert put["id"] in {one["id"] for one in ok(colleague.get(path(net, f"/governance/{body}")))["proposals"]}
        assert f"/proposals/{put['id']}" in Reader(net).sign_in(colleague).go(f"/n/{net.slug}/governance/{body}")
    minutes = path(net, "/governance/council/minutes")
    assert fields(problem(big.post(minutes, {"day": "2020-01-02", "audience": "kings", "words": "说了很多，定了一件。"}), 422)) == {"audience"}
    for audience in ("public", "members", "stewards"):
        ok(big.post(minutes, {"day": "2020-01-02", "audience": audience, "words": f"给 {audience} 的一份纪要。"}), 201)
    read = {who: {one["audience"] for one in ok(reader.get(path(net, "/governance/council")))["minutes"]}
            for who, reader in (("public", net.public), ("plain", colleague), ("seat", big))}
    assert read == {"public": {"public"}, "plain": {"public", "members"}, "seat": {"public", "members", "stewards"}}
    assert "青禾" not in net.public.get(f"/n/{net.slug}/governance/council").text.split("<main")[1]

    # What is found and written down is reported and hidden like other texts: a stub stands for it.
    ok(big.post(minutes, {"day": "2020-01-03", "audience": "members", "words": "仓库的钥匙给了王小明。"}), 201)
    found = next(one for one in ok(big.get(path(net, "/governance/council")))["minutes"] if "钥匙" in one["words"])
    for kind, text, words, page, api in (
        ("finding", made["id"], "三次决定没有写清", f"/governance/findings/{made['id']}", f"/governance/findings/{made['id']}"),
        ("minutes", found["id"], "仓库的钥匙给了王小明", "/governance/council", "/governance/council"),
    ):
        assert words in colleague.get(path(net, api)).text
        ok(colleague.post(path(net, "/reports"), {"kind": kind, "id": text, "words": "里面写了一个人的真名和住址"}), 201)
        ok(lead.post(path(net, f"/texts/{kind}/{text}/actions"), {"action": "hide", "reason": "写了真名"}))
        shown = Reader(net, language="zh").sign_in(colleague).go(f"/n/{net.slug}{page}")
        for seen in (shown, colleague.get(path(net, api)).text):
            assert words not in seen and "写了真名" in seen, kind
        assert words in Reader(net).sign_in(lead).go(f"/n/{net.slug}{page}"), "those who lead read on"
    quiet = next(one for one in ok(big.get(path(net, "/governance/council")))["minutes"] if one["audience"] == "stewards")
    problem(colleague.post(path(net, "/reports"), {"kind": "minutes", "id": quiet["id"], "words": "里面写了一个人的真名和住址"}), 404)


def test_a_role_is_given_by_a_decision(net):
    lead, anna, carl = net.founder, net.member(name="anna"), net.member(name="carl")
    door = path(net, "/roles/actions")
    named = ok(lead.post(door, {"action": "nominate", "member": anna.member, "role": "weaver", "words": "她认识很多人"}))["nominations"][0]["id"]
    put = path(net, f"/roles/nominations/{named}/proposal")
    why = {"words": "这件事要大家一起定"}
    problem(net.public.post(put, why), 401)
    problem(lead.post(put, why), 409)
    ok(anna.post(door, {"action": "accept", "nomination": named}))
    ok(carl.post(door, {"action": "object", "nomination": named, "words": "她还不认识这里的人"}))
    assert fields(problem(lead.post(put, {"words": ""}), 422)) == {"words"}
    proposal = ok(lead.post(put, why), 201)["id"]
    problem(lead.post(put, why), 409)
    problem(carl.post(door, {"action": "object", "nomination": named, "words": "我还是不同意"}), 409)
    assert ok(carl.get(path(net, "/roles")))["nominations"][0]["proposal"] == proposal
    page = Reader(net).sign_in(carl).go(f"/n/{net.slug}/roles")
    assert f"/proposals/{proposal}" in page and f"/nominations/{named}/proposal" not in page
    outcome = decide(net, proposal, [lead, anna, carl])
    assert outcome["verdict"] == "adopted" and [one["path"] for one in outcome["links"]] == ["/roles#weaver"]
    roles = ok(carl.get(path(net, "/roles")))
    assert not roles["nominations"] and (anna.member, "weaver") in {(one["member"], one["role"]) for one in roles["holders"]}


def test_drift_is_seen_asked_about_and_renewed(net):
    lead, others = net.founder, [net.member(name=f"m{number}") for number in range(6)]
    people = [lead, *others]
    nothing = ok(others[0].get(path(net, "/drift")))
    assert nothing["version"] is None and nothing["clauses"] == []
    problem(lead.post(path(net, "/drift/actions"), {"action": "askAgain"}), 409)
    problem(net.public.get(path(net, "/drift")), 401)
    ok(lead.post(path(net, "/charter"), {}), 201)
    clause = ok(lead.post(path(net, "/charter/draft/clauses"), {
        "section": "purpose", "kind": "mission", "zh": "让每个求助都有回音。"}), 201)["clauses"][0]["id"]
    ok(lead.post(path(net, "/charter/draft"), {"gains": "求助的人", "bears": "我们多花时间", "unheard": "村里的老人"}))
    ok(lead.post(path(net, "/charter/actions"), {"action": "askConsent", "days": 7}))
    decide(net, ok(lead.get(path(net, "/charter/draft")))["proposal"], people)
    for one in people:
        ok(one.post(path(net, "/charter/stances"), {"stances": [{"clause": clause, "stance": "affirm"}]}))
    seen = ok(lead.get(path(net, "/drift")))
    assert seen["consensus"] == 0 and seen["clauses"][0]["voices"] == 7
    ok(others[0].post(path(net, "/charter/stances"), {"stances": [{"clause": clause, "stance": "object", "reason": "做不到"}]}))
    seen = ok(lead.get(path(net, "/drift")))
    assert seen["clauses"][0]["objecting"] == 1 and abs(seen["consensus"] - 1 / 7) < 1e-9

    problem(others[0].post(path(net, "/drift/actions"), {"action": "askAgain"}), 403)
    assert ok(lead.post(path(net, "/drift/actions"), {"action": "askAgain"}))["rounds"][0]["asked"] == 4
    asked = [one for one in people if ok(one.get(path(net, "/drift/asked")))["round"]]
    assert len(asked) == 4
    for one in asked:
        before = ok(one.get(path(net, "/drift/asked")))["clauses"][0]
        assert before["said"] in ("affirm", "object")
        assert fields(problem(one.post(path(net, f"/drift/asked?voice={clause}")), 422)) == {"voice"}
        assert ok(one.post(path(net, "/drift/asked")))["round"] is None
    problem(asked[0].post(path(net, "/drift/asked")), 409)
    problem(asked[0].post(path(net, f"/drift/asked?voice={asked[0].member}")), 409)
    until(lambda: ok(lead.get(path(net, "/drift")))["rounds"][0]["closedAt"], "the round is over when all have answered")
    round = ok(lead.get(path(net, "/drift")))["rounds"][0]
    # Four answered, which is too few to say anything.
    assert round["answered"] == 4 and round["verdict"] == "tooFew" and round["clauses"][0]["turnedAway"] == 0
    rebuilt = ok(lead.post(path(net, "/drift/actions"), {"action": "rebuild"}))
    assert [point["kind"] for point in rebuilt["history"]] == ["charter"]

    assert fields(problem(lead.post(path(net, "/drift/actions"), {"action": "renew", "reason": ""}), 422)) == {"reason"}
    begun = ok(lead.post(path(net, "/drift/actions"), {"action": "renew", "reason": "一年到了，想法变了"}))
    renewal = path(net, f"/renewals/{begun['renewals'][0]['id']}")
    act = f"{renewal}/actions"
    # The mindset check is repeated with it; asked for once more it is the same.
    check = ok(lead.get(renewal))["mindset"]
    assert (check["kind"], check["state"], check["round"], check["apart"]) == ("mindset", "open", 1, "untilClosed")
    assert ok(lead.post(act, {"action": "mindset"}))["mindset"]["id"] == check["id"]
    page = Reader(net).sign_in(others[1])
    shown = page.go(f"/n/{net.slug}/renewals/{begun['renewals'][0]['id']}")
    assert f"/sheets/{check['id']}" in shown and "open for answers" in shown and "Answer it" in shown
    problem(others[0].post(act, {"action": "finish", "step": "review", "words": "不是我负责"}), 403)
    problem(lead.post(act, {"action": "finish", "step": "goals", "words": "还没轮到"}), 409)
    ok(lead.post(act, {"action": "finish", "step": "review", "words": "口罩来得太晚"}))
    ok(lead.post(act, {"action": "finish", "step": "realign", "words": "分歧在钱上"}))
    assert fields(problem(lead.post(act, {"action": "draft", "reason": "范围大了"}), 422)) == {"learnt"}
    drafted = ok(lead.post(act, {"action": "draft", "reason": "范围大了", "learnt": "村里没有网"}))
    assert [step["step"] for step in drafted["steps"] if step["doneAt"] is None] == ["adopt", "goals"]
    draft = ok(lead.get(path(net, "/charter/draft")))
    assert draft["version"] == 2 and draft["learnt"] == "村里没有网"
    ok(lead.post(path(net, f"/charter/draft/clauses/{clause}"), {"zh": "让每个村的求助都有回音。"}))
    ok(lead.post(path(net, "/charter/actions"), {"action": "askConsent", "days": 7}))
    decide(net, ok(lead.get(path(net, "/charter/draft")))["proposal"], people)
    until(lambda: ok(lead.get(renewal))["steps"][3]["doneAt"], "the new version is seen to be in force")
    assert fields(problem(lead.post(act, {"action": "goal", "words": "一天之内", "until": "2001-01-01"}), 422)) == {"until"}
    ok(lead.post(act, {"action": "goal", "words": "每个村一天之内有回音", "until": ok(lead.get(renewal))["steps"][4]["due"][:10]}))
    stage = ok(lead.get(renewal))["goals"][0]
    placed = next(one for one in ok(others[0].get(path(net, "/goals")))["items"] if one["id"] == stage["id"])
    assert (placed["kind"], placed["title"], placed["state"]) == ("stage", "每个村一天之内有回音", "planned"), "it stands on the road map"
    assert placed["owner"]["id"] == lead.member and placed["due"] == stage["until"]
    done = ok(lead.post(act, {"action": "finish", "step": "goals", "words": "目标都定好了"}))
    assert done["outcome"] == "renewed" and done["newVersion"] == 2 and len(done["goals"]) == 1
    # Older words are no longer what people stand behind.
    assert ok(lead.get(path(net, "/drift")))["clauses"][0]["unaffirmed"] == 7
