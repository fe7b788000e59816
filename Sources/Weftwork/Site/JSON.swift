public import Database

/// Writes JSON straight into bytes; a ``View`` writes itself with it, once, for every surface.
public struct JSON: Sendable {
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false

    public init() {
        bytes.reserveCapacity(1024)
    }

    public mutating func object(_ body: (inout JSON) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
        body(&self)
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    public mutating func array<S: Sequence>(_ values: S, _ body: (inout JSON, S.Element) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "["))
        needsComma = false
        for value in values { body(&self, value) }
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    /// The name of the member whose value is written next.
    public mutating func name(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    public mutating func name(dynamic name: String) {
        value(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    public mutating func field(_ name: StaticString, _ value: String?) {
        self.name(name)
        self.value(value)
    }

    public mutating func field(_ name: StaticString, _ value: ID?) {
        self.name(name)
        self.value(value?.description)
    }

    public mutating func field(_ name: StaticString, _ value: Int?) {
        self.name(name)
        raw(value.map(String.init) ?? "null")
    }

    public mutating func field(_ name: StaticString, _ value: Bool) {
        self.name(name)
        raw(value ? "true" : "false")
    }

    /// A number with full precision; what is none is `null`.
    public mutating func field(_ name: StaticString, number: Double?) {
        self.name(name)
        if let number { self.number(number) } else { raw("null") }
    }

    /// A quantity of thousandths as a decimal number.
    public mutating func field(_ name: StaticString, quantity: Int64?) {
        self.name(name)
        raw(quantity.map(Format.decimal) ?? "null")
    }

    /// A moment as RFC 3339.
    public mutating func field(_ name: StaticString, moment: Int64?) {
        self.name(name)
        value(moment.map(Format.rfc3339))
    }

    public mutating func field(_ name: StaticString, _ values: [String]) {
        self.name(name)
        array(values) { $0.value($1) }
    }

    public mutating func field(_ name: StaticString, _ view: (any View)?) {
        self.name(name)
        if let view { view.write(to: &self) } else { raw("null") }
    }

    public mutating func field(_ name: StaticString, _ views: [some View]) {
        self.name(name)
        array(views) { $1.write(to: &$0) }
    }

    /// A number with full precision, without a point where it is whole.
    public mutating func number(_ number: Double) {
        guard number.isFinite else { return raw("null") }
        raw(number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(describing: number))
    }

    public mutating func value(_ text: String?) {
        guard let text else { return raw("null") }
        separate()
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<32: bytes.append(contentsOf: JSON.escapes[Int(byte)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// Numbers, `true`, `false`, `null`, or JSON that was written before.
    mutating func raw(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    mutating func raw(_ written: [UInt8]) {
        separate()
        bytes += written
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private static let escapes: [[UInt8]] = (0..<32).map { code in
        switch code {
        case 8: Array("\\b".utf8)
        case 9: Array("\\t".utf8)
        case 10: Array("\\n".utf8)
        case 12: Array("\\f".utf8)
        case 13: Array("\\r".utf8)
        default: Array("\\u00".utf8) + [code < 16 ? 48 : 49, Array("0123456789abcdef".utf8)[code % 16]]
        }
    }
}

/// What may leave the server: made from a value for a viewer, already redacted.
public protocol View: Sendable {
    func write(to json: inout JSON)
}

extension View {
    /// The view as a JSON document.
    public var json: [UInt8] {
        var json = JSON()
        write(to: &json)
        return json.bytes
    }
}
