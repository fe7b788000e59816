/// Names as a table has them, each with the number it was met as.
struct OpinionNames {
    private(set) var names: [String] = []
    /// By value, for names that are small numbers: -1 where none was met.
    private var small: [Int32] = []
    private var others: [String: Int] = [:]

    private static let most = 1 << 20

    /// The number of a name, a new one if it wasn't met before.
    mutating func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard let value = OpinionNames.value(bytes) else { return number(String(decoding: bytes, as: UTF8.self)) }
        while small.count <= value { small.append(-1) }
        if small[value] < 0 {
            small[value] = Int32(names.count)
            names.append(String(value))
        }
        return Int(small[value])
    }

    private mutating func number(_ name: String) -> Int {
        if let known = others[name] { return known }
        others[name] = names.count
        names.append(name)
        return names.count - 1
    }

    /// The value of a number as it would be written, if it is small.
    private static func value(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard (1...7).contains(bytes.count), bytes[0] != UInt8(ascii: "0") || bytes.count == 1 else { return nil }
        var value = 0
        for byte in bytes {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value < most ? value : nil
    }

    /// Places in the order of the names: numbers by value before other words by their letters.
    static func order(_ names: [String]) -> [Int] {
        let keys = names.map { Int($0) }
        return names.indices.sorted { left, right in
            switch (keys[left], keys[right]) {
            case (let l?, let r?): l != r ? l < r : names[left] < names[right]
            case (.some, nil): true
            case (nil, .some): false
            case (nil, nil): names[left] < names[right]
            }
        }
    }
}
