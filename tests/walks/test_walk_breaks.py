"""What somebody typed on lines of its own is read on lines of its own: at the desk, and on the need's page."""

from playwright.sync_api import expect


def test_lines_stay_lines(enter, net):
    need = net.need(description=net.t("先打电话。\n再送到西门。", "Call first.\nThen bring it to the west gate."))
    need.act(net.founder, "acknowledge")
    verifier = enter(net.member("verifier"), desktop=True)
    for page in ("queue", "needs"):
        verifier.go(f"{page}/{need.id}")
        words = verifier.page.locator("p.prose").filter(has_text=net.t("再送到西门", "to the west gate")).first
        expect(words).to_be_visible()
        assert len(words.inner_text().splitlines()) == 2, page
