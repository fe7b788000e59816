"""A new device and a changed address: for 72 hours no vouches and no contacts from there; everything else goes on."""

import sqlite3

import pytest

from reader import Reader
from support import Network, a_need, ok, problem
from test_api_trust import HOW, act, v, vouch
from test_channels import By, change_mail

DAYS = 24 * 3_600_000


@pytest.fixture
def own(own_server):
    return Network(own_server())


def store(net, statement):
    """What only time does."""
    if net.server.engine == "sqlite":
        with sqlite3.connect(net.server.storage, timeout=60) as db:
            db.execute(statement)
        db.close()
    else:
        net.server.psql(statement)


def test_vouches_and_contacts_are_held_and_nothing_else(own):
    anna, bert = own.member(name="anna"), own.member(name="bert")
    kept = vouch(own, anna, bert, kind="integrity")
    need, carl = own.published(), own.member(name="carl")
    need.claim(anna)
    profile = Reader(own).sign_in(bert)
    profile.go("/me/profile")
    profile.submit("/me/profile", phone="13912345678", **{"who.phone": "members"})
    asked = ok(carl.post(
        v(own, "/vouch-asks"), {"to": anna.member, "kind": "integrity", "words": "We drove three loads together"}), 201)
    reader = Reader(own).sign_in(anna)
    assert "can&#39;t vouch" not in reader.go("/me/security") and "can't vouch" not in reader.page.text
    change_mail(reader, f"new@{own.slug}.example")
    for answer in (
            anna.post(v(own, f"/members/{bert.member}/vouches"), {"kind": "identity", "how": HOW}),
            anna.post(v(own, f"/vouches/{kept['id']}/actions"), {"action": "renew"}),
            anna.post(v(own, f"/vouch-asks/{asked['id']}/actions"), {"action": "vouch", "how": HOW}),
            anna.post(v(own, "/recommendations"), {
                "for": carl.member, "kind": "integrity", "how": HOW, "signers": [bert.member]}),
            anna.post(v(own, f"/members/{bert.member}/looks"), {}),
            anna.post(f"/needs/{need.id}/reveals", {"purpose": "when to come"})):
        said = problem(answer, 403)["detail"]
        assert "until" in said or "之前" in said
    assert "this device is new" in reader.go("/me/security")
    # Asking for help, promising, taking a vouch back: all as before.
    ok(anna.post("/needs", a_need()), 201)
    act(own, anna, kept, "revoke", reason="moved away")
    # What had the account long before the change is not held.
    store(own, f"UPDATE tokens SET created_at = created_at - {4 * DAYS}")
    vouch(own, anna, bert)
    ok(anna.post(f"/needs/{need.id}/reveals", {"purpose": "when to come"}))
    assert "this device is new" in reader.go("/me/security")
    store(own, f"UPDATE devices SET first_at = first_at - {4 * DAYS}")
    assert "this device is new" not in reader.go("/me/security")
    # A device that comes after the change is new, whoever uses it.
    other = Reader(own, agent="Mozilla/5.0 (Windows NT 10.0) Chrome/130.0").sign_in(By(f"new@{own.slug}.example"))
    assert "this device is new" in other.go("/me/security")
    store(own, f"UPDATE persons SET channel_changed_at = channel_changed_at - {3 * DAYS}")
    assert "this device is new" not in other.go("/me/security")


def test_those_who_vouch_are_told_of_a_new_device_only(own):
    anna, bert = own.member(name="anna"), own.member(name="bert")
    vouch(own, bert, anna)
    reader = Reader(own).sign_in(anna)
    read = change_mail(reader, f"one@{own.slug}.example")
    assert read("您背书的人更改了联系方式|Somebody you vouch for is reached elsewhere")
    store(own, f"UPDATE devices SET first_at = first_at - {4 * DAYS}")
    before = own.server.log.stat().st_size
    read = change_mail(reader, f"two@{own.slug}.example")
    assert read("take-back")
    text = own.server.log.read_bytes()[before:].decode(errors="replace")
    assert "您背书的人" not in text and "Somebody you vouch for" not in text


def test_without_a_change_a_new_device_is_not_held(net):
    anna, bert = net.member(name="anna"), net.member(name="bert")
    Reader(net).sign_in(anna)
    vouch(net, anna, bert)
