import Engine
import Testing

@Suite struct SpanTextTests {
    @Test(arguments: [
        ("30 分钟", 30), ("30分", 30), ("2 小时", 120), ("1 小时 30 分钟", 90), ("1小时30分钟", 90), ("３ 天", 4320), ("2h", 120),
        ("1.5 d", 2160), ("0.5", 30), ("48", 2880), ("1 d 2 h 3 min", 1563), (" 1 week ", 10080),
    ])
    func isRead(_ text: String, _ minutes: Double) {
        #expect(SpanText.minutes(text) == minutes, "\(text)")
    }

    @Test(arguments: ["", "soon", "h", "2 hours and", "2 moons", "--", "1..5 h", "inf", "3 天 x", "nan"])
    func isNotRead(_ text: String) {
        #expect(SpanText.minutes(text) == nil, "\(text)")
    }

    @Test(arguments: [("口罩、防护服，手套", ["口罩", "防护服", "手套"]), ("a, b;c|d\ne", ["a", "b", "c", "d", "e"]), (" ，、", [])])
    func listsAreSplitAtAnyMark(_ text: String, _ entries: [String]) {
        #expect(Clean.list(text) == entries)
    }
}
