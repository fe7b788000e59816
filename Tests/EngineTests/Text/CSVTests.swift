import Engine
import Foundation
import Testing

@Suite struct CSVTests {
    private func cells(_ text: String) throws -> [[String]] { try CSV.parse(Array(text.utf8)).map(\.cells) }

    @Test(arguments: [
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]), ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        ("\u{FEFF}a;b\n1;2,5\n", [["a", "b"], ["1", "2,5"]]), ("a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]), ("", []),
        ("\n\r\n", []),
        ("a,\"b\nc\",\"d\"\"e\"\n", [["a", "b\nc", "d\"e"]]), ("a,b,\n", [["a", "b", ""]]), ("a,b,", [["a", "b", ""]]),
        ("\"\"", []),
        ("物资,数量\n口罩|N95,\"1,000\"\n", [["物资", "数量"], ["口罩|N95", "1,000"]]), ("pipe 5\",x\n", [["pipe 5\"", "x"]]),
        ("a,b\n,\n\u{3000},\u{200B}\n1,2\n", [["a", "b"], ["1", "2"]]), ("\n\na;b\n1;2", [["a", "b"], ["1", "2"]]),
        ("\"a,b,c\";d\n1;2\n", [["a,b,c", "d"], ["1", "2"]]),
    ])
    func reads(text: String, expected: [[String]]) throws {
        #expect(try cells(text) == expected)
    }

    @Test func countsLines() throws {
        let rows = try CSV.parse(Array("a,b\r\n\r\n\"x\r\ny\",2\r\n3,4\r\n".utf8))
        #expect(rows.map(\.line) == [1, 3, 5])
    }

    @Test(arguments: [
        ("a,b\n\"x,y\n1,2\n", CSVError(line: 2, reason: .unterminatedQuote)),
        ("a,b\n\"x\"y,2\n", CSVError(line: 2, reason: .strayQuote)),
        ("a,b\n1,\u{0}\n", CSVError(line: 2, reason: .notText)),
        ("a\n1234567890X\n", CSVError(line: 2, reason: .tooLong)),
        ("a\n\"1234567890X\"\n", CSVError(line: 2, reason: .tooLong)),
    ])
    func refuses(text: String, error: CSVError) {
        #expect(throws: error) { try CSV.parse(Array(text.utf8), maximumCell: 10) }
    }

    @Test func readsWhatChineseExcelSaves() throws {
        let text = "医院,数量\r\n武汉市中心医院,五百\r\n"
        let gb = try #require(text.data(using: String.Encoding(rawValue: 0x8000_0632)))
        #expect(try CSV.parse(Array(gb)).map(\.cells) == [["医院", "数量"], ["武汉市中心医院", "五百"]])
        let utf16 = try #require(text.replacing(",", with: "\t").data(using: .utf16))
        #expect(try CSV.parse(Array(utf16)).map(\.cells) == [["医院", "数量"], ["武汉市中心医院", "五百"]])
        #expect(throws: CSVError(line: 1, reason: .notText)) { try CSV.parse([0x61, 0xFF, 0xFF, 0xFF]) }
        #expect(throws: CSVError(line: 1, reason: .notText)) {
            try CSV.parse([0xEF, 0xBB, 0xBF, 0x61, 0xED, 0xA0, 0x80])
        }
    }

    @Test func writes() {
        #expect(CSV.write([["a", "b,c"], ["d\"e", "f\ng"]]) == "a,\"b,c\"\r\n\"d\"\"e\",\"f\ng\"\r\n")
        #expect(CSV.write([["x"]], bom: true).unicodeScalars.first == "\u{FEFF}")
        #expect(CSV.write([]) == "")
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("-2+3", "'-2+3"), ("+cmd", "'+cmd"), ("-", "'-"), ("＝1", "'＝1"),
        ("-5", "-5"), ("+3.25", "+3.25"),
        ("+8612001234567", "+8612001234567"), ("a=b", "a=b"), ("-1.2.3", "'-1.2.3"), ("+86 120 0123", "'+86 120 0123"),
        // What looks as if it had got an apostrophe gets one more; others stay as people wrote them.
        ("'=1", "''=1"), ("''@x", "'''@x"), ("'tis so", "'tis so"), ("''", "''"), ("'+5", "'+5"), ("'", "'"),
    ])
    func neutralisesFormulas(cell: String, written: String) throws {
        #expect(CSV.write([[cell]]) == written + "\r\n")
        #expect(CSV.write([["\t=1"]]) == "\"'\t=1\"\r\n")
        #expect(try cells(CSV.write([["k", "x"], [cell, "\t=1"]])) == [["k", "x"], [cell, "\t=1"]])
    }

    @Test func apostrophesOfOtherFilesStay() throws {
        #expect(try cells("'name',b\n'tis,'90s\n'5,''\n") == [["'name'", "b"], ["'tis", "'90s"], ["'5", "''"]])
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func roundTrips(seed: UInt64) throws {
        var numbers = SplitMix64(seed: seed)
        let rows = (0..<20).map { row in
            ["r\(row)"]
                + (0..<4).map { place in
                    let text = Hostile.text(&numbers, count: 8).replacing("\u{0}", with: "")
                    return ["", "=", "'", "'-"][(row + place) % 4] + text
                }
        }
        let written = CSV.write([["k", "a", "b", "c", "d"]] + rows, bom: seed.isMultiple(of: 2))
        #expect(try CSV.parse(Array(written.utf8)).dropFirst().map(\.cells) == rows, "seed \(seed)")
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func anyBytesAreReadOrRefused(seed: UInt64) {
        var numbers = SplitMix64(seed: seed)
        let bytes = (0..<200).map { _ in UInt8.random(in: .min ... .max, using: &numbers) }
        _ = try? CSV.parse(bytes)
        _ = try? CSV.parse(Array(Hostile.text(&numbers, count: 300).utf8))
    }
}
