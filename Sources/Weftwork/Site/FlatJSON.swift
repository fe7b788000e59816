/// Reads back what ``JSON`` wrote into a column: an array of flat objects. What comes from outside is read by the
/// library's decoder; here that would cost more than the statement that fetched the row.
struct FlatJSON {
    enum Value {
        case text(Raw)
        /// In thousandths.
        case number(Int64)
        case truth(Bool)
        case nothing
    }

    /// A text as it was written; most members are passed over, so it is decoded only when asked for.
    struct Raw {
        fileprivate let bytes: ArraySlice<UInt8>
        fileprivate let hasEscape: Bool

        var string: String { hasEscape ? FlatJSON.unescaped(bytes) : String(decoding: bytes, as: UTF8.self) }
    }

    private let bytes: [UInt8]
    private var at = 0

    /// The members of the first `most` objects, each handed out with the number of its object. Ends early at what `JSON`
    /// does not write. Linear in what is read.
    static func read(_ bytes: [UInt8], most: Int, _ member: (Int, String, Value) -> Void) {
        var reader = FlatJSON(bytes: bytes)
        guard reader.take(UInt8(ascii: "[")) else { return }
        for object in 0..<most {
            guard reader.object({ member(object, $0, $1) }), reader.take(UInt8(ascii: ",")) else { return }
        }
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func object(_ member: (String, Value) -> Void) -> Bool {
        guard take(UInt8(ascii: "{")) else { return false }
        repeat {
            guard let name = raw()?.string, take(UInt8(ascii: ":")), let value = value() else { return false }
            member(name, value)
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "}"))
    }

    private mutating func value() -> Value? {
        guard at < bytes.count else { return nil }
        switch bytes[at] {
        case UInt8(ascii: "\""): return raw().map { .text($0) }
        case UInt8(ascii: "t"): return word(4, .truth(true))
        case UInt8(ascii: "f"): return word(5, .truth(false))
        case UInt8(ascii: "n"): return word(4, .nothing)
        default: return number()
        }
    }

    private mutating func word(_ count: Int, _ value: Value) -> Value {
        at += count
        return value
    }

    private mutating func number() -> Value? {
        let start = at
        var whole: Int64 = 0, scale: Int64 = 0
        // Fifteen digits and their thousandths fit; `JSON` writes no longer ones.
        while at < bytes.count, at - start < 15 {
            let byte = bytes[at]
            if byte == UInt8(ascii: ".") {
                scale = 1
            } else if byte >= 48 && byte <= 57 {
                whole = whole * 10 + Int64(byte - 48)
                scale *= 10
            } else {
                break
            }
            at += 1
        }
        let isWhole = at == bytes.count || !(bytes[at] >= 48 && bytes[at] <= 57)
        return at > start && isWhole ? .number(whole * 1000 / max(1, scale)) : nil
    }

    private mutating func raw() -> Raw? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        let start = at
        var hasEscape = false
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
            if bytes[at] == UInt8(ascii: "\\") {
                hasEscape = true
                at += 1
            }
            at += 1
        }
        guard at < bytes.count else { return nil }
        defer { at += 1 }
        return Raw(bytes: bytes[start..<at], hasEscape: hasEscape)
    }

    /// `JSON` escapes only quotes, backslashes and control characters.
    private static func unescaped(_ raw: ArraySlice<UInt8>) -> String {
        var out: [UInt8] = [], index = raw.startIndex
        while index < raw.endIndex {
            guard raw[index] == UInt8(ascii: "\\"), index + 1 < raw.endIndex else {
                out.append(raw[index])
                index += 1
                continue
            }
            switch raw[index + 1] {
            case UInt8(ascii: "n"): out.append(10)
            case UInt8(ascii: "t"): out.append(9)
            case UInt8(ascii: "r"): out.append(13)
            case UInt8(ascii: "b"): out.append(8)
            case UInt8(ascii: "f"): out.append(12)
            case UInt8(ascii: "u"):
                let digits = String(decoding: raw[(index + 2)...].prefix(4), as: UTF8.self)
                out.append(UInt8(digits, radix: 16) ?? UInt8(ascii: " "))
                index += 4
            default: out.append(raw[index + 1])
            }
            index += 2
        }
        return String(decoding: out, as: UTF8.self)
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }
}
