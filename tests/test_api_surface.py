"""What every server has: health, metrics, the API's document – and that each of its doors is there."""

from pathlib import Path

import pytest
import requests
from openapi_spec_validator import OpenAPIV31SpecValidator

from servers import until
from support import a_need, Network, ok, on_claim, problem, serial, soon
from test_files import png, send


def test_health(net):
    for path in ("/healthz", "/readyz"):
        assert net.public.get(path).status_code == 200


def test_metrics_are_for_configured_addresses(server, net):
    here = requests.get(f"{server.url}/metrics", timeout=60)
    assert here.status_code == 200 and here.headers["Content-Type"].startswith("text/plain")
    names = {line.split("{")[0].split(" ")[0] for line in here.text.splitlines() if line and not line.startswith("#")}
    assert names and all(name.startswith("weft_") for name in names)
    for line in here.text.splitlines():
        if not line.startswith("#"):
            float(line.rsplit(" ", 1)[1])
    assert net.public.get("/metrics").status_code in (403, 404)


def document(net):
    return ok(net.public.get("/api/v1/openapi.json"))


def test_document_is_valid(net):
    OpenAPIV31SpecValidator(document(net)).validate()


CONTRACT = {
    "/api/v1/networks/{slug}/needs": {"get", "post"},
    "/api/v1/networks/{slug}/needs/{id}": {"get"},
    "/api/v1/networks/{slug}/needs/{id}/actions": {"post"},
    "/api/v1/networks/{slug}/needs/{id}/claims": {"post"},
    "/api/v1/networks/{slug}/claims/{id}/actions": {"post"},
    "/api/v1/networks/{slug}/needs/{id}/reveals": {"post"},
    "/api/v1/networks/{slug}/needs/{id}/handovers": {"post"},
    "/api/v1/networks/{slug}/needs/{id}/handovers/{handover}/actions": {"post"},
    "/api/v1/track/{code}": {"get"},
    "/api/v1/track/{code}/actions": {"post"},
    "/api/v1/networks/{slug}/events": {"get"},
    "/api/v1/me": {"get"},
    "/api/v1/networks/{slug}/me/waiting": {"get"},
}


def test_document_has_every_door_of_the_contract(net):
    paths = document(net)["paths"]
    for path, methods in CONTRACT.items():
        assert methods <= paths[path].keys(), path


HERE = Path(__file__).parent
# What is sent as a form with a file.
PHOTO = {"photo": "sent as a file"}
# Doors that would take away what another stands on get a need of their own.
SPARE = {"post claims", "post handovers", "post photos"}
# Doors that open after a story of their own only, or that answer with a stream or a table.
ELSEWHERE = {
    "get governance findings": "test_governance.py",
    "get renewals": "test_governance.py",
    "post drift actions": "test_governance.py",
    "post drift asked": "test_governance.py",
    "post governance": "test_governance.py",
    "post governance actions": "test_governance.py",
    "post governance council minutes": "test_governance.py",
    "post governance council proposals": "test_governance.py",
    "post governance council seats": "test_governance.py",
    "post governance findings": "test_governance.py",
    "post governance findings actions": "test_governance.py",
    "post governance oversight seats": "test_governance.py",
    "post governance seats actions": "test_governance.py",
    "post roles nominations proposal": "test_governance.py",
    "post renewals actions": "test_governance.py",
    "get exports file": "test_moderation.py",
    "get posts live": "test_talk.py",
    "post posts": "test_talk.py",
    "post posts actions": "test_talk.py",
    "post follow": "test_talk.py",
    "get posts": "test_talk.py",
    "post track posts": "test_talk.py",
    "get track posts": "test_talk.py",
    "post track posts actions": "test_talk.py",
    "post track posts report": "test_talk.py",
    "post track posts appeal": "test_talk.py",
    "post track sms": "test_paper.py",
    "post roster actions": "test_roster.py",
    "post triage actions": "test_burst.py",
    "post triage undo": "test_burst.py",
    "post burst": "test_burst.py",
    "post burst end": "test_burst.py",
    "post distinct": "test_similar.py",
    "post track contacts end": "test_calls.py",
    "get claims slips": "test_paper.py",
    "post roster reserve": "test_roster.py",
    "post take": "test_roster.py",
    "post track claims actions": "test_api_track.py",
    "get claims photos": "test_files.py",
    "post claims photos": "test_files.py",
    "post claims photos remove": "test_files.py",
    "get track delivery-photos": "test_files.py",
    "get checks photos": "test_files.py",
    "post checks photos": "test_files.py",
    "post checks photos remove": "test_files.py",
    "post track wechat end": "test_wechat.py",
    "post me visits": "test_api_claims.py",
    "post me visits out": "test_api_claims.py",
    "post undo": "test_undo.py",
    "post look": "test_undo.py",
    "post me break": "test_undo.py",
    "post me break end": "test_undo.py",
    "post me handovers": "test_undo.py",
    "post me handovers answer": "test_undo.py",
    "post calls": "test_calls.py",
    "post reports actions": "test_calls.py",
    "post restrictions": "test_restrictions.py",
    "post restrictions actions": "test_restrictions.py",
    "get permits": "test_restrictions.py",
    "post permits": "test_restrictions.py",
    "post permits actions": "test_restrictions.py",
    "post offers": "test_offers.py",
    "get offers": "test_offers.py",
    "post offers actions": "test_offers.py",
    "get offers uses": "test_offers.py",
    "get offers matches": "test_matches.py",
    "post offers uses": "test_offers.py",
    "post uses actions": "test_offers.py",
    "post offers reveals": "test_offers.py",
    "post offers uses actions": "test_offers.py",
    "post offers forget": "test_offers.py",
    "get training files": "test_training.py",
    "post training files": "test_training.py",
    "post training files remove": "test_training.py",
    "post me volunteer": "test_volunteers.py",
    "post me availability": "test_volunteers.py",
    "get matches": "test_matches.py",
    "get teams": "test_teams.py",
    "post teams": "test_teams.py",
    "post teams actions": "test_teams.py",
    "post teams suggested": "test_teams.py",
    "get teams posts": "test_teams.py",
    "get teams posts live": "test_talk.py",
    "post teams posts": "test_teams.py",
    "post teams follow": "test_teams.py",
    "post readiness actions": "test_readiness.py",
    "post values-surveys": "test_readiness.py",
    "post values-surveys actions": "test_readiness.py",
    "post charter matrices": "test_charter.py",
    "post charter matrices actions": "test_charter.py",
    "post sheets": "test_questions.py",
    "post goals": "test_road_map.py",
    "get goals": "test_road_map.py",
    "post goals actions": "test_road_map.py",
    "post cognition terms": "test_road_map.py",
    "post cognition terms actions": "test_road_map.py",
    "post cognition evidence": "test_road_map.py",
    "post cognition evidence actions": "test_road_map.py",
    "get sheets": "test_questions.py",
    "post sheets answers": "test_questions.py",
    "post sheets actions": "test_questions.py",
    "get proposals": "test_proposals.py",
    "post proposals": "test_proposals.py",
    "post proposals actions": "test_proposals.py",
    "get proposals posts": "test_proposals.py",
    "get proposals posts live": "test_talk.py",
    "post proposals posts": "test_proposals.py",
    "post proposals follow": "test_talk.py",
    "post doings": "test_teams.py",
    "post doings actions": "test_teams.py",
    "get conversations": "test_conversations.py",
    "post conversations": "test_conversations.py",
    "post conversations imports": "test_conversations.py",
    "post conversations actions": "test_conversations.py",
    "get conversations statements": "test_conversations.py",
    "post conversations statements": "test_conversations.py",
    "post conversations statements actions": "test_conversations.py",
    "post conversations participants": "test_conversations.py",
    "get conversations next": "test_conversations.py",
    "post conversations votes": "test_conversations.py",
    "get conversations answers": "test_conversations.py",
    "get conversations results": "test_conversations.py",
    "get conversations readings": "test_conversations.py",
    "get conversations log": "test_conversations.py",
    "get conversations export": "test_conversations.py",
    "get conversations live": "test_conversations.py",
    "get me matches": "test_matches.py",
    "post help-calls": "test_waves.py",
    "get help-calls": "test_waves.py",
    "post help-calls actions": "test_waves.py",
    "post askings actions": "test_waves.py",
    "post contact-budget": "test_waves.py",
    "post robots": "test_robots.py",
    "post robots actions": "test_robots.py",
    "get hands": "test_robots.py",
    "post hands actions": "test_robots.py",
    "post plans": "test_plan.py",
    "get plans": "test_plan.py",
    "post plans actions": "test_plan.py",
    "get me small-tasks": "test_small.py",
    "post me small-tasks": "test_small.py",
    "post me small-tasks actions": "test_small.py",
    "get small-tasks": "test_small.py",
    "post small-tasks actions": "test_small.py",
    "get me week": "test_small.py",
    "get me work": "test_small.py",
    "get card": "test_cards.py",
    "get card.png": "test_cards.py",
    "post shares": "test_cards.py",
    "get me shares": "test_cards.py",
    "get spread": "test_cards.py",
    "get thanks": "test_cards.py",
    "get me card": "test_cards.py",
    "post me card": "test_cards.py",
    "post me card end": "test_cards.py",
    "get cards": "test_cards.py",
    "get cards card.png": "test_cards.py",
    "get records": "test_cards.py",
    "get records card.png": "test_cards.py",
    "post records": "test_cards.py",
    "post records actions": "test_cards.py",
    "get training": "test_training.py",
    "post training": "test_training.py",
    "post training tries": "test_training.py",
    "post training actions": "test_training.py",
    "post training gates": "test_training.py",
    "get points": "test_points.py",
    "post points": "test_points.py",
    "get me thanks": "test_points.py",
    "post me thanks": "test_points.py",
    "get thanks": "test_points.py",
    "get points shifts": "test_points.py",
    "post points shifts": "test_points.py",
    "get members points": "test_points.py",
    "post points awards": "test_points.py",
    "get badges": "test_badges.py",
    "post badges": "test_badges.py",
    "post badges keys": "test_badges.py",
    "post badges revocation": "test_badges.py",
    "post members badges": "test_badges.py",
    "get me badges": "test_badges.py",
    "post me badges": "test_badges.py",
    "get me badges credential": "test_badges.py",
    "get certificates": "test_badges.py",
    "post channel": "test_restrictions.py",
    "post channel answer": "test_restrictions.py",
    "post track permits": "test_restrictions.py",
    "get proposals ballot": "test_ballot_papers.py",
    "post proposals ballots": "test_ballot_papers.py",
    "post delegations": "test_ballot_papers.py",
    "post delegations actions": "test_ballot_papers.py",
    "post inbound": "test_care.py",
    "get co-signs": "test_care.py",
    "post co-signs": "test_care.py",
    "post co-signs actions": "test_care.py",
    "get referrals": "test_referral.py",
    "post referrals": "test_referral.py",
    "post referrals actions": "test_referral.py",
    "get track referrals": "test_referral.py",
    "post track referrals": "test_referral.py",
    "get referred": "test_referral.py",
    "post referred actions": "test_referral.py",
    "get charter": "test_charter.py",
    "get charter clauses": "test_charter.py",
    "get charter comparison": "test_charter.py",
    "get charter figures": "test_charter.py",
    "get charter stances": "test_charter.py",
    "post charter stances": "test_charter.py",
    "post charter": "test_charter.py",
    "get charter draft": "test_charter.py",
    "post charter draft": "test_charter.py",
    "post charter sections": "test_charter.py",
    "post charter draft clauses": "test_charter.py",
    "post charter draft clauses actions": "test_charter.py",
    "post charter actions": "test_charter.py",
    "get charter suggestions": "test_charter.py",
    "post charter suggestions": "test_charter.py",
    "post charter suggestions actions": "test_charter.py",
    "post charter amendments": "test_charter.py",
    "post charter draft mend": "test_charter.py",
    "get teams charter": "test_charter.py",
    "get teams charter clauses": "test_charter.py",
    "get teams charter comparison": "test_charter.py",
    "get teams charter figures": "test_charter.py",
    "get teams charter stances": "test_charter.py",
    "post teams charter stances": "test_charter.py",
    "post teams charter": "test_charter.py",
    "get teams charter draft": "test_charter.py",
    "post teams charter draft": "test_charter.py",
    "post teams charter sections": "test_charter.py",
    "post teams charter draft clauses": "test_charter.py",
    "post teams charter draft clauses actions": "test_charter.py",
    "post teams charter actions": "test_charter.py",
    "get teams charter suggestions": "test_charter.py",
    "post teams charter suggestions": "test_charter.py",
    "post teams charter suggestions actions": "test_charter.py",
    "post teams charter amendments": "test_charter.py",
    "post teams charter draft mend": "test_charter.py",
}


def test_every_door_of_the_document_opens(net):
    need, spare, member = net.published(), net.published(), net.member("weaver")
    claim = need.claim(member, 2)
    handover = ok(net.founder.post(f"/needs/{need.id}/handovers", {"to": member.member}), 201)
    line, steward = spare.line()["id"], net.member("data-steward")
    calls = {
        "post needs": (net.public, a_need()),
        "post similar": (net.public, {"title": "县医院缺口罩"}),
        "post institutions end": (net.member("verifier"), {"reason": "有人冒充"}),
        "post actions": (net.founder, {"action": "add", "text": "几点都行"}),
        "post claims": (member, {"line": line, "quantity": 1, "promisedBy": soon()}),
        "post claims actions": (member, {"action": "progress", "note": "出发"}),
        "post reveals": (member, {"purpose": "送货"}),
        "post handovers": (net.founder, {"to": member.member}),
        "post handovers actions": (member, {"action": "accept"}),
        "post match-weights": (net.founder, {"coverage": 40, "near": 20, "reliability": 20, "load": 10, "tier": 10}),
        "post settings": (net.founder, {"about": {"runBy": "志愿者组"}}),
        "post members vouches": (net.founder, {"kind": "identity", "how": "一起搬过三天口罩，值得信任"}),
        "post vouches actions": (net.founder, {"action": "renew"}),
        "post trust recounts": (net.founder, {}),
        "post pact": (net.founder, {"zh": "我们说到做到，做不到就早说。" * 12, "en": "We keep our word, or say so early. " * 6, "days": 14}),
        "post pact signatures": (member, {"hash": lambda: ok(member.get(f"/api/v1/networks/{net.slug}/pact"))["hash"]}),
        "post me membership": (member, {"level": "core"}),
        "post me rest": (net.member(name="rests"), {"rests": True}),
        "post me profile": (member, {"fields": [{"field": "skills", "text": "开车", "audience": "members"}]}),
        "post me company actions": (member, {"action": "take", "kind": "spreadCard"}),
        "post matters": (member, {"kind": "incident", "words": "有人在门口大声吵闹，护士很害怕"}),
        "post matters actions": (member, {"action": "say", "words": "后来他走了"}),
        "post invitations": (member, {"uses": 1, "days": 3}),
        "post members actions": (net.founder, {"action": "lift"}),
        "post roles actions": (member, {"action": "nominate", "member": member.member, "role": "facilitator", "words": "我愿意试试"}),
        "post vouch-asks": (member, {"to": net.founder.member, "kind": "skill", "subject": "开车", "words": "我们一起送过三趟防护物资"}),
        "post vouch-asks actions": (net.founder, {"action": "decline"}),
        "post recommendations": (net.founder, {"for": member.member, "kind": "skill", "subject": "开车", "how": "一起送过三趟货，很稳", "signers": [net.member("intake").member]}),
        "post mechanism": (net.founder, {"texts": {"aim": {"zh": "送到为止"}}}),
        "post mechanism actions": (net.founder, {
            "action": "ask", "reason": "第一次写下来",
            "hash": lambda: ok(net.founder.get(f"/api/v1/networks/{net.slug}/mechanism/draft"))["hash"]}),
        "post mechanism rules": (net.founder, {"objectionDays": 2}),
        "post proposals rules": (net.founder, {"unit": "persons", "quorum": 40}),
        "post track forget": (net.public, {}),
        "post track appeal": (net.public, {"words": "这是真的，可以打电话问病区"}),
        "post retention": (net.founder, {"contacts": 60}),
        "post reports": (member, {"kind": "need", "id": need.id, "words": "这里写了一位护士的名字"}),
        "post texts actions": (net.founder, {"action": "show"}),
        "post members looks": (member, {}),
        "post exports": (steward, {"purpose": "市卫健委的对口支援名单", "filter": {"state": "published"}}),
        "post exports actions": (net.founder, {"action": "refuse", "note": "范围太大"}),
        "post photos": (net.founder, PHOTO),
        "post track photos": (net.public, PHOTO),
        "post track photos remove": (net.public, {"file": lambda: spare_photo["id"]}),
        "post members certificates": (net.founder, {"kind": "danger", "until": "2030-06-30"}),
        "post certificates end": (net.founder, {}),
        "post claims second": (net.member(name="second"), {"answer": "yes"}),
        "post paper batches": (net.founder, {"count": 2, "place": "村委会"}),
        "post claims slips": (member, {"name": "李师傅", "vehicle": "蓝色货车", "hours": 6}),
        "post slips end": (member, {}),
        "post emergencies": (net.founder, {"name": lambda: f"洪水 {next(serial)}", "kind": "flood", "level": "local"}),
        "post emergencies phase": (net.founder, {"phase": "windingDown"}),
        "post emergencies review": (net.founder, {"wentWell": "来得快", "toChange": "多备车"}),
        "post track actions": (net.public, {"action": "add", "text": "补充"}),
        "post roster": (net.founder, {"member": member.member, "desk": "早班", "startsAt": soon(1), "endsAt": soon(5)}),
        "post bounces": (net.founder, {"address": "nobody@clinic.example"}),
        "post track reach": (net.public, {"channel": "call", "hours": "", "askEvery": 2}),
        "post track contacts": (net.public, {"name": "夜班", "phone": "13900005678", "hours": "20:00后"}),
        "post track read": (net.public, {}),
        "post track reports": (net.public, {"note": "有人要我交押金"}),
    }
    ok(net.founder.post(f"/api/v1/networks/{net.slug}/mechanism", {
        "texts": {part: {"zh": "我们说到做到"} for part in ("mission", "vision", "values", "line")}}))
    export = ok(steward.post(f"/api/v1/networks/{net.slug}/exports", {"purpose": "市卫健委的对口支援名单"}), 201)
    net.member("coordinator", name="hears")
    hidden = net.published()
    ok(net.founder.post(
        f"/api/v1/networks/{net.slug}/texts/need/{hidden.id}/actions", {"action": "hide", "reason": "写了别人的名字"}))
    vouch = ok(net.founder.post(
        f"/api/v1/networks/{net.slug}/members/{member.member}/vouches",
        {"kind": "integrity", "how": "一起搬过三天口罩，值得信任"}), 201)
    matter = ok(member.post(
        f"/api/v1/networks/{net.slug}/matters", {"kind": "incident", "words": "有人在门口大声吵闹，护士很害怕"}), 201)
    asked = ok(member.post(
        f"/api/v1/networks/{net.slug}/vouch-asks",
        {"to": net.founder.member, "kind": "skill", "subject": "修车", "words": "我们一起修过三天的旧货车"}), 201)
    together = ok(net.founder.post(
        f"/api/v1/networks/{net.slug}/recommendations",
        {"for": member.member, "kind": "integrity", "how": "一起搬过三天口罩，值得信任", "signers": [net.member("intake").member]}), 201)
    ended = net.need()
    ended.says("withdraw", reason="不用了")
    house = net.need(institution="青云县人民医院")
    house.act(net.founder, "acknowledge")
    house.act(net.member("verifier"), "verify", confidence="official", keepInstitution=True, checks=[
        {"id": "said-by", "answer": "yes"}, {"id": "called-back", "answer": "yes"}])
    known = ok(net.founder.get(f"/needs/{house.id}/institution"))["known"]["id"]
    batch = ok(net.founder.post(f"/api/v1/networks/{net.slug}/paper/batches", {"count": 1, "place": "村委会"}), 201)
    slip = ok(member.post(f"/claims/{claim['id']}/slips", {"name": "王师傅", "vehicle": "白色货车", "hours": 6}), 201)
    emergency = ok(net.founder.post(
        f"/api/v1/networks/{net.slug}/emergencies", {"name": "雪灾", "kind": "cold", "level": "local"}), 201)
    photo, spare_photo = send(need, png(), "门口"), send(need, png(), "后门")
    photo_code = photo["address"].rsplit("/", 1)[1]
    pair, certificate = dangerous(net, net.member(name="first"), net.member(name="second"))
    places = {"institutions": known, "claims": claim["id"], "members": member.member, "vouches": vouch["id"], "matters": matter["id"],
              "certificates": certificate["id"], "exports": export["id"], "batches": batch["id"], "slips": slip["id"],
              "emergencies": emergency["id"],
              "anchors": net.member(name="anchor", anchor=True).member, "vouch-asks": asked["id"], "recommendations": together["id"]}
    values = {"slug": net.slug, "code": need.code, "handover": handover["id"], "file": photo_code, "kind": "need"}
    operations = [(path, method) for path, doors in document(net)["paths"].items() for method in doors]
    elsewhere = set()
    for path, method in operations:
        words = [part for part in path.split("/")[3:] if not part.startswith("{") and part != "networks"]
        name = f"{method} {' '.join(words[1:] if words[0] == 'needs' and len(words) > 1 else words)}"
        if name in ELSEWHERE:
            elsewhere.add(name)
            last = [part for part in path.split("/") if not part.startswith("{")][-1]
            assert f"/{last}" in (HERE / ELSEWHERE[name]).read_text(), f"{path} is tried nowhere"
            continue
        place = path.split("/{id}")[0].split("/")[-1]
        item = places.get(place) or (spare.id if name in SPARE else need.id)
        hers = {"post track forget": ended, "post track appeal": hidden}.get(name, need)
        if name == "post claims second":
            item = pair["id"]
        code = photo_code if path.endswith("/files/{code}") else hers.code
        address = path.format(**{**values, "code": code}, id=item)
        query = {"secret": hers.secret} if "/track/{code}" in path else {}
        if method == "post":
            assert name in calls, f"no call is known for {method} {path}"
            caller, body = calls[name]
            if body is PHOTO:
                answer = caller.post(
                    address, files={"photo": ("x.png", png(), "image/png")}, data={"words": "货架"}, params=query)
            else:
                body = {key: value() if callable(value) else value for key, value in body.items()}
                answer = caller.post(address, body, params=query)
        else:
            answer = net.founder.get(address, params=query)
        assert answer.status_code in (200, 201), f"{method} {address}: {answer.status_code} {answer.text[:500]}"
        declared = document(net)["paths"][path][method]["responses"]
        assert str(answer.status_code) in declared, f"{method} {path}: {answer.status_code}, not {list(declared)}"
        kind = "image/jpeg" if path.endswith(("/files/{code}", "/photos/{file}")) else "application/json"
        assert answer.headers["Content-Type"].startswith(kind)
    assert elsewhere == ELSEWHERE.keys()


def dangerous(net, first, second):
    """A promise that waits for its second person, and the training of the first."""
    held = [
        ok(net.founder.post(
            f"/api/v1/networks/{net.slug}/members/{one.member}/certificates", {"kind": "danger", "until": "2030-06-30"}), 201)
        for one in (first, second)]
    briefings = ok(net.founder.get(f"/api/v1/networks/{net.slug}/settings"))["briefings"]
    read = next(one["version"] for one in briefings if one["category"] == "rescue")
    need = net.published(category="rescue", lines=[{"item": "救援人员", "kind": "people", "quantity": 2, "unit": "人"}])
    return need.claim(first, briefing=read, second=second.member), held[0]


def test_operation_ids_are_unique(net):
    ids = [door["operationId"] for doors in document(net)["paths"].values() for door in doors.values()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", ["/healthz", "/needs", "/needs/{id}", "/events", "/api/v1/openapi.json", "/"])
def test_head_is_get_without_a_body(net, path):
    need = net.published()
    path = path.format(id=need.id)
    until(lambda: "published" in net.founder.get("/events").text)
    plain = {"Accept-Encoding": "identity"}
    got, head = net.public.get(path, headers=plain), net.public.request("HEAD", path, headers=plain)
    assert head.status_code == got.status_code == 200 and head.content == b""
    assert head.headers["Content-Type"] == got.headers["Content-Type"]
    if "Content-Length" in head.headers:
        assert head.headers["Content-Length"] == got.headers["Content-Length"]


def test_head_of_what_is_missing_is_404(net):
    head = net.public.request("HEAD", "/needs/unknown")
    assert head.status_code == 404 and head.content == b""


def test_long_answers_are_compressed_when_asked(net):
    for _ in range(5):
        net.published()
    plain = net.public.get("/needs", headers={"Accept-Encoding": "identity"})
    short = net.public.get("/needs", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers and short.headers["Content-Encoding"] == "gzip"
    assert [item["id"] for item in plain.json()["items"]] == [item["id"] for item in short.json()["items"]]


def test_me_says_who_the_token_is(net):
    me = ok(net.member("verifier").get("/api/v1/me"))
    assert me["network"] == net.slug and me["roles"] == ["verifier"] and me["name"] == "verifier a"
    assert "operator" in ok(net.founder.get("/api/v1/me"))["scopes"]


def test_needs_of_one_network_are_unknown_in_another(server, net):
    other = Network(server)
    need = net.published()
    problem(other.public.get(f"/needs/{need.id}"), 404)
    assert other.public.items() == [] and other.founder.items() == []
    claim = need.claim(net.member("weaver"), 1)
    on_claim(other.founder, claim, "release", 404)
