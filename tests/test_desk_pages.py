"""What the pages of a need tell those who work on it and her: findings, place and day, who goes on, what is wrong with a form."""

import re

from reader import Forms, Reader
from support import soon
from test_files import png, send

WUHAN = ["中国", "湖北省", "武汉市", "江汉区"]


def reads(net, by=None, language="zh"):
    reader = Reader(net, language=language)
    return reader.sign_in(by) if by else reader


def plain(page):
    """The words of a page without what marks their language."""
    return re.sub("<[^>]*>", "", page)


def both(net, need):
    """The two pages of the desk about a need."""
    return [f"/n/{net.slug}/queue/{need.id}", f"/n/{net.slug}/needs/{need.id}"]


def the_form(text, **carries):
    """The one form of a page that carries this, with what it carries."""
    found = [form for form in Forms(text).forms
             if all(form["fields"].get(name) == value or value is ... and name in form["fields"] for name, value in carries.items())]
    assert len(found) == 1, f"{len(found)} forms with {carries}"
    return found[0]


def post(reader, form, status=200, **fields):
    answer = reader.post(
        reader.url + form["action"], data={**form["fields"], **fields}, timeout=90,
        headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == status, f"{answer.status_code}: {answer.text[:1500]}"
    return answer.text


def verified(net, **fields):
    """A need with a finding: a note, an answer with a note, a photo, and a photo for a question that was not answered."""
    need, verifier = net.need(**fields), net.member("verifier")
    need.act(net.founder, "acknowledge")
    path = f"/needs/{need.id}/checks"
    photos = [send(need, png(), words, by=verifier, path=f"{path}/{question}/photos")
              for question, words in [("document", "公函照片"), ("said-by", "名片照片")]]
    need.act(verifier, "verify", confidence="official", note="总机转到药剂科",
             checks=[{"id": "document", "answer": "yes", "note": "编号鄂卫 12 号"}])
    return need, photos


# MARK: What was found


def test_whoever_publishes_sees_what_the_verifier_found(net):
    need, photos = verified(net)
    dispatcher = net.member("dispatcher")
    told = ["总机转到药剂科", "编号鄂卫 12 号", "看到公函或证明", "公函照片", "名片照片", "verifier a"]
    desk = reads(net, dispatcher)
    for published in (False, True):
        if published:
            need.act(dispatcher, "publish", audience="public")
        for path in both(net, need):
            page = desk.go(path)
            assert [words for words in told if words not in page and words not in plain(page)] == [], path
            shown = set(re.findall(r"/files/[^\"/]+", page))
            assert len(shown) >= 4, f"{path}: {shown}"
            for one in shown:
                assert desk.get(f"{desk.url}/n/{net.slug}{one}").headers["Content-Type"].startswith("image/")


def test_what_was_found_is_for_the_case_alone(net):
    need, photos = verified(net)
    need.act(net.member("dispatcher"), "publish", audience="public")
    her = Reader(net, language="zh")
    pages = [her.go(need.url)]
    for by in (None, net.member(name="plain"), net.member("weaver")):
        pages.append(reads(net, by).go(f"/n/{net.slug}/needs/{need.id}"))
    for page in pages:
        assert need.body["title"] in page
        assert [words for words in ("总机转到药剂科", "编号鄂卫", "公函照片", "名片照片") if words in page] == []


# MARK: Where and by when


def test_place_and_day_stand_on_the_desks_page_and_on_hers(net):
    need = net.need(place={"area": WUHAN}, neededBy=soon(72))
    bare = net.need()
    moment = re.search(r"\d{4}-\d\d-\d\dT\d\d:\d\d", need.read()["neededBy"])[0]
    desk = reads(net, net.founder)
    pages = [desk.go(f"/n/{net.slug}/queue/{need.id}"), Reader(net, language="zh").go(need.url)]
    for page in pages:
        assert "湖北省 / 武汉市 / 江汉区" in page and re.search(rf"最迟</dt><dd><time datetime=\"{moment}", page)
    page = desk.go(f"/n/{net.slug}/queue/{bare.id}")
    assert re.search(r"地点</dt><dd>没有说</dd><dt>最迟</dt><dd>没有说</dd>", page)
    desk.headers["Accept-Language"] = "en"
    assert re.search(r"Hubei[^</]* / Wuhan[^</]* / Jianghan", desk.go(f"/n/{net.slug}/queue/{need.id}"))


def test_she_corrects_the_place(net):
    need = net.published(place={"area": WUHAN})
    her = Reader(net, language="zh")
    form = the_form(her.go(need.url), action="correct", district=...)
    assert [form["fields"][name] for name in ("province", "city", "district")] == WUHAN[1:]
    # What is sent along as it stands is no correction: less of something keeps the verification.
    quantity = next(name for name in form["fields"] if name.startswith("quantity."))
    post(her, form, **{quantity: "7"})
    assert need.read()["voided"] == [] and need.read()["area"] == WUHAN
    form = the_form(her.go(need.url), action="correct", district=...)
    page = post(her, form, district="武昌")
    read = need.read()
    assert (read["area"], read["areaCode"], read["voided"]) == ([*WUHAN[:3], "武昌区"], "420106", ["area"])
    assert "江汉区 → 中国 / 湖北省 / 武汉市 / 武昌区" in plain(page)
    # It is found where it is now.
    found = lambda code: [one["id"] for one in net.public.items(areaCode=code)]
    assert found("420106") == [need.id] and found("420103") == []
    need.act(net.member("verifier"), "verify", confidence="official")
    assert need.read()["voided"] == []


def test_of_two_places_of_one_name_she_says_which(net):
    need = net.need(place={"area": WUHAN})
    her = Reader(net, language="zh")
    form = the_form(her.go(need.url), action="correct", district=...)
    page = post(her, form, 422, title="一句别的话", province="", city="", district="朝阳区")
    assert 'href="#f-correct-areaCode"' in page and 'id="f-correct-areaCode"' in page and "地点：" in page
    kept = the_form(page, action="correct", district="朝阳区")
    assert kept["fields"]["title"] == "一句别的话" and need.read()["area"] == WUHAN
    post(her, kept, areaCode="220104")
    read = need.read()
    assert (read["area"], read["title"]) == (["中国", "吉林省", "长春市", "朝阳区"], "一句别的话")


def test_the_desk_corrects_the_place(net):
    need = net.need(place={"area": ["", "湖北省", "武汉市", ""]})
    need.act(net.founder, "acknowledge")
    verifier = net.member("verifier")
    desk = reads(net, verifier)
    # Whoever has it open, and nobody else.
    assert 'name="district"' not in desk.go(f"/n/{net.slug}/queue/{need.id}")
    need.act(verifier, "open")
    form = the_form(desk.go(f"/n/{net.slug}/queue/{need.id}"), action="correct", district="")
    post(desk, form, district="江汉区")
    assert need.read()["area"] == WUHAN and need.read()["areaCode"] == "420103"
    read = need.act(verifier, "correct", area=["France", "Paris"])
    assert (read["area"], read["areaCode"]) == (["France", "Paris"], None)
    need.act(verifier, "correct", 422, area=["France", "Paris"])


# MARK: Nothing is offered that will be refused


def test_no_promise_is_asked_for_that_will_be_refused(net):
    need, verifier, other = net.published(), net.member("verifier"), net.member(name="other")
    path, form = f"/n/{net.slug}/needs/{need.id}", f'action="/n/{net.slug}/needs/{need.id}/claims"'
    page = reads(net, verifier).go(path)
    assert form not in page and "您核实过它，要由别人认领。" in page
    need.claim(verifier, 1, 403)
    reader = reads(net, other)
    assert form in reader.go(path)
    need.says("correct", lines=[{"id": need.line()["id"], "quantity": 500}])
    page = reader.go(path)
    assert form not in page and "正在重新核实，请稍候再认领" in page
    need.claim(other, 1, 409)


def test_who_sent_it_in_reads_who_goes_on(net):
    sender, other = net.member("verifier", name="a"), net.member("verifier", name="b")
    dispatcher = net.member("dispatcher", name="c")
    need = net.need(sender)
    need.act(net.founder, "acknowledge")
    need.act(sender, "open")
    reader = reads(net, sender)
    for path in both(net, need):
        page = reader.go(path)
        assert "verifier b 或另一位审核员" in plain(page) and 'name="confidence"' not in page, path
        assert 'id="evidence"' not in page
    need.act(sender, "verify", 403, confidence="official")
    need.act(sender, "skip", reason="是我提交的")
    need.act(other, "open")
    assert "verifier b 正在处理" in plain(reader.go(both(net, need)[1]))
    need.act(other, "verify", confidence="official")
    assert "dispatcher c 或另一位调度员发布" in plain(reader.go(both(net, need)[1]))
    need.act(dispatcher, "publish", audience="public")
    assert "或另一位" not in reader.go(both(net, need)[1])


# MARK: What is wrong with a form


def test_each_error_of_a_desks_form_names_its_field_and_leads_to_it(net):
    need, verifier = net.need(), net.member("verifier")
    need.act(net.founder, "acknowledge")
    need.act(verifier, "open")
    desk = reads(net, verifier)
    path = f"/n/{net.slug}/queue/{need.id}"
    form = the_form(desk.go(path), action="verify")
    page = post(desk, form, 422, note="没人接", **{"check.document": "yes", "checknote.document": "有公章"})
    assert '<a href="#f-verify-confidence">可信程度：请选一项。</a>' in page and 'id="f-verify-confidence"' in page
    kept = the_form(page, action="verify")["fields"]
    assert (kept["note"], kept["check.document"], kept["checknote.document"]) == ("没人接", "yes", "有公章")
    page = post(desk, form, 422, confidence="official", **{"check.document": "perhaps"})
    assert re.search(r'<a href="#f-verify-check-document">看到公函或证明：', page) and 'id="f-verify-check-document"' in page
    page = post(desk, the_form(desk.go(path), action="skip"), 422)
    assert '<a href="#f-skip-reason">' in page and 'id="f-skip-reason"' in page and "：缺少这一项。</a>" in page


def test_each_error_of_checking_in_names_its_field_and_leads_to_it(net):
    walker = net.member(name="walker")
    reader = reads(net, walker)
    reader.go(f"/n/{net.slug}/me/safety")
    page = reader.submit("/in", 422, place="", hours="99", insurance="某某保险 8812", safety="yes")
    assert '<a href="#f-visit-place">去哪里：缺少这一项。</a>' in page and 'id="f-visit-place"' in page
    assert '<a href="#f-visit-hours">几小时后回来：0.25 到 48 小时。</a>' in page
    assert 'value="99"' in page and "某某保险 8812" in page
    form = reader.form("/in")
    reader.submit("/in", place="县医院七病区", hours="1", safety="yes")
    # Who is out already reads so on the page, not on one of errors alone.
    again = post(reader, form, 409, place="别处", hours="1", safety="yes")
    assert 'class="errors"' in again and "您已签到，请先签退。" in again and "/me/safety/out" in again


def test_the_way_of_a_call_is_read_in_ones_own_language(net):
    need = net.need()
    need.act(net.founder, "acknowledge")
    need.act(net.founder, "cannotReach", channel="电话")
    page = reads(net, net.founder, "en").go(f"/n/{net.slug}/queue/{need.id}")
    assert "phone" in page and "电话" not in page
