"""Photos: what is taken, what is made of them, who sees them – and nobody else."""

import pathlib
import struct
import zlib

import pytest
import requests

from reader import Reader
from support import fields, ok, problem


def png(width=60, height=40, saying=None):
    """A PNG, dark on the left; `saying` puts another size into its head."""
    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    row = b"\0" + bytes(v for x in range(width) for v in (20 + x * 200 // width,) * 3)
    head = struct.pack(">IIBBBBB", *(saying or (width, height)), 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b"")


def size(jpeg):
    """Width and height of a JPEG, from its first frame."""
    at = 2
    while True:
        marker, length = struct.unpack(">HH", jpeg[at:at + 4])
        if marker in (0xFFC0, 0xFFC1, 0xFFC2):
            height, width = struct.unpack(">HH", jpeg[at + 5:at + 9])
            return width, height
        at += 2 + length


def taken_with_a_phone(jpeg):
    """The picture on its side, with the place where it was taken beside the pixels."""
    latitude = struct.pack(">6I", 30, 1, 35, 1, 4242, 100)
    ifd0 = struct.pack(">H", 2) + struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) + struct.pack(">HHII", 0x8825, 4, 1, 38) + b"\0" * 4
    gps = struct.pack(">H", 2) + struct.pack(">HHI4s", 1, 2, 2, b"N\0\0\0") + struct.pack(">HHII", 2, 5, 3, 68) + b"\0" * 4
    body = b"Exif\0\0MM\0*\0\0\0\x08" + ifd0 + gps + latitude + b"canary-camera"
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


def own(need):
    return f"/api/v1/track/{need.code}/photos"


def send(need, photo, words="The empty shelf", status=201, by=None, path=None, name="IMG_1.jpg", **headers):
    """Sends a photo as the requester, or as `by` by another path."""
    answer = (by or need.network.public).post(
        path or own(need), files={"photo": (name, photo, "image/jpeg")}, data={"words": words},
        params=None if path else {"secret": need.secret}, headers=headers)
    return ok(answer, status)


def look(need, code_or_address, by=None, **query):
    return (by or need.network.public).get(code_or_address, params=query or {"secret": need.secret})


def test_a_photo_is_made_anew_without_what_the_camera_wrote(net):
    need = net.need()
    made = send(need, png(2000, 500))
    assert (made["width"], made["height"]) == (1600, 400) and made["words"] == "The empty shelf"
    answer = look(need, made["address"])
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["Cache-Control"] == "private"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Disposition"] == 'inline; filename="photo.jpg"'
    assert size(answer.content) == (1600, 400)
    assert size(look(need, made["address"], secret=need.secret, size="small").content) == (320, 80)

    taken = taken_with_a_phone(answer.content)
    turned = send(need, taken)
    assert (turned["width"], turned["height"]) == (400, 1600)
    for form in ("full", "small"):
        bytes_ = look(need, turned["address"], secret=need.secret, size=form).content
        assert b"Exif" not in bytes_ and b"canary-camera" not in bytes_ and struct.pack(">I", 4242) not in bytes_


@pytest.mark.parametrize("photo, words, wrong", [
    (b"GIF89a not taken", "x", "photo"), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x", "photo"),
    (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "x", "photo"), (png()[:40], "x", "photo"), (b"", "x", "photo"),
    (png(saying=(60000, 60000)), "x", "photo"), (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "x", "photo"), (png(), "", "words"),
    (png(), "w" * 300, "words"),
])
def test_what_is_no_photo_is_refused_by_its_bytes(net, photo, words, wrong):
    need = net.need()
    assert fields(send(need, photo, words, 422)) == {wrong}
    assert ok(look(need, own(need)))["items"] == []


def test_heic_is_told_what_to_do(net):
    refused = send(net.need(), b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", status=422)
    assert "HEIC" in refused["errors"][0]["message"]


def test_six_and_no_more_and_the_same_once(net):
    need = net.need()
    first = send(need, png(), **{"Idempotency-Key": "one"})
    assert send(need, png(), **{"Idempotency-Key": "one"})["id"] == first["id"]
    problem(net.public.post(
        own(need), files={"photo": ("x", png(70), "image/png")}, data={"words": "another"},
        params={"secret": need.secret}, headers={"Idempotency-Key": "one"}), 422)
    for _ in range(5):
        send(need, png())
    send(need, png(), status=409)
    assert len(ok(look(need, own(need)))["items"]) == 6
    ok(net.public.post(f"{own(need)}/remove", {"file": first["id"]}, params={"secret": need.secret}))
    send(need, png())
    problem(look(need, first["address"]), 404)


def test_only_those_on_the_case_see_it(net):
    need = net.published()
    made = send(need, png(), "canary-words on the photo")
    code = made["address"].rsplit("/", 1)[1]
    inside = f"/api/v1/networks/{net.slug}/files/{code}"
    listed = f"/needs/{need.id}/photos"
    claimant = net.member(name="claimant")
    need.claim(claimant)
    for caller in (net.member("verifier"), net.member("dispatcher"), net.founder):
        assert caller.get(inside).content[:2] == b"\xff\xd8"
        assert [one["words"] for one in ok(caller.get(listed))["items"]] == ["canary-words on the photo"]
    for caller in (net.public, claimant, net.member(name="other")):
        problem(caller.get(inside), 404)
        problem(caller.get(listed), 404)
        assert "canary-words" not in caller.get(f"/needs/{need.id}").text
        assert "canary-words" not in caller.get("/api/v1/networks/" + net.slug + "/events").text
    problem(look(need, f"{own(need)}/{code}", secret="wrong"), 404)
    problem(look(need, f"{own(need)}/{code[:-2]}xx"), 404)
    stranger = net.member(name="stranger")
    problem(stranger.post(listed, files={"photo": ("x", png(), "image/png")}, data={"words": "mine"}), 403)
    problem(net.public.post(own(need), files={"photo": ("x", png(), "image/png")}, params={"secret": "wrong"}), 404)


def test_they_go_with_her_contact(net):
    need = net.need()
    made = send(need, png())
    need.says("withdraw")
    problem(net.public.post(f"{own(need)}/remove", {"file": made["id"]}, params={"secret": need.secret}), 409)
    send(need, png(), status=409)
    ok(net.public.post(f"/api/v1/track/{need.code}/forget", params={"secret": need.secret}))
    problem(look(need, made["address"]), 404)
    assert ok(net.founder.get(f"/needs/{need.id}/photos"))["items"] == []


def test_nothing_of_it_stands_in_the_clear_in_the_store(net, server):
    need = net.need()
    made = send(need, png(), "canary-of-the-store", name="canary-name.jpg")
    picture = look(need, made["address"]).content
    if server.engine == "sqlite":
        files = [pathlib.Path(f"{server.storage}{end}") for end in ("", "-wal")]
        stored = b"".join(path.read_bytes() for path in files if path.exists())
        assert len(stored) > 10_000
        for canary in (b"canary-of-the-store", b"canary-name", picture[100:160]):
            assert canary not in stored


def test_large_bodies_are_for_doors_that_take_them(net):
    need = net.need()
    most = b"\xff\xd8" + b"\0" * (12 * 1024 * 1024 + 80 * 1024)
    try:
        answer = requests.post(
            f"{net.server.url}{own(need)}", files={"photo": ("x", most, "image/jpeg")}, data={"words": "x"},
            params={"secret": need.secret}, timeout=90)
        problem(answer, 413)
    except requests.ConnectionError:
        pass  # The server ends the connection with its answer; the rest was not read.
    problem(net.public.post(
        own(need), data=b"--x\r\nbroken", params={"secret": need.secret},
        headers={"Content-Type": "multipart/form-data; boundary=x"}), 400)
    assert ok(look(need, own(need)))["items"] == []


def test_from_her_page_without_a_script(net):
    need = net.need()
    she = Reader(net)
    she.go(need.url)
    form = she.form("/photos")
    assert form["fields"]["_token"] and "photo" in form["fields"]

    def post(**changed):
        given = {**form["fields"], "words": "Shelf", **changed}
        given.pop("photo", None)
        return she.post(
            f"{she.url}/t/{need.code}/photos", data=given, files={"photo": ("a.png", png(), "image/png")},
            headers={"Sec-Fetch-Site": "same-origin"}, timeout=90)

    assert post(_token="no").status_code == 403
    missing = post(words="")
    assert missing.status_code == 422 and "errors" in missing.text
    done = post()
    assert done.status_code == 200 and 'alt="Shelf"' in done.text
    address = done.text.split(f'href="/t/{need.code}/photos/')[1].split('"')[0]
    picture = she.get(f"{she.url}/t/{need.code}/photos/{address}")
    assert picture.status_code == 200 and picture.headers["Content-Type"] == "image/jpeg"
    # Another device has no mark, and the address alone opens nothing.
    other = Reader(net)
    assert other.get(f"{other.url}/t/{need.code}/photos/{address}").status_code == 404
    assert other.get(f"{other.url}/n/{net.slug}/files/{address}").status_code == 404
    assert other.get(f"{other.url}/files/{address}").status_code == 404


def test_photos_of_what_was_brought_are_for_her_the_owner_and_who_brought_it(net):
    need, brings, other = net.published(), net.member(name="brings"), net.member(name="other")
    claim, theirs = need.claim(brings, 3), need.claim(other, 3)
    path = lambda claim, end="": f"/claims/{claim['id']}/photos{end}"
    made = send(need, png(), "纸箱在门口", by=brings, path=path(claim))
    taken = taken_with_a_phone(brings.get(made["address"]).content)
    bill = send(need, taken, "运单", by=brings, path=path(claim))
    assert b"canary-camera" not in brings.get(bill["address"]).content
    # Neither another who promised something, nor any member, nor the public.
    for caller in (other, net.member(name="anybody"), net.public):
        assert caller.get(made["address"]).status_code in (401, 404)
        assert caller.get(path(claim)).status_code in (401, 403, 404) or ok(caller.get(path(claim)))["items"] == []
        send(need, png(), status=401 if caller is net.public else 403, by=caller, path=path(claim))
    assert [one["words"] for one in ok(net.founder.get(path(claim)))["items"]] == ["纸箱在门口", "运单"]
    assert net.founder.get(made["address"]).status_code == 200
    hers = ok(net.public.get(f"/api/v1/track/{need.code}/delivery-photos", params={"secret": need.secret}))["items"]
    assert [one["words"] for one in hers] == ["纸箱在门口", "运单"]
    assert look(need, hers[0]["address"]).headers["Content-Type"] == "image/jpeg"
    assert ok(net.public.get(own(need), params={"secret": need.secret}))["items"] == []
    assert "纸箱在门口" not in net.public.get(f"/n/{net.slug}/needs/{need.id}").text
    ok(brings.post(path(claim, "/remove"), {"file": bill["id"]}))
    ok(net.founder.post(path(claim, "/remove"), {"file": made["id"]}), 403)
    ok(other.post(f"/claims/{theirs['id']}/actions", {"action": "release"}))
    send(need, png(), status=409, by=other, path=path(theirs))


def test_whoever_checks_is_not_stopped_by_what_she_sends(net):
    need, verifier = net.need(), net.member("verifier")
    need.act(net.founder, "acknowledge")
    # Counted before it is read: sixty an hour.
    broken = lambda: net.public.post(
        own(need), data=b"--x\r\nbroken", params={"secret": need.secret},
        headers={"Content-Type": "multipart/form-data; boundary=x"}).status_code
    assert {broken() for _ in range(60)} == {400} and broken() == 429
    send(need, png(), "公函", by=verifier, path=f"/needs/{need.id}/checks/document/photos")


def test_evidence_hangs_on_one_question_of_the_checklist(net):
    need, verifier = net.need(), net.member("verifier")
    path = f"/needs/{need.id}/checks"
    send(need, png(), status=409, by=verifier, path=f"{path}/document/photos")
    need.act(net.founder, "acknowledge")
    assert fields(send(need, png(), status=422, by=verifier, path=f"{path}/weather/photos")) == {"question"}
    made = send(need, png(), "公函", by=verifier, path=f"{path}/document/photos")
    taken = taken_with_a_phone(verifier.get(made["address"]).content)
    wrong = send(need, taken, "来电显示", by=verifier, path=f"{path}/called-back/photos")
    assert b"canary-camera" not in verifier.get(wrong["address"]).content
    found = ok(net.member("verifier", name="b").get(f"{path}/photos"))["items"]
    assert [(one["question"], one["words"]) for one in found] == [("document", "公函"), ("called-back", "来电显示")]
    for caller in (net.member(name="anybody"), net.public):
        send(need, png(), status=401 if caller is net.public else 403, by=caller, path=f"{path}/document/photos")
        assert caller.get(f"{path}/photos").status_code in (401, 404)
        assert caller.get(made["address"]).status_code in (401, 404)
    assert look(need, f"{own(need)}/{made['address'].rsplit('/', 1)[1]}").status_code == 404
    ok(verifier.post(f"{path}/photos/remove", {"file": wrong["id"]}))
    need.act(verifier, "verify", confidence="official", checks=[{"id": "document", "answer": "yes", "note": "有公章"}])
    kept = ok(net.member("verifier", name="b").get(f"{path}/photos"))["items"]
    assert [one["words"] for one in kept] == ["公函"]
    # What a finding rests on stays once it is found.
    ok(verifier.post(f"{path}/photos/remove", {"file": made["id"]}), 409)
