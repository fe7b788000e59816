"""Belonging: calls taken up, buddies who say yes, small things, paths, rest, campaigns, branches, partners: over HTTP."""

import re

import pytest

from reader import Reader
from servers import until
from support import Network, fields, ok, problem
from test_people import HOW, act, newcomer, v


def company(net, by, action, status=200, **more):
    answer = by.post(v(net, "/me/company/actions"), {"action": action, **more})
    return ok(answer) if status == 200 else problem(answer, status)


def roles(net, by, action, status=200, **more):
    answer = by.post(v(net, "/roles/actions"), {"action": action, **more})
    return ok(answer) if status == 200 else problem(answer, status)


def come(net, name="Rosa Lind"):
    """A newcomer by the founder's link: their browser."""
    made = ok(net.founder.post(v(net, "/invitations"), {"uses": 1, "days": 3, "campaign": "canteen"}), 201)
    reader, _ = newcomer(net, made["link"].removeprefix(net.server.url), name=name)
    reader.submit()
    return reader


def who(net, name):
    return next(one["id"] for one in ok(net.founder.get(v(net, "/members")))["items"] if one["name"] == name)


# Roles


def test_a_call_is_made_taken_up_and_ended(net):
    anna, bert = net.member(name="anna"), net.member(name="bert")
    roles(net, anna, "call", 403, role="trainer", words="Somebody who knows first aid", days=7)
    assert fields(roles(net, net.founder, "call", 422, role="trainer", words="Come and teach", days=0)) == {"days"}
    calls = roles(net, net.founder, "call", role="trainer", words="Somebody who knows first aid", days=7)["calls"]
    assert [one["role"] for one in calls] == ["trainer"]
    assert fields(roles(net, anna, "takeUp", 422, call=calls[0]["id"], words="")) == {"words"}
    reader = Reader(net)
    told = reader.mail(lambda: roles(net, anna, "takeUp", call=calls[0]["id"], words="I teach it each week"))
    assert told("answered your call|响应了您的征集")
    roles(net, anna, "takeUp", 409, call=calls[0]["id"], words="I teach it each week")
    roles(net, bert, "endCall", 403, call=calls[0]["id"])
    assert roles(net, net.founder, "endCall", call=calls[0]["id"])["calls"] == []
    roles(net, bert, "takeUp", 409, call=calls[0]["id"], words="And I would, too")
    open_ones = ok(bert.get(v(net, "/roles")))["nominations"]
    assert [(one["role"], one["accepted"]) for one in open_ones] == [("trainer", True)]


def test_a_card_says_what_the_role_may_do_and_until_when(net):
    vera = net.member("verifier", name="vera")
    page = Reader(net).sign_in(vera).go(f"/n/{net.slug}/roles")
    card = re.search(r'<article class="card" id="verifier">.*?</article>', page, re.S).group()
    assert "What it may do" in card and "verify" in card and "publish," not in card
    assert "until laid down" in card, "what the operator entered has no term"
    assert "Lay it down" in card and "term as" not in card
    lead = Reader(net).sign_in(net.founder).go(f"/n/{net.slug}/roles")
    card = re.search(r'<article class="card" id="verifier">.*?</article>', lead, re.S).group()
    assert "term as Verifier" in card and "Who would suit?" in card


def test_who_leads_ends_a_role_on_the_page_with_a_reason(net):
    vera = net.member("verifier", name="vera")
    reader = Reader(net).sign_in(net.founder)
    reader.go(f"/n/{net.slug}/roles")
    token = reader.form("/roles/end")["fields"]
    sent = {**token, "role": "verifier", "member": vera.member}
    answer = reader.post(f"{reader.url}/n/{net.slug}/roles/end", data={**sent, "reason": ""})
    assert answer.status_code == 422 and 'class="errors"' in answer.text
    told = reader.mail(lambda: reader.post(
        f"{reader.url}/n/{net.slug}/roles/end", data={**sent, "reason": "The desk closes for the winter."}))
    assert told("The desk closes for the winter")
    assert ok(vera.get("/api/v1/me"))["roles"] == []


# Coming in


def test_buddy_passes_and_the_next_is_asked(net):
    anna, bert = net.member(name="anna"), net.member(name="bert")
    reader = come(net)
    def asked():
        return [(one, ok(one.get(v(net, "/me/company")))["buddyOffers"]) for one in (anna, bert)]
    first, offer = next((one, offers[0]) for one, offers in asked() if offers)
    second = bert if first is anna else anna
    assert "language" in offer["reasons"] or "free" in offer["reasons"]
    assert [one["step"] for one in ok(first.get("/me/waiting"))["tasks"]] == ["buddy"]
    company(net, second, "acceptBuddy", 409, id=offer["id"])
    company(net, first, "passBuddy", id=offer["id"])
    company(net, first, "acceptBuddy", 409, id=offer["id"])
    offer = ok(second.get(v(net, "/me/company")))["buddyOffers"][0]
    assert company(net, second, "acceptBuddy", id=offer["id"])["newcomers"] == [who(net, "Rosa Lind")]
    assert "We have met" in reader.go(f"/n/{net.slug}/me/welcome")


def test_who_is_not_willing_is_asked_nothing(net):
    anna, bert = net.member(name="anna"), net.member(name="bert")
    ok(anna.post("/api/v1/me/profile", {"willing": []}))
    ok(bert.post("/api/v1/me/profile", {"willing": ["mentor"]}))
    come(net)
    assert ok(anna.get(v(net, "/me/company")))["buddyOffers"] == []
    company(net, bert, "askMentor", 422, id=anna.member)
    company(net, anna, "askMentor", id=bert.member)
    company(net, anna, "askMentor", 409, id=bert.member)
    asked = ok(bert.get(v(net, "/me/company")))["mentorships"]
    assert [one["accepted"] for one in asked] == [False]
    page = Reader(net).sign_in(bert)
    page.go(f"/n/{net.slug}/members/{anna.member}/path", 404)
    company(net, bert, "acceptMentor", id=asked[0]["id"])
    assert "path" in page.go(f"/n/{net.slug}/members/{anna.member}/path")
    assert ok(anna.get(v(net, "/me/path")))["mentorAccepted"] is True
    company(net, anna, "endMentor", id=asked[0]["id"])
    page.go(f"/n/{net.slug}/members/{anna.member}/path", 404)


def test_path_is_private_unless_shared(net):
    anna, bert = net.member(name="anna"), net.member(name="bert")
    reader, other = Reader(net).sign_in(anna), Reader(net).sign_in(bert)
    path = f"/n/{net.slug}/members/{anna.member}/path"
    other.go(path, 404)
    assert "Their path" not in other.go(f"/n/{net.slug}/members/{anna.member}")
    reader.go(f"/n/{net.slug}/me/path")
    reader.submit("/sharing", on="1")
    assert "They let you see this" in other.go(path)
    assert "Their path" in other.go(f"/n/{net.slug}/members/{anna.member}")
    reader.submit("/sharing", on="0")
    other.go(path, 404)
    own = ok(anna.get(v(net, "/me/path")))
    assert own["shared"] is False and {"role", "met", "missing"} <= own["next"][0].keys()


def test_suggestions_name_only_who_agreed_and_only_to_who_leads(net):
    anna, bert = net.member(name="anna"), net.member(name="bert")
    ok(anna.post("/api/v1/me/profile", {"willing": ["roles"]}))
    page = f"/n/{net.slug}/roles/verifier/suggestions"
    Reader(net).sign_in(bert).go(page, 403)
    shown = Reader(net).sign_in(net.founder).go(page)
    assert anna.member in shown and bert.member not in shown and "Missing:" in shown


def test_declined_names_what_can_be_done_all_the_same(net):
    reader, _ = newcomer(net, f"/n/{net.slug}/join?c=radio", name="Ben Apply")
    reader.submit("/join", words="Let me in, please, I want to sell things.")
    assert "What you can do right now" in reader.page.text
    matter = ok(net.founder.get("/me/waiting"))["tasks"][0]["object"]
    told = reader.mail(lambda: act(net, net.founder, matter, "close", outcome="declined", words="We sell nothing here."))
    assert told("public card of the board|公开卡片")
    lead = Reader(net).sign_in(net.founder).go(f"/n/{net.slug}/referrals")
    assert "radio" in lead and "What became of applications" in lead and "How often each way in was opened" in lead


def test_campaign_is_carried_into_every_way(net):
    founder = Reader(net).sign_in(net.founder)
    founder.go(f"/n/{net.slug}/ways")
    founder.submit("/call", callWords="We need drivers this week", until="2099-01-01")
    reader, _ = newcomer(net, f"/n/{net.slug}/join?c=poster", name="Cal Call")
    assert reader.at.endswith("/join?c=poster"), "it comes back through the sign-up"
    reader.submit("/join/call")
    rows = re.findall(r"<tr>.*?</tr>", founder.go(f"/n/{net.slug}/referrals"), re.S)
    assert any("Open call" in row and "poster" in row for row in rows)


def test_small_thing_nobody_confirms_for_themselves(net):
    anna, bert = net.member(name="anna"), net.member(name="bert")
    company(net, anna, "take", 422, kind="fly")
    thing = company(net, anna, "take", kind="readBoard")["things"][0]["id"]
    company(net, anna, "take", 409, kind="readBoard")
    company(net, net.founder, "confirm", 409, id=thing)
    assert fields(company(net, anna, "done", 422, id=thing, words="")) == {"words"}
    company(net, anna, "done", id=thing, words="Number 12 was brought last week.")
    for one in (anna, bert):
        company(net, one, "confirm", 404, id=thing)
    assert ok(net.founder.get(v(net, "/me/company")))["toConfirm"][0]["words"].startswith("Number 12")
    assert company(net, net.founder, "confirm", id=thing)["toConfirm"] == []
    company(net, anna, "drop", 409, id=thing)
    assert ok(anna.get(v(net, "/me/path")))["smallThings"] == ["readBoard"]


# Rest


def test_rest_hands_on_and_ends_by_oneself(net):
    anna = net.member("intake", "verifier", name="anna")
    need, other = net.need(), net.published()
    ok(net.founder.post(f"/needs/{need.id}/handovers", {"to": anna.member}), 201)
    handover = ok(anna.get("/me/waiting"))["handovers"][0]["id"]
    ok(anna.post(f"/needs/{need.id}/handovers/{handover}/actions", {"action": "accept"}))
    other.claim(anna, 3)
    assert ok(anna.post(v(net, "/me/rest"), {"rests": True, "keepRoles": True, "note": "Until May"}))["state"] == "dormant"
    assert need.read()["owner"]["id"] == net.founder.member and other.line()["claimed"] == 0
    problem(anna.post(v(net, "/me/rest"), {"rests": True}), 409)
    reader = Reader(net).sign_in(anna)
    assert "You are at rest" in reader.page.text
    come(net)
    assert ok(anna.get(v(net, "/me/company")))["buddyOffers"] == []
    reader.go(f"/n/{net.slug}/me/level")
    reader.submit("/me/rest", rests="0")
    assert ok(anna.get(v(net, "/me/membership")))["state"] == "active"
    assert ok(anna.get("/api/v1/me"))["roles"] == ["intake", "verifier"]
    problem(net.founder.post(v(net, "/me/rest"), {"rests": True}), 409)


# Branches and partners


def test_branch_is_reviewed_as_a_whole(net):
    anna = net.member(name="anna")
    link = ok(anna.post(v(net, "/invitations"), {"uses": 5, "days": 3}), 201)["link"].removeprefix(net.server.url)
    reader, _ = newcomer(net, link)
    reader.submit()
    page = f"/n/{net.slug}/referrals/{anna.member}"
    Reader(net).sign_in(anna).go(page, 403)
    lead = Reader(net).sign_in(net.founder)
    assert page in lead.go(f"/n/{net.slug}/referrals")
    assert "Rosa Lind" in lead.go(page) and "1 came through" in lead.page.text
    lead.submit("/links")
    assert "End all links" not in lead.page.text
    Reader(net).go(link, 409)
    lead.submit("/again")
    lead.go(f"/n/{net.slug}/referrals/00000000-0000-7000-8000-000000000000", 404)
    assert ok(net.member(name="carl").get("/api/v1/me"))["standing"] == "trusted"


def test_what_is_published_to_partners_is_seen_by_a_partners_members(net):
    other = Network(net.server)
    need = net.published("partners", title="canary-masks for partners")
    guest = Reader(other).sign_in(other.member())
    board = f"/n/{net.slug}/needs"
    assert "canary-masks" not in guest.go(board)
    for one, partner in ((net, other), (other, net)):
        lead = Reader(one).sign_in(one.founder)
        lead.go(f"/n/{one.slug}/ways")
        lead.submit("/partners", partner=partner.slug, on="1")
    assert "canary-masks" in guest.go(board)
    assert "canary-masks" in guest.go(f"/n/{net.slug}/needs/{need.id}")
    assert "published to partner networks" in guest.go(f"/n/{net.slug}/join")
    assert "canary-masks" not in Reader(net).go(board), "strangers see what is public"
    problem(net.public.get(f"/needs/{need.id}"), 404)
    lead = Reader(net).sign_in(net.founder)
    lead.go(f"/n/{net.slug}/ways")
    lead.submit("/partners", partner=other.slug, on="0")
    assert "canary-masks" not in guest.go(board), "it ends with the recognition"


# Profiles


@pytest.mark.parametrize("zone, status", [("Asia/Shanghai", 200), ("GMT+8", 422), ("Nowhere/Land", 422)])
def test_profile_is_written_by_programs(net, zone, status):
    anna = net.member(name="anna")
    body = {"fields": [
        {"field": "timeZone", "text": zone}, {"field": "area", "text": "武汉市", "audience": "members"},
        {"field": "offers", "text": "canary-van", "audience": "members"}]}
    answer = anna.post("/api/v1/me/profile", body)
    if status == 422:
        assert fields(problem(answer, 422)) == {"timeZone"}
        return
    kept = {one["field"]: one["text"] for one in ok(answer)["fields"]}
    assert kept["timeZone"] == zone and kept["offers"] == "canary-van"
    ok(anna.post("/api/v1/me/profile", {"name": "Anna Cheng"}))
    kept = {one["field"]: one["text"] for one in ok(anna.get("/api/v1/me/profile"))["fields"]}
    assert kept["offers"] == "canary-van", "what is not said stays"
    assert ok(anna.get("/api/v1/me"))["name"] == "Anna Cheng"
    problem(anna.post("/api/v1/me/profile", {"fields": [{"field": "salary", "text": "much"}]}), 422)
    problem(anna.post("/api/v1/me/profile", {"willing": ["everything"]}), 422)
    problem(net.public.post("/api/v1/me/profile", body), 401)


def test_ones_own_data_has_ones_company(net):
    anna = net.member(name="anna")
    thing = company(net, anna, "take", kind="other")["things"][0]["id"]
    company(net, anna, "done", id=thing, words="canary-swept the stairs")
    company(net, anna, "sharePath")
    reader = Reader(net).sign_in(anna)
    reader.go("/me/data.json")
    kept = reader.page.json()["networks"][0]["company"]
    assert kept["smallThings"][0]["words"] == "canary-swept the stairs" and kept["pathSharedAt"]
    assert kept["willing"] == ["buddy"]


def test_vouched_newcomer_takes_up_a_call(net):
    reader = come(net)
    member = who(net, "Rosa Lind")
    call = roles(net, net.founder, "call", role="facilitator", words="We meet each Friday", days=7)["calls"][0]["id"]
    page = reader.go(f"/n/{net.slug}/me/path")
    assert "We meet each Friday" in page
    assert "has to vouch for you" in page and "/answers" not in page
    ok(net.founder.post(v(net, f"/members/{member}/vouches"), {"kind": "identity", "how": HOW}), 201)
    reader.go(f"/n/{net.slug}/me/path")
    reader.submit(f"/calls/{call}/answers", words="I have led many meetings")
    until(lambda: ok(net.founder.get(v(net, "/roles")))["nominations"], "the nomination")
