/// Words for people in both languages at once, so that neither can be missing.
public struct Text: Sendable {
    let zh: Phrase
    let en: Phrase

    public init(zh: Phrase, en: Phrase) {
        self.zh = zh
        self.en = en
    }

    /// The words in `language`, the values in them formatted as it expects.
    ///
    /// - Parameter now: a moment of another year than this one then says its year.
    public func callAsFunction(_ language: Language, now: Int64? = nil) -> String {
        (language == .zh ? zh : en).rendered(in: language, now: now)
    }

    /// The same in both languages: a name, a code.
    public static func verbatim(_ text: String) -> Text {
        Text(zh: "\(text)", en: "\(text)")
    }
}

/// One language's side of a ``Text``. Interpolated numbers, moments, lengths of time and other texts are formatted in the
/// language of the side they stand on.
public struct Phrase: Sendable, ExpressibleByStringInterpolation {
    enum Piece: Sendable {
        case literal(String)
        indirect case text(Text)
        case number(Int64)
        case quantity(Int64)
        case moment(Int64)
        case span(Int64)
        case day(Int64)
    }

    /// Most phrases are one piece: no list is made for them, for a page holds hundreds.
    private let first: Piece
    private let rest: [Piece]

    public init(stringLiteral value: String) {
        first = .literal(value)
        rest = []
    }

    public init(stringInterpolation: Interpolation) {
        first = stringInterpolation.first ?? .literal("")
        rest = stringInterpolation.rest
    }

    func rendered(in language: Language, now: Int64?) -> String {
        rest.reduce(into: Phrase.rendered(first, in: language, now: now)) {
            $0 += Phrase.rendered($1, in: language, now: now)
        }
    }

    private static func rendered(_ piece: Piece, in language: Language, now: Int64?) -> String {
        switch piece {
        case .literal(let literal): literal
        case .text(let text): text(language, now: now)
        case .number(let number): Format.number(number)
        case .quantity(let thousandths): Format.quantity(thousandths)
        case .moment(let moment): Format.moment(moment, in: language, now: now)
        case .span(let milliseconds): Format.span(milliseconds, in: language)
        case .day(let moment): Format.day(moment, in: language)
        }
    }

    /// Collects the pieces of a phrase.
    public struct Interpolation: StringInterpolationProtocol {
        private(set) var first: Piece?
        private(set) var rest: [Piece] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            if interpolationCount + literalCapacity > 1 { rest.reserveCapacity(2 * interpolationCount) }
        }

        private mutating func append(_ piece: Piece) {
            if first == nil { first = piece } else { rest.append(piece) }
        }

        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { append(.literal(literal)) }
        }

        public mutating func appendInterpolation(_ text: String) {
            append(.literal(text))
        }

        public mutating func appendInterpolation(_ text: Text) {
            append(.text(text))
        }

        public mutating func appendInterpolation(_ number: Int) {
            append(.number(Int64(number)))
        }

        /// A quantity in thousandths.
        public mutating func appendInterpolation(quantity thousandths: Int64) {
            append(.quantity(thousandths))
        }

        /// A quantity in thousandths with its unit, as the two go together.
        public mutating func appendInterpolation(quantity thousandths: Int64, unit: String) {
            append(.quantity(thousandths))
            if !unit.isEmpty { append(.literal(" " + Units.going(with: thousandths, unit))) }
        }

        /// A moment in milliseconds since 1970.
        public mutating func appendInterpolation(moment: Int64) {
            append(.moment(moment))
        }

        /// A length of time in milliseconds.
        public mutating func appendInterpolation(day milliseconds: Int64) { append(.day(milliseconds)) }

        public mutating func appendInterpolation(span: Int64) {
            append(.span(span))
        }
    }
}
