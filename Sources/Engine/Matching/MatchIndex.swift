internal import Foundation

/// What lies where, by item or skill: for each of them a sorted list of cells, coarser for those who come further.
///
/// A look-up reads only cells under the radius: a row of cells is one stretch of the list. What comes from anywhere, or has no
/// place, is a stretch of its own that every look-up reads. Who lies in one cell has neighbouring slots, so that what is kept by slot
/// is read in one go. Who also works from anywhere has a second entry, in a stretch that only look-ups for such work read. 8 bytes an
/// entry; built in O(n log n).
struct MatchIndex: Sendable {
    /// The level of the second entries.
    private static let remote = 3
    /// Sizes of cells in degrees and the most kilometres that those in them come; level 0 has no cells.
    private static let levels: [(size: Double, most: Double)] = [(360, .infinity), (0.2, 30), (1.6, 240)]

    /// The position of each slot: cell by cell.
    let positions: [Int32]
    /// The slot of each position.
    let slots: [Int32]
    private let starts: [Int]
    private let holders: [Int]
    /// The first slot of those who lie in a cell.
    private let firstPlaced: Int
    /// Cell in the upper half, slot in the lower.
    private let entries: [UInt64]
    /// Who comes furthest on each level.
    private let furthest: [Double]

    /// What an entry needs to be found.
    struct Entry {
        let things: [Int32]
        let place: GeoPoint?
        let radius: Double?
        /// Found by every look-up.
        let isAnywhere: Bool
        /// Found by every look-up for work from anywhere, too.
        var isAlsoRemote = false
    }

    init(count: Int, _ entry: (Int) -> Entry) {
        let made = (0..<count).map(entry)
        var furthest = [Double](repeating: 0, count: MatchIndex.levels.count)
        let placed = made.indices.map { position in
            let level = MatchIndex.level(made[position])
            if level > 0 { furthest[level] = max(furthest[level], made[position].radius ?? 0) }
            return UInt64(MatchIndex.cell(level, level > 0 ? made[position].place : nil)) << 32 | UInt64(position)
        }.sorted()
        positions = placed.map { Int32(truncatingIfNeeded: $0) }
        var slots = [Int32](repeating: 0, count: count)
        for (slot, position) in positions.enumerated() { slots[Int(position)] = Int32(slot) }
        let most = made.reduce(Int32(-1)) { most, one in one.things.reduce(most, max) }
        var starts = [Int](repeating: 0, count: Int(most) + 2)
        var holders = [Int](repeating: 0, count: Int(most) + 1)
        for one in made {
            for thing in one.things where thing >= 0 {
                holders[Int(thing)] += 1
                starts[Int(thing) + 1] += MatchIndex.isTwice(one) ? 2 : 1
            }
        }
        for thing in 1..<max(1, starts.count) { starts[thing] += starts[thing - 1] }
        var next = starts, entries = [UInt64](repeating: 0, count: starts.last ?? 0)
        // In the order of the slots, and what is found twice at last, so that every list is sorted as it is made.
        for isSecond in [false, true] {
            for (slot, cell) in placed.enumerated() {
                let one = made[Int(positions[slot])]
                if isSecond && !MatchIndex.isTwice(one) { continue }
                let key = isSecond ? UInt64(MatchIndex.cell(MatchIndex.remote, nil)) << 32 : cell & ~0xFFFF_FFFF
                for thing in one.things where thing >= 0 {
                    entries[next[Int(thing)]] = key | UInt64(slot)
                    next[Int(thing)] += 1
                }
            }
        }
        self.holders = holders
        firstPlaced = placed.firstIndex { ($0 >> 32) >= UInt64(MatchIndex.cell(1, nil)) } ?? count
        self.slots = slots
        self.starts = starts
        self.entries = entries
        self.furthest = furthest
    }

    private static func isTwice(_ entry: Entry) -> Bool { entry.isAlsoRemote && level(entry) > 0 }

    private static func level(_ entry: Entry) -> Int {
        guard !entry.isAnywhere, entry.place != nil, let radius = entry.radius else { return 0 }
        return radius <= levels[1].most ? 1 : radius <= levels[2].most ? 2 : 0
    }

    private static func cell(_ level: Int, _ place: GeoPoint?) -> UInt32 {
        guard let place else { return UInt32(level) << 24 }
        return cell(level, row: row(level, place.latitude), column: column(level, place.longitude))
    }

    private static func cell(_ level: Int, row: Int, column: Int) -> UInt32 {
        UInt32(level) << 24 | UInt32(row) << 12 | UInt32(column)
    }

    private static func row(_ level: Int, _ latitude: Double) -> Int {
        Int((min(90, max(-90, latitude)) + 90) / levels[level].size)
    }

    private static func column(_ level: Int, _ longitude: Double) -> Int {
        Int((min(180, max(-180, longitude)) + 180) / levels[level].size)
    }

    /// Whether one who works from anywhere has a second entry.
    func isTwice(_ slot: Int) -> Bool { slot >= firstPlaced }

    /// One more than the greatest number of a thing.
    var thingCount: Int { holders.count }

    /// How many hold a thing.
    func count(of thing: Int32) -> Int { thing >= 0 && Int(thing) < holders.count ? holders[Int(thing)] : 0 }

    /// The stretch of all that hold a thing; who is in it twice has its second entry among ``remote(_:)``.
    func list(of thing: Int32) -> Range<Int> {
        guard thing >= 0, Int(thing) + 1 < starts.count else { return 0..<0 }
        return starts[Int(thing)]..<starts[Int(thing) + 1]
    }

    /// The slot that an entry stands for.
    @inline(__always)
    func slot(_ entry: Int) -> Int { Int(UInt32(truncatingIfNeeded: entries[entry])) }

    /// The stretches that hold everybody with a thing within a distance that either of the two goes, and some who are further.
    func stretches(of thing: Int32, around place: GeoPoint?, within radius: Double?, into found: inout [Range<Int>]) {
        found.removeAll(keepingCapacity: true)
        let list = list(of: thing)
        guard !list.isEmpty else { return }
        guard let place else {
            found.append(list.lowerBound..<lower(bound: MatchIndex.cell(MatchIndex.remote, nil), in: list))
            return
        }
        found.append(list.lowerBound..<lower(bound: MatchIndex.cell(1, nil), in: list))
        for level in 1..<MatchIndex.levels.count where furthest[level] > 0 || radius != nil {
            let from = lower(bound: MatchIndex.cell(level, nil), in: list)
            let rest = from..<lower(bound: MatchIndex.cell(level + 1, nil), in: list)
            guard !rest.isEmpty else { continue }
            rows(of: level, in: rest, around: place, within: min(radius ?? .infinity, furthest[level]), &found)
        }
    }

    /// The second entries of those who hold a thing and work from anywhere.
    func remote(_ thing: Int32) -> Range<Int> {
        let list = list(of: thing)
        return lower(bound: MatchIndex.cell(MatchIndex.remote, nil), in: list)..<list.upperBound
    }

    private func rows(
        of level: Int, in list: Range<Int>, around place: GeoPoint, within radius: Double, _ found: inout [Range<Int>]
    ) {
        let high = radius / Sphere.kilometres * 180 / .pi + 1e-6
        let top = min(89.9, abs(place.latitude) + high)
        let wide = high / cos(top * .pi / 180)
        let rows = MatchIndex.row(level, place.latitude - high)...MatchIndex.row(level, place.latitude + high)
        let west = place.longitude - wide, east = place.longitude + wide
        for row in rows {
            func add(_ west: Double, _ east: Double) {
                let from = MatchIndex.cell(level, row: row, column: MatchIndex.column(level, west))
                let to = MatchIndex.cell(level, row: row, column: MatchIndex.column(level, east)) + 1
                let stretch = lower(bound: from, in: list)
                let end = lower(bound: to, in: stretch..<list.upperBound)
                if stretch < end { found.append(stretch..<end) }
            }
            if wide >= 178 || top >= 89.9 {
                add(-180, 180)
            } else if west < -180 {
                add(-180, east)
                add(west + 360, 180)
            } else if east > 180 {
                add(west, 180)
                add(-180, east - 360)
            } else {
                add(west, east)
            }
        }
    }

    /// The first entry of a list that lies in this cell or behind it.
    private func lower(bound cell: UInt32, in list: Range<Int>) -> Int {
        let wanted = UInt64(cell) << 32
        var low = list.lowerBound, high = list.upperBound
        while low < high {
            let middle = (low + high) / 2
            if entries[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
