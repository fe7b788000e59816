"""Coming in, being welcomed, signing, choosing, reporting, being suspended, going out: over HTTP, as each kind of person."""

import re
import sqlite3

import pytest

from reader import Reader
from servers import until
from support import Network, fields, ok, problem

HOW = "We drove masks to the county hospital together."
TEXT = {"zh": "我们彼此尊重，说到做到，做不到就早说。" * 10, "en": "We respect one another and keep our word. " * 6}


def v(net, path):
    return f"/api/v1/networks/{net.slug}{path}"


def change(server, statement):
    """Changes the store behind the server's back: only to let time pass."""
    if server.engine == "sqlite":
        with sqlite3.connect(server.storage, timeout=60) as db:
            db.execute(statement)
        db.close()
    else:
        server.psql(statement)


def act(net, by, matter, action, status=200, **more):
    answer = by.post(v(net, f"/matters/{matter}/actions"), {"action": action, **more})
    return ok(answer) if status == 200 else problem(answer, status)


def newcomer(net, path, name="Rosa Lind", address=None):
    """Somebody without an account comes by a page with a way in; their browser, and the address they gave."""
    reader = Reader(net, address=address)
    reader.go(path)
    email = f"{name.split()[0].lower()}.{abs(hash(path)) % 10**8}@{net.slug}.example"
    up = re.search(r'href="(/sign-up\?to=[^"]+)"', reader.page.text).group(1)
    reader.go(up)
    read = reader.mail(lambda: reader.submit("/sign-up", name=name, email=email))
    reader.submit("/sign-in/code", code=read(r"(?:验证码：|Code: )(\d{6})\n").group(1))
    return reader, email


def test_pact_is_published_read_and_signed(net):
    member, founder = net.member(), net.founder
    assert ok(net.public.get(v(net, "/pact"))) == {"version": 0}
    problem(member.post(v(net, "/pact"), {**TEXT, "days": 14}), 403)
    assert fields(problem(founder.post(v(net, "/pact"), {"zh": "短", "en": TEXT["en"], "days": 400}), 422)) == {"zh", "days"}
    made = ok(founder.post(v(net, "/pact"), {**TEXT, "days": 14}), 201)
    assert made["version"] == 1 and made["signed"] == 0 and made["members"] >= 2
    problem(founder.post(v(net, "/pact"), {**TEXT, "days": 14}), 409)
    problem(member.post(v(net, "/pact/signatures"), {"hash": "00"}), 409)
    problem(net.public.post(v(net, "/pact/signatures"), {"hash": made["hash"]}), 401)
    first = ok(member.post(v(net, "/pact/signatures"), {"hash": made["hash"]}), 201)["signedAt"]
    assert ok(member.post(v(net, "/pact/signatures"), {"hash": made["hash"]}), 201)["signedAt"] == first
    again = ok(founder.post(v(net, "/pact"), {**TEXT, "zh": TEXT["zh"] + "再加一句。", "days": 7}), 201)
    assert again["version"] == 2 and "signedAt" not in ok(member.get(v(net, "/pact")))
    assert "signedAt" in ok(member.get(v(net, "/pact"), params={"version": 1}))


def test_standing_is_paused_not_lost_until_the_pact_is_signed(own_server):
    server = own_server()
    net = Network(server)
    made = ok(net.founder.post(v(net, "/pact"), {**TEXT, "days": 7}), 201)
    reader = Reader(net).sign_in(net.founder)
    assert "Please sign by" in reader.page.text
    change(server, "UPDATE networks SET pact_due_at = 1")
    assert ok(net.founder.get("/api/v1/me"))["standing"] == "newcomer"
    ok(net.founder.post(v(net, "/pact/signatures"), {"hash": made["hash"]}), 201)
    assert ok(net.founder.get("/api/v1/me"))["standing"] == "steward"


def test_level_and_what_the_convener_gives(net):
    member = net.member()
    assert ok(member.get(v(net, "/me/membership")))["level"] == "participant"
    assert fields(problem(member.post(v(net, "/me/membership"), {"level": "boss"}), 422)) == {"level"}
    assert fields(problem(member.post(v(net, "/me/membership"), {"level": "undecided"}), 422)) == {"askAgain"}
    problem(member.post(v(net, "/me/membership"), {"level": "undecided", "askAgain": "2020-02-30"}), 422)
    assert ok(member.post(v(net, "/me/membership"), {"level": "core"}))["level"] == "core"
    founder = Reader(net).sign_in(net.founder)
    founder.go(f"/n/{net.slug}/me/level")
    founder.submit("/promises", 422, kind="stipends", text="")
    founder.submit("/promises", kind="stipends", text="Bus fares for volunteers", until="2099-12-31")
    assert [one["text"] for one in ok(member.get(v(net, "/me/membership")))["promises"]] == ["Bus fares for volunteers"]


def test_by_invitation(net):
    inviter = net.member()
    problem(inviter.post(v(net, "/invitations"), {"uses": 0, "days": 400}), 422)
    problem(inviter.post(v(net, "/invitations"), {"uses": 201, "days": 3}), 409)
    made = ok(inviter.post(v(net, "/invitations"), {"uses": 1, "days": 3, "campaign": "canteen", "note": "Come and help"}), 201)
    path = made["link"].removeprefix(net.server.url)
    for bad in (path[:-2] + "xx", "/join/nothing", "/join/" + "A" * 38):
        Reader(net).go(bad, 404)
    reader, _ = newcomer(net, path)
    assert "Come and help" in reader.page.text, "she is back at the invitation"
    assert ok(inviter.get(v(net, "/invitations")))["items"][0]["used"] == 0, "opening it does nothing"
    reader.submit()
    assert reader.at.split("?")[0] == f"/n/{net.slug}/me/welcome"
    Reader(net).go(path, 409)
    listed = ok(inviter.get(v(net, "/members")))["items"]
    assert "Rosa Lind" in [one["name"] for one in listed]
    founder = Reader(net).sign_in(net.founder)
    tree = founder.go(f"/n/{net.slug}/referrals")
    assert "canteen" in tree and "Rosa Lind" in tree
    founder.go("/home")
    assert "See a newcomer" in founder.page.text or "newcomer" in founder.page.text
    # An invitation vouches for nobody.
    assert "Newcomer" in reader.go("/me")


def test_an_invitation_is_used_no_oftener_than_it_says(net):
    made = ok(net.founder.post(v(net, "/invitations"), {"uses": 2, "days": 3}), 201)
    path = made["link"].removeprefix(net.server.url)
    people = [newcomer(net, path, name=f"Guest{index} Lind", address=f"192.0.2.{50 + index}")[0] for index in range(3)]
    statuses = []
    for one in people:
        form = one.form()
        statuses.append(one.post(f"{one.url}{path}", data=form["fields"], allow_redirects=False).status_code)
    assert sorted(statuses) == [303, 303, 409]


def test_by_application_answered_by_somebody(net):
    weaver = net.member("weaver")
    reader, email = newcomer(net, f"/n/{net.slug}/join", name="Ana Apply")
    reader.submit("/join", 422, words="hi")
    reader.submit("/join", words="I am a nurse and know the founder from the fire.")
    assert "Your application is here" in reader.page.text
    waiting = ok(weaver.get("/me/waiting"))["tasks"]
    assert [one["step"] for one in waiting] == ["application"]
    matter = waiting[0]["object"]
    assert ok(weaver.get(v(net, f"/matters/{matter}")))["words"].startswith("I am a nurse")
    problem(net.member().get(v(net, f"/matters/{matter}")), 404)
    act(net, weaver, matter, "close", 422, outcome="maybe", words="because of this")
    act(net, weaver, matter, "close", outcome="accepted", words="Welcome among us")
    act(net, weaver, matter, "close", 409, outcome="accepted", words="Welcome among us")
    assert "First steps" in reader.go(f"/n/{net.slug}/me/welcome")
    # The same weaver now sees the newcomer within a week.
    assert [one["kind"] for one in ok(weaver.get("/me/waiting"))["tasks"]] == ["newcomer"]


def test_declined_with_a_reason(net):
    reader, _ = newcomer(net, f"/n/{net.slug}/join", name="Ben Apply")
    reader.submit("/join", words="Let me in, please, I want to sell things.")
    matter = ok(net.founder.get("/me/waiting"))["tasks"][0]["object"]
    read = reader.mail(lambda: act(net, net.founder, matter, "close", outcome="declined", words="We sell nothing here."))
    assert read("We sell nothing here")
    reader.go(f"/n/{net.slug}/me/welcome", 403)


def test_by_open_call_and_partner(net):
    reader, _ = newcomer(net, f"/n/{net.slug}/join", name="Cal Call")
    assert "Join as a volunteer now" not in reader.page.text
    founder = Reader(net).sign_in(net.founder)
    founder.go(f"/n/{net.slug}/ways")
    founder.submit("/call", 422, callWords="x", until="")
    founder.go(f"/n/{net.slug}/ways")
    founder.submit("/call", callWords="We need drivers this week", until="2099-01-01")
    reader.go(f"/n/{net.slug}/join")
    reader.submit("/join/call")
    assert reader.at.startswith(f"/n/{net.slug}/me/welcome")
    other = Network(net.server)
    member = other.member()
    guest = Reader(other).sign_in(member)
    guest.go(f"/n/{net.slug}/join")
    assert "Come in as a member" not in guest.page.text
    founder.go(f"/n/{net.slug}/ways")
    founder.submit("/partners", partner=other.slug, on="1")
    theirs = Reader(other).sign_in(other.founder)
    theirs.go(f"/n/{other.slug}/ways")
    theirs.submit("/partners", partner=net.slug, on="1")
    guest.go(f"/n/{net.slug}/join")
    guest.submit("/join/partner")
    assert guest.at.startswith(f"/n/{net.slug}/me/welcome")


def test_welcome_path_to_the_end(net):
    weaver, buddy = net.member("weaver"), net.member(name="bert")
    made = ok(net.founder.post(v(net, "/pact"), {**TEXT, "days": 7}), 201)
    link = ok(net.founder.post(v(net, "/invitations"), {"uses": 1, "days": 3}), 201)["link"].removeprefix(net.server.url)
    reader, _ = newcomer(net, link)
    reader.submit()
    assert made["version"] == 1
    home = f"/n/{net.slug}/me/welcome"
    reader.go(f"/n/{net.slug}/pact")
    reader.submit("/signatures")
    reader.go("/me/profile")
    reader.submit("/me/profile", offers="I can drive a van", **{"who.offers": "members"})
    reader.go(f"/n/{net.slug}/me/level")
    reader.submit("/me/level", level="participant")
    reader.go(f"/n/{net.slug}/me/primer")
    reader.submit("/primer", **{f"q{index}": "0" for index in range(6)})
    source = (__import__("pathlib").Path(__file__).parent.parent / "Sources/Weftwork/People/Welcome/PrimerWords.swift").read_text()
    answers = re.findall(r"right: (\d)", source)
    assert "All answers are right" in reader.submit("/primer", **{f"q{index}": one for index, one in enumerate(answers)})
    reader.go(home)
    assert "We have met" not in reader.page.text, "no buddy yet"
    task = ok(weaver.get("/me/waiting"))["tasks"][0]
    guide = Reader(net).sign_in(weaver)
    guide.go(f"/n/{net.slug}/welcomes/{task['object']}")
    guide.submit("/buddy", 422, buddy=task["object"])
    guide.go(f"/n/{net.slug}/welcomes/{task['object']}")
    guide.submit("/buddy", buddy=buddy.member)
    guide.submit("/seen")
    assert ok(weaver.get("/me/waiting"))["tasks"] == []
    reader.go(home)
    assert "We have met" not in reader.page.text, "a buddy is one who has said yes"
    offer = ok(buddy.get(v(net, "/me/company")))["buddyOffers"][0]["id"]
    ok(buddy.post(v(net, "/me/company/actions"), {"action": "acceptBuddy", "id": offer}))
    reader.go(home)
    reader.submit("/welcome", step="buddy")
    assert "All done" not in reader.page.text
    reader.go(f"/n/{net.slug}/me/small-things")
    reader.submit("/small-things", kind="spreadCard")
    reader.submit("/done", words="I sent the card to our drivers' group.")
    done = ok(buddy.get(v(net, "/me/company")))["toConfirm"]
    assert [one["words"] for one in done] == ["I sent the card to our drivers' group."]
    assert "All done" not in reader.go(home)
    ok(buddy.post(v(net, "/me/company/actions"), {"action": "confirm", "id": done[0]["id"]}))
    assert "All done" in reader.go(home)


def test_profile_has_an_audience_per_field(net):
    member, other, lead = net.member(), net.member(name="bert"), net.founder
    reader = Reader(net).sign_in(member)
    reader.go("/me/profile")
    page = reader.submit("/me/profile", 422, handle="x", phone="12", publicEmail="nothing", about="a" * 1001)
    assert page.count('class="err"') == 4 and "a" * 1001 in page
    reader.go("/me/profile")
    reader.submit("/me/profile", **{
        "handle": "anna_c", "phone": "13800000001", "wechat": "canary-wechat", "about": "canary-about",
        "offers": "canary-offers", "emergencyContact": "canary-emergency", "skills": "driving、first aid",
        "who.phone": "stewards", "who.wechat": "case", "who.offers": "members", "who.about": "trusted",
        "who.emergencyContact": "members"})
    seen = Reader(net).sign_in(other).go(f"/n/{net.slug}/members/{member.member}")
    assert "canary-offers" in seen and "canary-about" in seen, "bert was entered: he is trusted"
    for hidden in ("canary-wechat", "13800000001", "canary-emergency"):
        assert hidden not in seen
    steward = Reader(net).sign_in(lead)
    assert "13800000001" not in steward.go(f"/n/{net.slug}/members/{member.member}"), "shown by an act that is recorded"
    seen = steward.submit("/looks")
    assert "13800000001" in seen and "canary-wechat" not in seen and "canary-emergency" not in seen
    assert ok(other.get(v(net, f"/members/{member.member}")))["skills"] == ["driving", "first aid"]
    twin = Reader(net).sign_in(other)
    twin.go("/me/profile")
    assert "somebody has this handle" in twin.submit("/me/profile", 422, handle="ANNA_C").lower()
    own = {one["field"]: one for one in ok(member.get("/api/v1/me/profile"))["fields"]}
    assert own["emergencyContact"]["audience"] == "case"


def test_incident_has_an_owner_and_a_clock(net):
    anna, bert, lead = net.member(), net.member(name="bert"), net.member("coordinator")
    assert fields(problem(anna.post(v(net, "/matters"), {"kind": "incident", "words": "short"}), 422)) == {"words"}
    made = ok(anna.post(v(net, "/matters"), {"kind": "incident", "about": bert.member, "words": "He shouted at the nurse."}), 201)
    owner = next(one for one in (lead, net.founder) if one.member == made["owner"])
    assert made["id"] in [one["object"] for one in ok(owner.get("/me/waiting"))["tasks"]]
    problem(bert.get(v(net, f"/matters/{made['id']}")), 404)
    problem(net.member(name="carl").get(v(net, f"/matters/{made['id']}")), 404)
    act(net, anna, made["id"], "say", words="It happened at the gate.")
    act(net, anna, made["id"], "close", 403, outcome="resolved", words="Let us forget it")
    act(net, owner, made["id"], "handOver", 422, to=bert.member)
    act(net, owner, made["id"], "close", outcome="resolved", words="He has said sorry.")
    told = ok(anna.get(v(net, f"/matters/{made['id']}")))
    assert told["outcome"] == "resolved" and [one["words"] for one in told["notes"]] == [
        "It happened at the gate.", "He has said sorry."]
    act(net, anna, made["id"], "say", 409, words="And yet")


def test_an_incident_nobody_answers_moves_on(own_server):
    server = own_server()
    net = Network(server)
    anna, lead = net.member(), net.member("coordinator")
    made = ok(anna.post(v(net, "/matters"), {"kind": "incident", "words": "Somebody was hurt at the depot."}), 201)
    first = next(one for one in (lead, net.founder) if one.member == made["owner"])
    second = lead if first is net.founder else net.founder
    change(server, "UPDATE clocks SET started_at = started_at - 140000000, due_at = due_at - 140000000, next_at = 1")
    until(lambda: ok(anna.get(v(net, f"/matters/{made['id']}")))["owner"] == second.member, "another to take over")
    act(net, second, made["id"], "close", outcome="resolved", words="They are well again.")


def test_mediation_by_a_neutral_whom_both_accept(net):
    anna, bert, carl = net.member(), net.member(name="bert"), net.member("facilitator")
    made = ok(anna.post(v(net, "/matters"), {"kind": "mediation", "about": bert.member, "words": "We fell out about the van."}), 201)
    assert made["owner"] == carl.member and made["stage"] == "choosing"
    problem(net.founder.get(v(net, f"/matters/{made['id']}")), 404)
    act(net, carl, made["id"], "acceptNeutral", 403)
    assert act(net, anna, made["id"], "acceptNeutral")["stage"] == "choosing"
    other = act(net, bert, made["id"], "refuseNeutral")
    assert other["owner"] not in (anna.member, bert.member, carl.member)
    act(net, anna, made["id"], "acceptNeutral")
    assert act(net, bert, made["id"], "acceptNeutral")["stage"] == "talking"
    neutral = net.founder if other["owner"] == net.founder.member else None
    # Nobody declares that two agree: they sign.
    act(net, neutral, made["id"], "close", 422, outcome="agreed", words="Each has the van on three days.")
    act(net, neutral, made["id"], "close", outcome="ended", words="They will not speak to each other now.")


def test_suspension_has_a_reason_an_end_and_an_appeal_to_another(net):
    anna, lead = net.member(), net.member("coordinator")
    member = v(net, f"/members/{anna.member}/actions")
    problem(net.member(name="bert").post(member, {"action": "suspend", "reason": "I don't like her", "days": 3}), 403)
    assert fields(problem(lead.post(member, {"action": "suspend", "reason": "", "days": 3}), 422)) == {"reason"}
    assert fields(problem(lead.post(member, {"action": "suspend", "reason": "She took money", "days": 0}), 422)) == {"days"}
    need = net.published()
    ok(lead.post(member, {"action": "suspend", "reason": "She took money", "days": 3}))
    problem(lead.post(member, {"action": "suspend", "reason": "She took money", "days": 3}), 409)
    problem(anna.get(v(net, "/members")), 403)
    problem(anna.post(f"/needs/{need.id}/claims", {"line": need.line()["id"], "quantity": 1, "promisedBy": "2099-01-01T00:00:00Z"}), 403)
    reader = Reader(net)
    reader.submit("/sign-in/code", code=reader.code_for(anna))
    page = reader.go(f"/n/{net.slug}/me/suspension")
    assert "She took money" in page
    reader.submit("/suspension", 422, words="no")
    reader.submit("/suspension", words="I handed it on the same day, ask Bert.")
    waiting = [one["object"] for one in ok(net.founder.get("/me/waiting"))["tasks"] if one["step"] == "appeal"]
    assert len(waiting) == 1, "the one who suspended does not judge the appeal"
    act(net, net.founder, waiting[0], "close", outcome="lifted", words="Bert has it in writing.")
    assert ok(anna.get(v(net, "/members")))["items"]


def test_leaving_shakes_off_no_suspension(net):
    anna = net.member()
    link = ok(net.founder.post(v(net, "/invitations"), {"uses": 3, "days": 3}), 201)["link"].removeprefix(net.server.url)
    reader = Reader(net).sign_in(anna)
    ok(net.founder.post(v(net, f"/members/{anna.member}/actions"), {"action": "suspend", "reason": "She took money", "days": 9}))
    token = {**reader_form(reader, f"/n/{net.slug}/me/suspension")}
    assert reader.post(f"{reader.url}/n/{net.slug}/me/leave", data=token).status_code == 200
    reader.go(link)
    assert reader.post(f"{reader.url}{link}", data=reader.form()["fields"]).status_code == 403
    assert reader.post(f"{reader.url}/n/{net.slug}/me/return", data=token).status_code in (200, 403)
    problem(anna.get(v(net, "/members")), 403)
    assert "suspended" in reader.go(f"/n/{net.slug}/me/suspension")


def reader_form(reader, path):
    reader.go(path)
    return reader.form()["fields"]


def test_a_neutral_who_passes_on_must_be_accepted_anew(net):
    anna, bert, carl = net.member(), net.member(name="bert"), net.member("facilitator")
    made = ok(anna.post(v(net, "/matters"), {"kind": "mediation", "about": bert.member, "words": "We fell out about the van."}), 201)
    act(net, anna, made["id"], "acceptNeutral")
    assert act(net, bert, made["id"], "acceptNeutral")["stage"] == "talking"
    # Whoever passes it on reads it no more.
    act(net, carl, made["id"], "handOver", 404, to=net.founder.member)
    assert ok(anna.get(v(net, f"/matters/{made['id']}")))["stage"] == "choosing"


def test_an_abusers_vouches_end_and_vouchers_are_paused(net):
    anna, bert, carl = net.member(), net.member(name="bert"), net.member(name="carl")
    for by, to in ((anna, bert), (bert, carl)):
        ok(by.post(v(net, f"/members/{to.member}/vouches"), {"kind": "integrity", "how": HOW}), 201)
    reader = Reader(net)
    read = reader.mail(lambda: ok(net.founder.post(
        v(net, f"/members/{bert.member}/actions"), {"action": "suspend", "reason": "He sold masks", "days": 30, "abuse": True})))
    assert read("proved an abuser|被确认滥用信任")
    assert ok(carl.get(v(net, f"/members/{carl.member}/vouches")))["items"] == []
    answer = anna.post(v(net, f"/members/{carl.member}/vouches"), {"kind": "identity", "how": HOW})
    assert "abuser" in problem(answer, 403)["detail"] or "滥用" in answer.json()["detail"]
    assert ok(carl.get("/api/v1/me"))["standing"] == "trusted", "no guilt beyond one step"


def test_who_is_not_back_is_looked_for(own_server):
    server = own_server()
    net = Network(server)
    anna = net.member()
    reader = Reader(net).sign_in(anna)
    reader.go("/me/profile")
    reader.submit("/me/profile", emergencyContact="canary-mother 13700000000")
    reader.go(f"/n/{net.slug}/me/safety")
    assert reader.submit("/in", 422, place="", hours="99").count('class="err"') >= 3
    reader.submit("/in", place="Ward 7, county hospital", hours="0.5", safety="yes")
    assert "back by" in reader.page.text
    visit = ok(net.founder.get("/me/waiting"))["tasks"][0]["object"]
    keeper = Reader(net).sign_in(net.founder)
    assert "Ward 7" not in keeper.go(f"/n/{net.slug}/visits/{visit}")
    Reader(net).sign_in(net.member(name="carl")).go(f"/n/{net.slug}/visits/{visit}", 404)
    change(server, "UPDATE visits SET due_at = 1")
    read = keeper.mail(lambda: change(server, "UPDATE clocks SET due_at = 2, started_at = 1, next_at = 1"))
    assert read("没有按时回来|not back in time|到期|over its time")
    keeper.go(f"/n/{net.slug}/visits/{visit}")
    told = reader.mail(lambda: keeper.submit())
    assert "Ward 7" in keeper.page.text and "canary-mother" in keeper.page.text
    assert told("opened your place|查看了您的去处")
    reader.go(f"/n/{net.slug}/me/safety")
    reader.submit("/out")
    assert ok(net.founder.get("/me/waiting"))["tasks"] == []


def test_pass_is_shown_scanned_and_revoked(net):
    anna = net.member(name="Zora")
    reader = Reader(net).sign_in(anna)
    reader.go(f"/n/{net.slug}/me/safety")
    reader.submit("/passes", 422, task="", hours="500")
    reader.go(f"/n/{net.slug}/me/safety")
    reader.submit("/passes", task="Bring masks to ward 7", hours="8")
    shown = reader.go(re.search(rf"/n/{net.slug}/me/safety/passes/[0-9a-f-]+", reader.page.text).group())
    assert "<svg" in shown
    path = re.search(r"/pass/[\w-]+", shown).group()
    guard = Reader(net, agent="Mozilla/5.0 (iPhone) Safari/605")
    guard.go("/pass/" + "A" * 38, 404)
    page = guard.go(path)
    assert "Bring masks to ward 7" in page and "Zora" in page and anna.email not in page and "Valid" in page
    reader.go(f"/n/{net.slug}/me/safety")
    assert "Safari, iPhone" in reader.page.text, "its holder sees who looked"
    ok(net.founder.post(v(net, f"/members/{anna.member}/actions"), {"action": "suspend", "reason": "For the test", "days": 1}))
    page = guard.go(path)
    assert "No longer valid" in page and "Zora" not in page


def test_leads_end_a_pass_and_it_shows_nothing(net):
    anna = net.member()
    reader = Reader(net).sign_in(anna)
    reader.go(f"/n/{net.slug}/me/safety")
    reader.submit("/passes", task="Bring masks to ward 7", hours="8")
    assert "Bring masks" in reader.page.text
    reader.submit(re.search(r"/passes/[0-9a-f-]+/end", reader.page.text).group())
    assert "No longer valid" in reader.page.text
