internal import Engine

/// A correction's record as people read it: the log holds times and the like as machines write them, for readers of any language.
enum CorrectionWords {
    /// What of a line is the same in every language, for the record.
    static func codes(_ line: NeedLine) -> [String] {
        let time = [line.work.from, line.work.to].map { $0.map(Format.rfc3339) ?? "" }.joined(separator: "/")
        return [
            line.wanted.map { "wanted \(Format.decimal($0))" } ?? "", time == "/" ? "" : time,
            line.work.minutes.map { "\($0) min" } ?? "", line.work.isRemote.map { $0 ? "remote" : "on site" } ?? "",
            line.substitute.map { "⇄ \($0.rawValue)" } ?? "",
        ]
    }

    /// How much, for the record: a number says itself, the rest is a sign that each language has its words for.
    static func amount(_ line: NeedLine) -> String {
        switch line.quantity {
        case .unknown: "∅"
        case .unlimited: "∞"
        case .number, .range: "\(NeedWords.plain(line.quantity)) \(line.unit)"
        }
    }

    /// What a field was, or is, as it was recorded.
    static func shown(_ recorded: String, _ field: String) -> Text {
        switch field {
        case "lines": lines(recorded)
        case "neededBy":
            Format.milliseconds(rfc3339: recorded).map { Text(zh: "\(moment: $0)", en: "\(moment: $0)") }
                ?? .verbatim(recorded)
        default: .verbatim(recorded)
        }
    }

    private static func lines(_ recorded: String) -> Text {
        joined(recorded.split(separator: "; ", omittingEmptySubsequences: false).map(line), "; ")
    }

    private static func line(_ recorded: Substring) -> Text {
        let pieces = recorded.split(separator: " · ", omittingEmptySubsequences: false).map(String.init)
        // Her own words come first: what she asks for, and of which sort.
        let texts = pieces.enumerated().map { index, piece -> Text in
            switch piece {
            case "∅" where index > 0: BoardWords.amountUnknown
            case "∞" where index > 0: BoardWords.asManyAsPossible
            default: (index < 2 ? nil : words(of: piece)) ?? .verbatim(piece)
            }
        }
        return joined(texts, " · ")
    }

    private static func words(of code: String) -> Text? {
        let parts = code.split(separator: " ").map(String.init)
        switch (parts.first, parts.last) {
        case ("remote", "remote"): return LineWorkWords.remote
        case ("on", "site"): return LineWorkWords.onSite
        case ("⇄", let kind?): return Substitute(rawValue: kind).map(LineWorkWords.name(of:))
        case ("wanted", let amount?): return Text(zh: "现在只要 \(amount)", en: "wanted now: \(amount)")
        case (let minutes?, "min"):
            return Int(minutes).flatMap { LineWorkWords.words(LineWork(minutes: $0)).first }
        default: return time(code)
        }
    }

    private static func time(_ code: String) -> Text? {
        let ends = code.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard ends.count == 2 else { return nil }
        let moments = ends.map { Format.milliseconds(rfc3339: $0) }
        guard zip(ends, moments).allSatisfy({ $0.isEmpty || $1 != nil }) else { return nil }
        return LineWorkWords.words(LineWork(from: moments[0], to: moments[1])).first
    }

    private static func joined(_ texts: [Text], _ separator: String) -> Text {
        Text(
            zh: "\(texts.map { $0(.zh) }.joined(separator: separator))",
            en: "\(texts.map { $0(.en) }.joined(separator: separator))")
    }
}
