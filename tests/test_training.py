"""Training: written by trainers, passed by members, asked for by those who lead – and what is closed without it."""

import pytest
from reader import Reader
from support import Network, fields, ok, problem
from test_files import png


def api(net, door=""):
    return f"/api/v1/networks/{net.slug}/training{door}"


MODULE = {
    "title": {"zh": "接电话", "en": "Taking calls"}, "summary": {"zh": "先听后问"},
    "body": {"zh": "先听完。\n\n再问。"}, "passMark": 60, "months": 6,
    "questions": [
        {"text": {"zh": "先做什么？"}, "why": {"zh": "先听。"},
         "options": [{"text": {"zh": "听"}, "right": True}, {"text": {"zh": "说"}}]},
        {"text": {"zh": "问什么？"}, "why": {"zh": "只问用得上的。"},
         "options": [{"text": {"zh": "缺什么"}, "right": True}, {"text": {"zh": "账号"}}, {"text": {"zh": "送到哪里"}, "right": True}]},
    ],
}
RIGHT = [[0], [0, 2]]


def write(net, by=None, status=201, **more):
    return ok((by or net.member("trainer")).post(api(net), {**MODULE, **more}), status)


def take(net, by, module, answers=RIGHT, status=200, version=1):
    return ok(by.post(api(net, f"/{module}/tries"), {"version": version, "answers": answers}), status)


def gate(net, subject, module, on=True, by=None, status=200):
    return ok((by or net.founder).post(api(net, "/gates"), {"subject": subject, "module": module, "on": on}), status)


def test_a_trainer_writes_and_members_pass(net):
    plain = net.member(name="plain")
    problem(plain.post(api(net), MODULE), 403)
    problem(net.member("verifier").post(api(net), MODULE), 403)
    problem(net.public.get(api(net)), 401)
    made = write(net)
    assert made["version"] == 1 and made["questions"][0]["options"][0]["right"]
    read = ok(plain.get(api(net, f"/{made['id']}")))
    # What is right is told to nobody who has yet to answer.
    assert "right" not in read["questions"][0]["options"][0] and "why" not in read["questions"][0]
    assert read["questions"][1]["several"] and not read["passed"]
    assert fields(problem(plain.post(api(net, f"/{made['id']}/tries"), {"version": 1, "answers": [[0]]}), 422)) == {"q1"}
    assert fields(problem(plain.post(api(net, f"/{made['id']}/tries"), {"answers": RIGHT}), 422)) == {"version"}
    failed = take(net, plain, made["id"], [[1], [0]])
    assert not failed["passed"] and failed["score"] == 0 and [one["question"] for one in failed["wrong"]] == [0, 1]
    assert failed["wrong"][0]["why"] == {"zh": "先听。"} and failed["until"] is None
    passed = take(net, plain, made["id"])
    assert passed["passed"] and passed["score"] == 100 and passed["wrong"] == [] and passed["until"]
    mine = ok(plain.get("/me/training"))["items"]
    assert [one["id"] for one in mine] == [made["id"]] and mine[0]["passed"]
    trained = ok(net.member("trainer").get(f"/api/v1/networks/{net.slug}/trained", params={"module": made["id"]}))
    assert [one["member"] for one in trained["items"]] == [plain.member] and "score" not in trained["items"][0]
    problem(plain.get(f"/api/v1/networks/{net.slug}/trained"), 403)
    problem(net.member("verifier").get(f"/api/v1/networks/{net.slug}/trained"), 403)


def test_three_tries_an_hour(net):
    plain, made = net.member(name="tries"), write(net)
    for _ in range(3):
        assert not take(net, plain, made["id"], [[1], [1]])["passed"]
    late = plain.post(api(net, f"/{made['id']}/tries"), {"version": 1, "answers": RIGHT})
    problem(late, 429)
    assert 0 < int(late.headers["Retry-After"]) <= 3600
    # Another is not held up by it.
    assert take(net, net.member(name="other"), made["id"])["passed"]


def test_versions_and_what_is_wrong(net):
    trainer, made = net.member("trainer"), write(net)
    wrong = problem(trainer.post(api(net), {"title": {"en": "x" * 121}, "passMark": 10, "months": 0, "questions": [
        {"text": {"en": "?"}, "why": {"en": "!"}, "options": [{"text": {"en": "a"}, "right": True}]}]}), 422)
    assert fields(wrong) == {"title", "body", "passMark", "months", "questions.0"}
    again = ok(trainer.post(api(net, f"/{made['id']}"), {**MODULE, "months": 24, "read": 1}))
    assert again["version"] == 2 and again["months"] == 24
    problem(trainer.post(api(net, f"/{made['id']}"), {**MODULE, "read": 1}), 409)
    gone = ok(trainer.post(api(net, f"/{made['id']}/actions"), {"action": "withdraw"}))
    assert gone["state"] == "withdrawn"
    problem(net.member(name="plain").get(api(net, f"/{made['id']}")), 404)
    problem(trainer.post(api(net, f"/{made['id']}/actions"), {"action": "withdraw"}), 409)
    assert ok(trainer.post(api(net, f"/{made['id']}/actions"), {"action": "offer"}))["state"] == "open"
    assert fields(problem(trainer.post(api(net, f"/{made['id']}/actions"), {"action": "burn"}), 422)) == {"action"}


def test_answers_to_another_version_count_for_nothing(net):
    trainer, plain, made = net.member("trainer"), net.member(name="slow"), write(net)
    she = Reader(net).sign_in(plain)
    she.go(f"/n/{net.slug}/training/{made['id']}")
    ok(trainer.post(api(net, f"/{made['id']}"), {**MODULE, "title": {"en": "Taking calls anew"}, "read": 1}))
    page = she.submit("/tries", 409, q0="0", q1=["0", "2"])
    assert "changed while you answered" in page and "Taking calls anew" in page and '" checked' not in page
    take(net, plain, made["id"], status=409)
    assert not ok(plain.get(api(net, f"/{made['id']}")))["passed"]
    # The page shows the new one: answered as it stands now, it counts.
    assert "good until" in she.submit("/tries", q0="0", q1=["0", "2"])


def test_what_is_shipped_is_offered_and_nothing_is_in_force(net):
    listed = ok(net.founder.get(api(net)))
    assert listed["shipped"] == ["intake-call", "call-back", "deliver-safely"] and listed["gates"] == []
    assert ok(net.member(name="plain").get(api(net)))["shipped"] == []
    adopted = ok(net.founder.post(api(net), {"key": "call-back"}), 201)
    assert adopted["title"] == {"zh": "回拨核实", "en": "Verifying by calling back"} and len(adopted["questions"]) == 5
    problem(net.founder.post(api(net), {"key": "call-back"}), 409)
    assert fields(problem(net.founder.post(api(net), {"key": "flying"}), 422)) == {"key"}
    assert ok(net.founder.get(api(net)))["shipped"] == ["intake-call", "deliver-safely"]


@pytest.mark.parametrize("training", [True, False])
def test_a_new_network_asks_its_verifiers_unless_it_is_told_not_to(server, training):
    net = Network(server, training=training)
    plain, listed = net.member(name="wants"), ok(net.founder.get(api(net)))
    assert [gate["subject"] for gate in listed["gates"]] == (["role:verifier"] if training else [])
    assert ("call-back" in listed["shipped"]) != training
    named = plain.post(f"/api/v1/networks/{net.slug}/roles/actions",
                       {"action": "nominate", "member": plain.member, "role": "verifier", "words": "我愿意学着核实"})
    if not training:
        ok(named)
        return
    module = problem(named, 409)["training"]
    assert module == listed["gates"][0]["module"]
    # Who is entered with the role works at once and has fourteen days.
    verifier, need = net.member("verifier"), net.need()
    need.act(net.founder, "acknowledge")
    need.act(verifier, "verify", confidence="official")


def test_a_role_takes_a_training(net):
    plain, verifier, made = net.member(name="wants"), net.member("verifier"), write(net)
    role = {"action": "nominate", "member": plain.member, "role": "verifier", "words": "我愿意学着核实"}
    problem(net.member("trainer").post(api(net, "/gates"), {"subject": "role:verifier", "module": made["id"]}), 403)
    assert fields(problem(net.founder.post(api(net, "/gates"), {"subject": "role:king", "module": made["id"]}), 422)) == {"subject"}
    assert gate(net, "role:verifier", made["id"])["gates"][0]["subject"] == "role:verifier"
    problem(net.founder.post(api(net, "/gates"), {"subject": "role:verifier", "module": made["id"]}), 409)
    refused = problem(plain.post(f"/api/v1/networks/{net.slug}/roles/actions", role), 409)
    assert refused["training"] == made["id"] and "接电话" in refused["detail"]
    # Who holds it has fourteen days, with a clock at home.
    assert ok(verifier.get("/me/training"))["items"][0]["asked"]
    assert f"/n/{net.slug}/training/{made['id']}" in verifier.get("/home").text
    need = net.need()
    need.act(net.founder, "acknowledge")
    need.act(verifier, "verify", confidence="official")
    take(net, plain, made["id"])
    ok(plain.post(f"/api/v1/networks/{net.slug}/roles/actions", role))
    problem(net.member("trainer").post(api(net, f"/{made['id']}/actions"), {"action": "withdraw"}), 409)
    assert gate(net, "role:verifier", made["id"], on=False)["gates"] == []


def test_an_act_takes_a_training(net):
    helper, ready, made = net.member(name="helper"), net.member(name="ready"), write(net)
    need = net.published()
    take(net, ready, made["id"])
    gate(net, "act:claim", made["id"])
    body = {"line": need.line()["id"], "quantity": 1, "promisedBy": "2031-01-01T00:00:00Z"}
    refused = problem(helper.post(f"/needs/{need.id}/claims", body), 403)
    assert f"/n/{net.slug}/training/{made['id']}" in refused["detail"]
    need.claim(ready, 1)
    take(net, helper, made["id"])
    need.claim(helper, 1)
    gate(net, "act:claim", made["id"], on=False)


def test_opening_the_queue_takes_a_training(net):
    verifier, made = net.member("verifier", name="queue"), write(net)
    need = net.need()
    need.act(net.founder, "acknowledge")
    gate(net, "act:verify", made["id"])
    refused = need.act(verifier, "verify", 403, confidence="official")
    assert f"/n/{net.slug}/training/{made['id']}" in refused["detail"]
    take(net, verifier, made["id"])
    need.act(verifier, "verify", confidence="official")
    gate(net, "act:openItem", made["id"])
    other = net.member("verifier", name="untrained")
    refused = net.need().act(other, "open", 403)
    assert f"/n/{net.slug}/training/{made['id']}" in refused["detail"]
    assert f"/n/{net.slug}/training/{made['id']}" in other.get(f"/n/{net.slug}/queue").text
    for subject in ("act:verify", "act:openItem"):
        gate(net, subject, made["id"], on=False)


def test_pictures_of_a_module_are_seen_by_its_readers(net):
    trainer, plain, module = net.member("trainer"), net.member(name="plain"), write(net)["id"]
    def send(by, words="口罩这样戴", photo=png()):
        return by.post(api(net, f"/{module}/files"), files={"photo": ("x.png", photo, "image/png")}, data={"words": words})

    problem(send(plain), 403)
    problem(send(net.public), 401)
    assert fields(problem(send(trainer, words=""), 422)) == {"words"}
    assert fields(problem(send(trainer, photo=b"nothing"), 422)) == {"photo"}
    made = ok(send(trainer), 201)
    listed = ok(plain.get(api(net, f"/{module}/files")))["items"]
    assert [one["words"] for one in listed] == ["口罩这样戴"]
    address = listed[0]["address"]
    assert plain.get(address).headers["Content-Type"] == "image/jpeg"
    problem(net.public.get(address), 404)
    # What was withdrawn is read by who writes alone; so are its pictures.
    ok(trainer.post(api(net, f"/{module}/actions"), {"action": "withdraw"}))
    problem(plain.get(address), 404)
    assert trainer.get(address).status_code == 200
    problem(plain.post(api(net, f"/{module}/files/remove"), {"file": made["id"]}), 403)
    ok(trainer.post(api(net, f"/{module}/files/remove"), {"file": made["id"]}))
    problem(trainer.get(address), 404)
    problem(trainer.post(api(net, f"/{module}/files/remove"), {"file": made["id"]}), 404)
