"""The requester's own door: by secret, or by code and digits; what she may do there."""

from reader import Reader
from support import a_need, fields, ok, on_claim, problem


def test_secret_opens_everything_that_is_hers(net):
    need = net.published(contact={"name": "李医生", "phone": "13900005678"}, place={"address": "后门3号"})
    track = need.track()
    assert track["state"] == "published" and track["trackingCode"] == need.code
    assert track["owner"] == {"id": net.founder.member, "name": "创办人"}
    assert track["private"]["contact"]["name"] == "李医生" and track["private"]["contact"]["address"] == "后门3号"
    assert track["need"]["title"] == need.body["title"] and track["due"]
    # Whoever types the code by hand may use small letters.
    typed = f"/api/v1/track/{need.code.lower()}"
    assert ok(net.public.get(typed, params={"secret": need.secret}))["state"] == "published"


def test_wrong_secret_is_404(net):
    need, other = net.need(), net.need()
    for secret in ("", "wrong", need.secret[:-1], need.secret + "A", other.secret, need.secret.swapcase()):
        need.track(404, secret=secret)
        need.says("withdraw", 404, query={"secret": secret or "x"})
    problem(net.public.get(f"/api/v1/track/{need.code}"), 404)
    for code in ("AAAAAAAA", "nonsense", other.code, "%00"):
        problem(net.public.get(f"/api/v1/track/{code}", params={"secret": need.secret}), 404)
    assert need.track()["state"] == "submitted"


def test_code_and_digits_show_all_but_the_contact(net):
    need = net.published(contact={"name": "李医生", "phone": "13900005678"}, place={"address": "后门3号"})
    response = net.public.get(f"/api/v1/track/{need.code}", params={"digits": "5678"})
    assert ok(response)["state"] == "published"
    for word in ("李医生", "13900005678", "后门3号", need.secret):
        assert word not in response.text
    digits = {"digits": "5678"}
    need.says("correct", 403, query=digits, contact={"phone": "13911112222"})
    need.says("correct", 403, query=digits, address="别处")
    assert need.says("correct", query=digits, title="新标题")["need"]["title"] == "新标题"
    assert need.says("withdraw", query=digits)["state"] == "withdrawn"


def test_wrong_digits_are_404(net):
    need = net.need()
    for digits in ("0000", "234", "12345", "", "abcd", "12 3"):
        need.track(404, by=net.anonymous("10.1.1.1"), digits=digits)
    only_mail = net.need(contact={"email": "her@example.org"})
    only_mail.track(404, digits="0000")


def test_guessing_digits_is_limited_and_locks_nobody_out(net):
    need = net.need()
    answers = [
        net.anonymous(f"10.2.{number}.1").get(f"/api/v1/track/{need.code}", params={"digits": f"{number:04}"})
        for number in range(40)]
    statuses = [answer.status_code for answer in answers]
    assert set(statuses) == {404, 429} and statuses.count(404) <= 20
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert need.track()["state"] == "submitted"


def test_guesses_count_however_the_code_is_written(net):
    need = net.need()
    forms = [need.code, need.code.lower(), f"{need.code[:4]}-{need.code[4:]}", f"{need.code[:4]} {need.code[4:]}",
             f"{need.code[:2]}-{need.code[2:]}", f"-{need.code}", f"{need.code}-", f"{need.code[:6]}-{need.code[6:]}"]
    statuses = [
        net.anonymous(f"10.3.{number}.1").get(
            f"/api/v1/track/{forms[number % len(forms)]}", params={"digits": f"{number:04}"}).status_code
        for number in range(48)]
    assert statuses.count(404) <= 20, "another way to write the code has guesses of its own"


def test_guesses_of_one_address_are_limited_over_all_needs(net):
    guesser = net.anonymous("10.4.4.4")
    statuses = [
        guesser.get(f"/api/v1/track/{net.need().code}", params={"digits": "0000"}).status_code for _ in range(40)]
    assert 429 in statuses


def test_right_digits_are_no_guesses(net):
    need = net.need()
    for _ in range(25):
        need.track(digits="1234")


def test_requester_adds_answers_and_corrects(net):
    need = net.need()
    assert need.says("add", text="北门收货")["state"] == "submitted"
    assert "北门收货" in str(need.track()["history"])
    assert fields(need.says("add", 422, text=" ")) == {"text"}
    need.says("correct", contact={"name": "王五", "phone": "13911119999"}, address="新地址9号")
    private = need.track()["private"]["contact"]
    assert private["name"] == "王五" and private["address"] == "新地址9号"
    need.track(404, digits="1234")
    assert need.track(digits="9999")["state"] == "submitted"
    for wrong, field in (({"contact": {"phone": "12"}}, "contact.phone"), ({"contact": {"name": "x"}}, "contact.phone"),
                         ({"contact": {"email": "x"}}, "contact.email"), ({"title": " "}, "title")):
        assert field in fields(need.says("correct", 422, **wrong))


def test_requester_does_nothing_of_the_desks(net):
    need = net.verified()
    for action, carries in {
            "acknowledge": {}, "verify": {"confidence": "official"}, "publish": {"audience": "public"},
            "reject": {"reason": "x"}, "close": {}, "merge": {"into": need.id},
            "markUnmet": {"reason": "x", "tried": "y"}, "assess": {"urgency": "critical", "reason": "x"},
            "cannotReach": {"channel": "x"}, "open": {}}.items():
        need.says(action, 403, **carries)
    assert fields(need.says("explode", 422)) == {"action"}
    assert need.track()["state"] == "verified"


def test_still_needed(net):
    need = net.published()
    assert fields(need.says("stillNeeded", 422, answer="perhaps")) == {"answer"}
    assert need.says("stillNeeded", answer="yes")["state"] == "published"
    need.claim(net.member("weaver"), 1)
    assert need.says("stillNeeded", answer="no")["state"] == "withdrawn"
    assert need.line()["claimed"] == 0
    net.need().says("stillNeeded", 409, answer="yes")


def test_confirm_and_rate(net):
    need, member = net.published(), net.member("weaver")
    assert need.says("confirm", 409)["state"] == "published"
    need.says("rate", 409, rating=5)
    on_claim(member, need.claim(member, 10), "deliver")
    assert fields(need.says("confirm", 422, rating=6)) == {"rating"}
    assert need.says("confirm", rating="4")["state"] == "confirmed"
    for wrong in (0, 6, "good", None):
        assert fields(need.says("rate", 422, rating=wrong)) == {"rating"}
    assert need.says("rate", rating=5)["state"] == "confirmed"


def test_member_confirms_on_her_behalf_with_a_note(net):
    need, member = net.published(), net.member("weaver")
    on_claim(member, need.claim(member, 10), "deliver")
    need.act(member, "confirm", 403, note="我送的")
    assert fields(need.act(net.founder, "confirm", 422)) == {"note"}
    assert need.act(net.founder, "confirm", note="她打电话说收到了")["state"] == "confirmed"


def test_not_delivered_opens_a_dispute(net):
    need, member = net.published(), net.member("weaver")
    need.says("notDelivered", 409, note="没有收到")
    on_claim(member, need.claim(member, 10), "deliver")
    need.says("confirm")
    track = need.says("notDelivered", note="是空箱子")
    assert track["state"] not in ("confirmed", "closed", "delivered")
    assert [claim["state"] for claim in track["claims"]] == ["disputed"]
    assert any(item["kind"] == "dispute" for item in ok(net.founder.get("/me/waiting"))["items"])


def test_two_needs_of_one_phone_stay_apart(net):
    one, two = net.need(), net.need()
    assert one.track(digits="1234")["need"]["id"] == one.id
    assert two.track(digits="1234")["need"]["id"] == two.id


def test_repeated_key_acts_once(net):
    need, key = net.need(), {"Idempotency-Key": "t-1"}
    path, body = f"/api/v1/track/{need.code}/actions", {"action": "add", "text": "北门"}
    for _ in range(3):
        ok(net.public.post(path, body, headers=key, params={"secret": need.secret}))
    assert [event["kind"] for event in need.track()["history"]].count("added") == 1
    problem(net.public.post(path, {**body, "text": "南门"}, headers=key, params={"secret": need.secret}), 422)


def test_receipt_of_a_repeated_submission_opens_the_same_need(net):
    body = a_need()
    first, second = (ok(net.public.post("/needs", body), 201) for _ in range(2))
    assert first["trackingURL"] == second["trackingURL"]


def test_she_counts_what_is_usable_without_a_quarrel(net):
    need, member = net.published(lines=[{"item": "N95口罩", "quantity": 40, "unit": "只"}]), net.member(name="brings")
    claim = need.claim(member, 40)
    on_claim(member, claim, "deliver", quantity=30)
    door, secret = f"/api/v1/track/{need.code}/claims/{claim['id']}/actions", {"secret": need.secret}
    other = net.need()
    problem(net.public.post(f"/api/v1/track/{other.code}/claims/{claim['id']}/actions", {"action": "confirm"},
                            params={"secret": other.secret}), 404)
    assert fields(problem(net.public.post(door, {"action": "release"}, params=secret), 422)) == {"action"}
    assert fields(problem(net.public.post(door, {"action": "confirm", "quantity": 31}, params=secret), 422)) == {"quantity"}
    she = Reader(net)
    page = she.go(need.url)
    assert "Count what came" in page
    she.submit(f"/claims/{claim['id']}", quantity="25", note="5 damaged")
    line = need.line()
    assert line["delivered"] == 25 and line["remaining"] == 15
    assert "Count what came" not in she.go(f"/t/{need.code}")
    problem(net.public.post(door, {"action": "confirm"}, params=secret), 409)

