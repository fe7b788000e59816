internal import Database
internal import Engine

/// The box in which secret papers lie until the end: so many slots from the first paper to the last, each of one length, mixed
/// anew with each paper, so that neither its size nor the order in it says anything. Pure.
struct SecretBox: Sendable, Equatable {
    /// Bytes of a paper: for each option a value in two and an effort in one.
    let length: Int
    private(set) var slots: [[UInt8]?]

    /// At most about so many voices share one box: what each paper costs grows with it.
    static let voicesPerBox = 400

    /// How many boxes so many voices have: enough that two who cast at once seldom wait for each other, few enough that nobody is
    /// alone in one.
    static func boxes(for voices: Int) -> Int { max(1, voices / voicesPerBox) }

    /// An empty box for its part of `voices`, with room for chance filling it more than others.
    init(voices: Int, options: Int) {
        length = SecretBox.length(options)
        let boxes = SecretBox.boxes(for: voices), part = (voices + boxes - 1) / boxes
        slots = [[UInt8]?](repeating: nil, count: boxes == 1 ? voices : min(voices, 2 * part))
    }

    /// A box as it was stored; nothing for what is none.
    init?(_ bytes: [UInt8], options: Int) {
        length = SecretBox.length(options)
        guard bytes.count % (length + 1) == 0 else { return nil }
        let length = length
        slots = stride(from: 0, to: bytes.count, by: length + 1).map { start in
            bytes[start] == 1 ? Array(bytes[(start + 1)...(start + length)]) : nil
        }
    }

    static func length(_ options: Int) -> Int { 3 * max(1, options) }

    var papers: [[UInt8]] { slots.compactMap { $0 } }

    /// As it is sealed: the same number of bytes, however full it is.
    var bytes: [UInt8] { slots.flatMap { [$0 == nil ? 0 : 1] + ($0 ?? [UInt8](repeating: 0, count: length)) } }

    /// Puts a paper in and mixes all.
    /// - Parameter chance: of 64 bits each.
    /// - Returns: whether there was room.
    mutating func put(_ paper: [UInt8], chance: () -> UInt64) -> Bool {
        guard paper.count == length, let free = slots.firstIndex(of: nil) else { return false }
        slots[free] = paper
        SecretBox.mix(&slots, chance)
        return true
    }

    /// Every order is as likely as any other.
    static func mix<T>(_ values: inout [T], _ chance: () -> UInt64) {
        guard values.count > 1 else { return }
        for last in stride(from: values.count - 1, to: 0, by: -1) {
            let bound = UInt64(last + 1), limit = UInt64.max - UInt64.max % bound
            var drawn = chance()
            while drawn >= limit { drawn = chance() }
            values.swapAt(last, Int(drawn % bound))
        }
    }
}

/// A paper as bytes, all of one ballot of the same length.
enum SecretPaper {
    private static let nothing = Int16.min

    static func bytes(_ paper: BallotPaper, _ options: [ProposalOption]) -> [UInt8] {
        guard !options.isEmpty else {
            let place = paper.position.flatMap { Stance.Position.allCases.firstIndex(of: $0) }
            return cell(place.map(Int16.init) ?? nothing, 0)
        }
        let marks = Dictionary(paper.marks.map { ($0.option, $0) }, uniquingKeysWith: { first, _ in first })
        return options.flatMap { option -> [UInt8] in
            guard let mark = marks[option.id] else { return cell(nothing, 0) }
            return cell(Int16(clamping: mark.value), UInt8(clamping: mark.effort ?? 0))
        }
    }

    private static func cell(_ value: Int16, _ effort: UInt8) -> [UInt8] {
        let bits = UInt16(bitPattern: value)
        return [UInt8(bits >> 8), UInt8(truncatingIfNeeded: bits), effort]
    }

    /// Nothing for what none of these wrote.
    static func paper(_ bytes: [UInt8], _ options: [ProposalOption]) -> BallotPaper? {
        guard bytes.count == SecretBox.length(options.count) else { return nil }
        let values = stride(from: 0, to: bytes.count, by: 3).map {
            Int16(bitPattern: UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]))
        }
        guard !options.isEmpty else {
            let places = Stance.Position.allCases
            guard let place = values.first, places.indices.contains(Int(place)) else { return nil }
            return BallotPaper(position: places[Int(place)])
        }
        let marks = options.enumerated().compactMap { place, option -> BallotMark? in
            guard values[place] != nothing else { return nil }
            let effort = Int(bytes[3 * place + 2])
            return BallotMark(option: option.id, value: Int(values[place]), effort: effort == 0 ? nil : effort)
        }
        return BallotPaper(marks: marks)
    }
}
