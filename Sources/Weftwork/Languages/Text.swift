/// Words for people in both languages at once, so that neither can be missing.
public struct Text: Sendable {
    let zh: Phrase
    let en: Phrase

    public init(zh: Phrase, en: Phrase) {
        self.zh = zh
        self.en = en
    }

    /// The words in `language`, the values in them formatted as it expects.
    public func callAsFunction(_ language: Language) -> String {
        (language == .zh ? zh : en).rendered(in: language)
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
        case text(Text)
        case number(Int64)
        case quantity(Int64)
        case moment(Int64)
        case span(Int64)
    }

    private let pieces: [Piece]

    public init(stringLiteral value: String) {
        pieces = [.literal(value)]
    }

    public init(stringInterpolation: Interpolation) {
        pieces = stringInterpolation.pieces
    }

    func rendered(in language: Language) -> String {
        if pieces.count == 1, case .literal(let only) = pieces[0] { return only }
        return pieces.reduce(into: "") { result, piece in
            switch piece {
            case .literal(let literal): result += literal
            case .text(let text): result += text(language)
            case .number(let number): result += Format.number(number)
            case .quantity(let thousandths): result += Format.quantity(thousandths)
            case .moment(let moment): result += Format.moment(moment, in: language)
            case .span(let milliseconds): result += Format.span(milliseconds, in: language)
            }
        }
    }

    /// Collects the pieces of a phrase.
    public struct Interpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []

        public init(literalCapacity: Int, interpolationCount: Int) {}

        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { pieces.append(.literal(literal)) }
        }

        public mutating func appendInterpolation(_ text: String) {
            pieces.append(.literal(text))
        }

        public mutating func appendInterpolation(_ text: Text) {
            pieces.append(.text(text))
        }

        public mutating func appendInterpolation(_ number: Int) {
            pieces.append(.number(Int64(number)))
        }

        /// A quantity in thousandths.
        public mutating func appendInterpolation(quantity thousandths: Int64) {
            pieces.append(.quantity(thousandths))
        }

        /// A moment in milliseconds since 1970.
        public mutating func appendInterpolation(moment: Int64) {
            pieces.append(.moment(moment))
        }

        /// A length of time in milliseconds.
        public mutating func appendInterpolation(span: Int64) {
            pieces.append(.span(span))
        }
    }
}
