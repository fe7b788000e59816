"""Who fits a need and what fits oneself: best first, with reasons in words; nobody who rests, nothing a reader may not know."""

from reader import Reader
from servers import until
from support import ok, problem
from test_offers import Offer
from test_volunteers import change, say


def matches(net, need, by=None, status=200, **headers):
    by = by or net.member("dispatcher")
    return ok(by.get(f"/api/v1/networks/{net.slug}/needs/{need.id}/matches", headers=headers), status)


def mine(net, by):
    return ok(by.get(f"/api/v1/networks/{net.slug}/me/matches"))


def group(found, by, item):
    return next(one for one in found["lines"] if one["by"] == by and one["item"] == item)


def a_driver(net, name):
    she = net.member(name=name)
    change(she, skills=[{"skill": "开车"}], languages=["zh"])
    say(she, "now", hours=2)
    return she


def asks(net):
    return net.published(place={"area": ["中国", "湖北省", "武汉市", "江汉区"]}, lines=[
        {"item": "口罩", "quantity": 80, "unit": "只"}, {"item": "司机", "kind": "people", "quantity": 1}])


def test_offers_and_people_with_their_reasons(net):
    need, she, offer = asks(net), a_driver(net, "会开车"), Offer(net).listed()

    def fitting():
        found = matches(net, need, **{"Accept-Language": "zh"})
        goods, people = group(found, "offers", "口罩"), group(found, "people", "司机")
        return (goods, people) if goods["fits"] and people["fits"] else None

    goods, people = until(fitting)
    first = goods["fits"][0]
    assert first["offer"] == offer.id and goods["nobody"] is None and goods["wanted"] == 80
    # All that it takes to ask for it.
    assert first["offerLine"] == offer.read()["lines"][0]["id"] and first["suggested"] == 80
    assert goods["line"] == need.line()["id"] and goods["open"] == 80 and goods["asked"] == []
    kinds = {one["kind"]: one["words"] for one in first["reasons"]}
    assert kinds["item"] == "有N95口罩" and "100" in kinds["amount"] and "near" in kinds
    assert people["fits"][0]["member"] == she.member and people["fits"][0]["name"]
    kinds = {one["kind"]: one["words"] for one in people["fits"][0]["reasons"]}
    assert kinds["skills"] == "会开车" and kinds["free"].startswith("今天说了") and kinds["language"] == "会说中文"
    # No score of a person, no contact of anybody.
    text = str(matches(net, need))
    assert "score" not in text and "1390000" not in text and "金丝雀" not in text
    # Nobody offers a driver: the rule is named.
    nobody = group(matches(net, need), "offers", "司机")
    assert nobody["nobody"] == "thing" and nobody["nobodyBecause"]
    say(she, "pause", until="")
    assert until(lambda: group(matches(net, need), "people", "司机")["nobody"] == "paused" or None)


def test_who_may_look(net):
    need, hidden = asks(net), net.need()
    problem(net.public.get(f"/api/v1/networks/{net.slug}/needs/{need.id}/matches"), 401)
    for caller in (net.member(name="anybody"), net.member("verifier")):
        problem(caller.get(f"/api/v1/networks/{net.slug}/needs/{need.id}/matches"), 403)
    # What is not on the board yet is matched with nobody.
    problem(net.founder.get(f"/api/v1/networks/{net.slug}/needs/{hidden.id}/matches"), 409)
    problem(net.public.get(f"/api/v1/networks/{net.slug}/me/matches"), 401)


def test_what_one_can_do_now(net):
    she, need = a_driver(net, "会开车"), asks(net)
    other = net.published(lines=[{"item": "护士", "kind": "people", "quantity": 2}])

    def found():
        items = [one for one in mine(net, she)["items"] if one["need"] == need.id]
        return items[0] if items else None

    item = until(found)
    assert [line["item"] for line in item["lines"]] == ["司机"]
    assert item["title"] and {"skills", "language"} <= {one["kind"] for one in item["lines"][0]["reasons"]}
    assert other.id not in [one["need"] for one in mine(net, she)["items"]]
    # What she has promised she needs not be told.
    need.claim(she, 1, index=1)
    assert need.id not in [one["need"] for one in mine(net, she)["items"]]
    say(she, "pause", until="")
    paused = mine(net, she)
    assert paused["stop"] == "paused" and paused["items"] == []
    nothing = mine(net, net.member(name="new"))
    assert nothing["items"] == [] and nothing["nothing"] == "thing" and nothing["nothingBecause"]


def test_pages_say_the_same_in_both_languages(net):
    need, she = asks(net), a_driver(net, "会开车")
    Offer(net).listed()
    until(lambda: group(matches(net, need), "people", "司机")["fits"])
    dispatcher = net.member("dispatcher")
    for language, link, reason, nobody in [
            ("zh", "谁合适", "会开车", "没有人提供这样东西。"), ("en", "Who fits", "can do: Driving", "Nobody offers this.")]:
        reader = Reader(net, language=language).sign_in(dispatcher)
        page = reader.go(f"/n/{net.slug}/needs/{need.id}")
        assert link in page and f"/needs/{need.id}/matches" in page
        page = reader.go(f"/n/{net.slug}/needs/{need.id}/matches")
        assert reason in page and nobody in page and f"/members/{she.member}" in page
    reader = Reader(net, language="en").sign_in(she)
    assert "/matches" not in reader.go(f"/n/{net.slug}/needs/{need.id}").replace("/me/matches", "")
    reader.go(f"/n/{net.slug}/needs/{need.id}/matches", 403)
    for page in ("/home", f"/n/{net.slug}/needs"):
        assert f"/n/{net.slug}/me/matches" in reader.go(page)
    assert f"/needs/{need.id}" in reader.go(f"/n/{net.slug}/me/matches")
    say(she, "pause", until="")
    assert "You pause" in reader.go(f"/n/{net.slug}/me/matches")


def of_offer(net, offer, by, status=200):
    return ok(by.get(f"/api/v1/networks/{net.slug}/offers/{offer.id}/matches"), status)


def test_where_an_offer_is_needed(net):
    need, offer, dispatcher = asks(net), Offer(net).listed(), net.member("dispatcher")
    tents = net.published(lines=[{"item": "帐篷", "quantity": 30, "unit": "顶"}])

    def fitting(by, *needs):
        lines = of_offer(net, offer, by)["lines"]
        return lines[0] if len(lines) == 1 and {one["need"] for one in lines[0]["fits"]} == set(needs) else None

    line = until(lambda: fitting(dispatcher, need.id))
    assert tents.id not in str(line)
    assert line["item"] == "N95口罩" and line["left"] == 100 and line["nothing"] is None
    first = next(one for one in line["fits"] if one["need"] == need.id)
    assert first["item"] == "口罩" and first["wanted"] == 80 and {"item", "near"} <= {one["kind"] for one in first["reasons"]}
    assert first["next"] is None and first["others"] == 0
    text = str(line)
    assert "score" not in text and "1390000" not in text and "金丝雀" not in text
    # Another has some too, and is named as the next best.
    other = Offer(net).listed()
    found = until(lambda: next(
        (one for one in of_offer(net, offer, dispatcher)["lines"][0]["fits"] if one["need"] == need.id and one["next"]), None))
    assert found["next"]["id"] == other.id and found["others"] == 1
    # Whose it is reads it, nobody else does.
    assert need.id in [one["need"] for one in of_offer(net, offer, offer.by)["lines"][0]["fits"]]
    problem(net.member(name="anybody").get(f"/api/v1/networks/{net.slug}/offers/{offer.id}/matches"), 403)
    problem(net.public.get(f"/api/v1/networks/{net.slug}/offers/{offer.id}/matches"), 401)
    problem(offer.by.get(f"/api/v1/networks/{net.slug}/offers/{Offer(net, by=offer.by).id}/matches"), 409)
    # Pages say the same, and lead there from the offer's own.
    for language, link, more in [("zh", "最适合哪项求助", "其次："), ("en", "Where it is needed", "Next best:")]:
        reader = Reader(net, language=language).sign_in(offer.by)
        page = reader.go(f"/n/{net.slug}/offers/{offer.id}")
        assert link in page and f"/offers/{offer.id}/matches" in page
        page = reader.go(f"/n/{net.slug}/offers/{offer.id}/matches")
        assert f"/needs/{need.id}" in page and more in page
    stranger = Reader(net, language="en").sign_in(net.member(name="anybody"))
    assert f"/offers/{offer.id}/matches" not in stranger.go(f"/n/{net.slug}/offers/{offer.id}")


def test_who_else_could_is_a_number_and_no_name(net):
    she, need = a_driver(net, "会开车"), asks(net)

    def others():
        items = [one for one in mine(net, she)["items"] if one["need"] == need.id]
        return items[0]["lines"][0]["others"] if items else None

    until(lambda: others() == 0)
    assert "Nobody else fits" in Reader(net, language="en").sign_in(she).go(f"/n/{net.slug}/me/matches")
    second = a_driver(net, "另一位司机")
    until(lambda: others() == 1)
    found = mine(net, she)
    assert second.member not in str(found) and "另一位司机" not in str(found)
    page = Reader(net, language="en").sign_in(she).go(f"/n/{net.slug}/me/matches")
    assert "Besides you one other person fits" in page and "另一位司机" not in page


def suits(net, need, by, status=200, **headers):
    return ok(by.get(f"/api/v1/networks/{net.slug}/me/matches/{need.id}", headers=headers), status)


def test_why_not_me(net):
    plain, need = net.member(name="plain"), asks(net)
    found = suits(net, need, plain, **{"Accept-Language": "zh"})
    assert found["need"] == need.id and found["bar"] is None and found["stop"] is None
    line = found["lines"][0]
    assert len(found["lines"]) == 1 and line["item"] == "司机" and not line["suits"] and line["found"] is None
    assert [one["kind"] for one in line["inTheWay"]] == ["skills"] and line["inTheWay"][0]["way"] == f"/n/{net.slug}/me/volunteer#what"
    assert "开车" in line["inTheWay"][0]["words"]
    for language, words in [("zh", "现在不适合"), ("en", "It does not suit you now")]:
        reader = Reader(net, language=language).sign_in(plain)
        assert f"/me/matches/{need.id}" in reader.go(f"/n/{net.slug}/needs/{need.id}")
        page = reader.go(f"/n/{net.slug}/me/matches/{need.id}")
        assert words in page and f"/n/{net.slug}/me/volunteer#what" in page
    she, other = a_driver(net, "会开车"), a_driver(net, "另一位司机")

    def ranked():
        line = suits(net, need, she)["lines"][0]
        return line if (line["found"] or {}).get("of") == 2 else None

    line = until(ranked)
    assert line["suits"] and line["others"] == 1 and line["found"]["place"] in (1, 2)
    assert other.member not in str(line) and "另一位司机" not in str(line)
    # What asks for things, what one has promised, what nobody may know of.
    things, hidden = net.published(), net.need()
    assert suits(net, things, she)["bar"] == "things"
    assert f"/me/matches/{things.id}" not in Reader(net).sign_in(she).go(f"/n/{net.slug}/needs/{things.id}")
    need.claim(she, 1, index=1)
    assert suits(net, need, other)["bar"] == "things" and suits(net, need, she)["bar"] == "promised"
    problem(she.get(f"/api/v1/networks/{net.slug}/me/matches/{hidden.id}"), 404)
    problem(net.public.get(f"/api/v1/networks/{net.slug}/me/matches/{need.id}"), 401)


def test_how_the_order_comes_about(net):
    need = asks(net)
    shares = matches(net, need)["weights"]
    assert [one["part"] for one in shares] == ["coverage", "near", "reliability", "load", "tier"]
    assert sum(one["percent"] for one in shares) == 100
    page = Reader(net, language="en").sign_in(net.member("dispatcher")).go(f"/n/{net.slug}/needs/{need.id}/matches")
    assert "How the order comes about" in page and f"{shares[0]['percent']} %: has what is wanted" in page


def test_a_network_says_what_counts(net):
    address = f"/api/v1/networks/{net.slug}/match-weights"
    usual = {"coverage": 40, "near": 20, "reliability": 20, "load": 10, "tier": 10}
    assert ok(net.member(name="anybody").get(address)) == usual
    changed = {**usual, "coverage": 30, "near": 30}
    problem(net.member("dispatcher").post(address, changed), 403)
    assert ok(net.founder.post(address, changed)) == changed == ok(net.founder.get(address))
    problem(net.founder.post(address, {**usual, "tier": 11}), 422)
    problem(net.founder.post(address, {"near": 100}), 422)
    reader, page = Reader(net, language="en").sign_in(net.founder), f"/n/{net.slug}/match-weights"
    reader.go(page)
    # What was typed is kept, with what is wrong beside it.
    refused = reader.submit("match-weights", 422, near="31")
    assert "they make 101" in refused and 'value="31"' in refused
    reader.go(page)
    reader.submit("match-weights", **{name: str(share) for name, share in usual.items()})
    assert ok(net.founder.get(address)) == usual
