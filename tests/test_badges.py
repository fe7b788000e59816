"""Badges, and an independent verifier of the standard: it accepts what the product signs, and nothing that was touched."""

import base64
import json

import pytest
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from servers import until
from support import Caller, Network, fields, ok, problem
from test_points import bring, thanks


def api(net, door=""):
    return f"/api/v1/networks/{net.slug}{door}"


def give(net, to, status=201, **more):
    body = {"kind": "trained", "about": "核实员", "evidence": "两次演练都做对了", **more}
    return ok(net.founder.post(api(net, f"/members/{to.member}/badges"), body), status)


def mine(net, by):
    return ok(by.get(api(net, "/me/badges")))["items"]


def credential(net, by, badge):
    return ok(by.get(api(net, f"/me/badges/{badge}/credential")))


def decoded(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def verifier(net, download=None):
    """A verifier that trusts the keys which the network says are its own, and knows nothing else of it."""
    keys = ok(net.public.get(api(net, "/badges")))["keys"]
    return {key["did"]: OB3Verifier.for_issuer_did(key["did"]) for key in keys}


def verify(net, token, status=True, **more):
    checks = verifier(net)[decoded(token)["iss"]]
    return checks.verify(
        token, check_status=status, download=lambda url: net.public.get(url.replace(net.server.url, "")).content, **more)


def test_what_is_issued_is_accepted_by_another_verifier(net):
    she = net.member(name="trained")
    badge = give(net, she)
    assert [one["id"] for one in mine(net, she)] == [badge["id"]]
    got = credential(net, she, badge["id"])
    accepted = verify(net, got["jwt"])
    assert accepted.achievement.name.endswith("核实员") and accepted.evidence[0].narrative == "两次演练都做对了"
    assert accepted.id == f"urn:uuid:{badge['id']}" and accepted.issuer.name == f"网络 {net.slug}"
    assert decoded(got["jwt"]) == got["credential"]
    # Nothing in it leads to its holder unless they agreed.
    assert she.email not in json.dumps(got) and accepted.identifiers == []
    # The baked picture carries the same.
    picture = she.get(f"/n/{net.slug}/me/badges/{badge['id']}/file", params={"as": "svg"})
    assert OB3Verifier.extract_token_from_svg(picture.content) == got["jwt"]


def test_what_was_touched_is_refused(net):
    she = net.member(name="touched")
    token = credential(net, she, give(net, she)["id"])["jwt"]
    head, body, signature = token.split(".")
    other = decoded(token)
    other["credentialSubject"]["achievement"]["name"] = "院长"
    forged = base64.urlsafe_b64encode(json.dumps(other).encode()).decode().rstrip("=")
    for bad in (f"{head}.{forged}.{signature}", f"{head}.{body}.{signature[:-6]}AAAAAA", f"{head}.{body}."):
        with pytest.raises(OB3VerificationError):
            verify(net, bad, status=False)
    # Another network signs with another key.
    foreign = Network(net.server)
    give(foreign, foreign.member(name="x"))
    with pytest.raises(OB3VerificationError):
        next(iter(verifier(foreign).values())).verify(token)


def test_what_was_revoked_is_refused(net):
    she, other = net.member(name="revoked"), net.member(name="other")
    badge, kept = give(net, she), give(net, other)
    token, good = credential(net, she, badge["id"])["jwt"], credential(net, other, kept["id"])["jwt"]
    verify(net, token)
    door = api(net, f"/badges/{badge['id']}/revocation")
    problem(she.post(door, {"reason": "不想要了"}), 403)
    assert fields(problem(net.founder.post(door, {"reason": ""}), 422)) == {"reason"}
    assert ok(net.founder.post(door, {"reason": "演练是别人做的"}))["revokedAt"]
    problem(net.founder.post(door, {"reason": "演练是别人做的"}), 409)
    verify(net, token, status=False)
    with pytest.raises(OB3VerificationError, match="revocation"):
        verify(net, token)
    verify(net, good)


def test_a_new_key_leaves_old_badges_good(net):
    she, other = net.member(name="old"), net.member(name="new")
    old = credential(net, she, give(net, she)["id"])["jwt"]
    problem(net.member("trainer").post(api(net, "/badges/keys")), 403)
    keys = ok(net.founder.post(api(net, "/badges/keys")))["keys"]
    assert [key["until"] is None for key in keys] == [True, False]
    new = credential(net, other, give(net, other)["id"])["jwt"]
    assert decoded(old)["iss"] == keys[1]["did"] and decoded(new)["iss"] == keys[0]["did"]
    verify(net, old)
    verify(net, new)


def test_a_certificate_page_is_its_holders(net):
    she = net.member(name="shows")
    badge = give(net, she)
    assert mine(net, she)[0]["page"] is None
    door = api(net, f"/me/badges/{badge['id']}")
    problem(net.member(name="other").post(door, {"isShown": True}), 404)
    page = ok(she.post(door, {"isShown": True}))["items"][0]["page"]
    code = page.rsplit("/", 1)[1]
    seen = net.public.get(f"/c/{code}", headers={"Accept-Language": "en"})
    assert seen.status_code == 200 and "Valid" in seen.text and "<svg class=\"qr\"" in seen.text
    assert "shows" not in seen.text.split("<main", 1)[1] and she.email not in seen.text
    ok(she.post(door, {"isShown": True, "showsName": True, "hasMail": True}))
    assert "shows" in net.public.get(f"/c/{code}").text
    state = ok(net.public.get(f"/api/v1/certificates/{code}"))
    assert state["state"] == "valid" and state["kind"] == "trained"
    # By the salted hash whoever knows the address can check that it is theirs.
    identity = verify(net, net.public.get(f"/c/{code}/credential").text).identifiers[0]
    assert identity.hashed and identity.identity_type == "emailAddress" and she.email not in str(identity)
    ok(net.founder.post(api(net, f"/badges/{badge['id']}/revocation"), {"reason": "登记错了"}))
    revoked = net.public.get(f"/c/{code}", headers={"Accept-Language": "zh"})
    assert "已撤销" in revoked.text and "登记错了" not in revoked.text
    assert ok(net.public.get(f"/api/v1/certificates/{code}"))["state"] == "revoked"
    # Taken back by its holder, it is as if it had never been.
    ok(she.post(door, {}))
    gone = net.public.get(f"/c/{code}", headers={"Accept-Language": "en"})
    assert gone.status_code == 404 and "Unknown" in gone.text
    assert ok(net.public.get(f"/api/v1/certificates/{code}")) == {"state": "unknown"}
    assert net.public.get("/c/nothing").status_code == 404


def test_rules_give_by_themselves(net):
    she = net.member(name="helps")
    bring(net, she)
    until(lambda: [one["kind"] for one in mine(net, she)] == ["first-help"])
    assert mine(net, she)[0]["byRule"]
    verify(net, credential(net, she, mine(net, she)[0]["id"])["jwt"])


def test_what_is_wrong_is_named(net):
    she, plain = net.member(name="wrong"), net.member(name="plain")
    problem(plain.post(api(net, f"/members/{she.member}/badges"), {"kind": "trained"}), 403)
    door = api(net, f"/members/{she.member}/badges")
    assert fields(problem(net.founder.post(door, {"kind": "king", "evidence": "好"}), 422)) == {"kind"}
    wrong = {"kind": "trained", "about": "", "evidence": "电话 13900001234"}
    assert fields(problem(net.founder.post(door, wrong), 422)) == {"about", "evidence"}
    problem(net.founder.post(api(net, f"/members/{net.founder.member}/badges"), {"kind": "trained"}), 403)
    give(net, she)
    give(net, she, status=409)
    kind = {"nameZh": "雪夜司机", "nameEn": "Driver in the snow", "criteriaZh": "雪夜里送到了", "criteriaEn": "Delivered in the snow"}
    assert fields(problem(net.founder.post(api(net, "/badges"), {**kind, "nameEn": ""}), 422)) == {"nameEn"}
    shelf = ok(net.founder.post(api(net, "/badges"), kind), 201)
    own = shelf["kinds"][-1]
    assert own["name"]["zh"] == "雪夜司机" and not own["byRule"]
    give(net, she, kind=own["kind"], about="")


def test_a_network_that_moves_takes_its_keys_along(net, own_server, tmp_path):
    she = net.member(name="moves")
    badge = give(net, she)
    token = credential(net, she, badge["id"])["jwt"]
    bring(net, she)
    until(lambda: [one["kind"] for one in mine(net, she)] == ["first-help", "trained"])
    file = tmp_path / "network.jsonl"
    file.write_text(net.server.weft("export", "all", "--network", net.slug).stdout, encoding="utf-8")
    there = own_server(start=False)
    there.environment["WEFT_MASTER_KEY_FILE"] = net.server.environment["WEFT_MASTER_KEY_FILE"]
    there.weft("import", "all", file)
    there.start()
    other = Network.__new__(Network)
    other.__dict__ = {**net.__dict__, "server": there}
    other.founder, other.public = (Caller(other, net.founder.token, net.founder.member), Caller(other))
    with_her = Caller(other, she.token, she.member)
    points = thanks(net, she)
    until(lambda: ok(with_her.get(api(other, "/me/thanks")))["points"] == points["points"])
    assert [line["id"] for line in thanks(other, with_her)["lines"]] == [line["id"] for line in points["lines"]]
    keys = ok(other.public.get(api(other, "/badges")))["keys"]
    assert keys == ok(net.public.get(api(net, "/badges")))["keys"]
    moved = credential(other, with_her, badge["id"])["jwt"]
    assert moved.split(".")[0] == token.split(".")[0] and decoded(moved)["jti"] == decoded(token)["jti"]
    ok(other.founder.post(api(other, f"/badges/{badge['id']}/revocation"), {"reason": "登记错了"}))
    with pytest.raises(OB3VerificationError, match="revocation"):
        checks = OB3Verifier.for_issuer_did(keys[0]["did"])
        checks.verify(moved, check_status=True, download=lambda url: other.public.get(
            "/n/" + url.split("/n/", 1)[1]).content)
