import Engine
import Testing

@Suite struct ContactTests {
    @Test(arguments: [
        ("12001234567", "12001234567"), ("+86 120 0123 4567", "12001234567"), ("0086-12001234567", "12001234567"),
        ("8612001234567", "12001234567"), ("027-01234567", "02701234567"), ("（027）０１２３４５６７", "02701234567"),
        ("+86 27 01234567", "02701234567"), ("027-01234567转801", "02701234567"), ("027-01234567 x 12", "02701234567"),
        ("95338", "95338"), ("+44 20 0000 0958", "442000000958"), ("0724—6502336", "07246502336"),
        ("电话:12001234567", "12001234567"),
    ])
    func phone(raw: String, phone: String) {
        #expect(Contacts.phone(raw) == phone)
    }

    @Test(arguments: ["", "1234", "abc", "1234567890123456", "12001234567 12007654321", "\u{0}"])
    func noPhone(raw: String) {
        #expect(Contacts.phone(raw) == nil)
    }

    @Test func lastFour() {
        #expect(
            Contacts.lastFour("027-0123 4567") == "4567" && Contacts.lastFour("12") == "12"
                && Contacts.lastFour("") == ""
        )
    }

    @Test(arguments: [
        (" A.B@Example.COM ", "a.b@example.com"), ("mailto:x+y@a-b.org", "x+y@a-b.org"), ("张三@例子.中国", "张三@例子.中国"),
        ("a@b.co\u{200B}", "a@b.co"), ("a＠b.co", "a@b.co"),
    ])
    func email(raw: String, email: String) {
        #expect(Contacts.email(raw) == email)
    }

    @Test(arguments: [
        "", "a", "a@b", "a@@b.co", "@b.co", "a@.co", "a@b..co", "a b@c.de", "a@b.c", "<a@b.co>", "a@b.co,c@d.ef",
        ".a@b.co", "a@-b.co",
        "a@127.0.0.1", "a@b.co\nBcc: x@y.z",
    ])
    func noEmail(raw: String) {
        #expect(Contacts.email(raw) == nil)
    }

    @Test(arguments: [
        ("微信：Zhang_San88", "zhang_san88"), ("wx: abcde1", "abcde1"), ("wx20200101", "wx20200101"),
        ("WeChat id abcdef", "abcdef"),
        ("12001234567", "12001234567"),
    ])
    func wechat(raw: String, id: String) {
        #expect(Contacts.wechat(raw) == id)
    }

    @Test(arguments: ["", "abc", "张三", "has space here", "a@b.co", "abcdefghijklmnopqrstu"])
    func noWechat(raw: String) {
        #expect(Contacts.wechat(raw) == nil)
    }

    @Test(arguments: [
        ("张三:12001234567|李四:021-01234567", ["张三:12001234567", "李四:02101234567"]),
        ("0711-0871029\r\n12000486304\r\n邓老师 12009728710", [":07110871029", ":12000486304", "邓老师:12009728710"]),
        (
            "余主任12009557692，周科长12004337606，医院总值班12003389373（24小时值守）",
            ["余主任:12009557692", "周科长:12004337606", "医院总值班 (24小时值守):12003389373"]
        ),
        ("张三 12012345678 12082345678", ["张三:12012345678", "张三:12082345678"]), ("12012345678 张三", ["张三:12012345678"]),
        ("张三,12012345678;李四,(027)05726035转801", ["张三:12012345678", "李四:02705726035"]),
        ("联系人:赵六 电话:12001234567", ["赵六:12001234567"]), ("总值班电话0713-0759036", ["总值班:07130759036"]),
        ("门诊俞护士长:12003895465(05509207)", ["门诊俞护士长:12003895465", "门诊俞护士长:05509207"]),
        ("王五、李四 12001234567", ["王五:", "李四:12001234567"]),
        ("12004736233;12008301275", [":12004736233", ":12008301275"]),
        ("010-01117696 92482652", [":01001117696", ":92482652"]), ("83923333转8153", [":83923333"]), ("", []),
        (" | ; ", []),
        ("John Smith +44 20 0000 0958, Mary 07000900123 x12", ["John Smith:442000000958", "Mary:07000900123"]),
    ])
    func split(raw: String, contacts: [String]) {
        #expect(Contacts.split(raw).map { "\($0.name):\($0.phone)" } == contacts)
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func hostileTextIsHarmless(seed: UInt64) {
        var numbers = SplitMix64(seed: seed)
        for contact in Contacts.split(Hostile.text(&numbers, count: 200)) {
            #expect(!contact.name.isEmpty || !contact.phone.isEmpty, "seed \(seed)")
            #expect(contact.phone.isEmpty || (5...15).contains(contact.phone.count), "seed \(seed)")
        }
        #expect(Contacts.split(String(repeating: "1", count: 500_000)).allSatisfy { $0.phone.isEmpty })
    }
}
