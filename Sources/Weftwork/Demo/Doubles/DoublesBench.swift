internal import Database
internal import Engine
internal import Foundation

/// Labelled doubles and traps, made of real needs by edits from a seed, against a store that is filled with needs of other
/// institutions with the same lists in the same places: how many are found, how many are taken for doubles, how soon.
public struct DoublesBench: Sendable {
    private let app: App
    private let network: Network
    private let corpus: DoublesCorpus
    private let seed: UInt64

    /// - Parameters:
    ///   - app: on a store of its own; a network is made in it.
    ///   - data: the file of hospital needs.
    ///   - seed: what edits, traps and fillers follow from.
    public init(_ app: App, data: String, seed: UInt64) async throws {
        self.app = app
        self.seed = seed
        corpus = DoublesCorpus(try DoublesSource.read(data))
        let founder = MemberDraft(email: "doubles@bench.example", name: "bench")
        network = try await app.people.found(
            slug: "doubles-\(seed)", name: "doubles", founder: founder, language: .zh
        ).network
    }

    /// Stores, measures, fills up to `count`, measures again.
    public func run(count: Int, _ progress: @escaping @Sendable (Int, Int) -> Void) async throws -> DoublesReport {
        var report = DoublesReport()
        report.lines.append(
            "Doubles: \(corpus.sources.count) real needs, \(ProcessInfo.processInfo.activeProcessorCount) cores, "
                + "\(app.database.engine == .sqlite ? "SQLite" : "PostgreSQL")")
        var random = SplitMix64(seed: seed)
        let stored = try await store(corpus.sources.map(\.entry)) { _ in }
        var places: [ID: Int] = [:]
        for (index, id) in stored.enumerated() { places[id] = corpus.clusters[index] }
        let drafts = drafts(&random), traps = traps(&random)
        report.title("At \(corpus.sources.count) stored needs")
        try await pass(&report, drafts, traps, places)
        report.title("Ceiling: every pair of draft and real need, no search")
        for row in try await ceiling(drafts, stored, places, &random) { report.row(row.name, row.words) }
        guard count > stored.count else { return report }
        let all = count - stored.count
        var fillers: [NeedEntry] = []
        for number in 0..<all { fillers.append(corpus.filler(number, &random)) }
        _ = try await store(fillers) { progress($0, all) }
        report.title("At \(count) stored needs; the real ones are the oldest")
        try await pass(&report, drafts, traps, places)
        report.title("Plain baseline: the same name (normalised) or the same phone")
        report.row("at \(stored.count)", baseline(drafts, []).words)
        report.row("at \(count)", baseline(drafts, fillers).words)
        return report
    }

    private struct Draft: Sendable {
        let kind: String
        let entry: NeedEntry
        let cluster: Int
    }

    // MARK: Drafts and traps

    private func drafts(_ random: inout SplitMix64) -> [Draft] {
        var drafts: [Draft] = []
        for (index, source) in corpus.sources.enumerated() {
            for edit in DoubleEdit.allCases {
                guard let edited = edit.applied(to: source.entry, &random) else { continue }
                var other = edited
                other.phone = DoublesCorpus.phone(&random)
                let cluster = corpus.clusters[index]
                drafts.append(Draft(kind: edit.rawValue, entry: edited, cluster: cluster))
                drafts.append(Draft(kind: "\(edit.rawValue), other contact", entry: other, cluster: cluster))
            }
        }
        return drafts
    }

    private func traps(_ random: inout SplitMix64) -> [(trap: DoubleTrap, entry: NeedEntry, cluster: Int)] {
        var traps: [(trap: DoubleTrap, entry: NeedEntry, cluster: Int)] = []
        for (index, source) in corpus.sources.enumerated() {
            for trap in DoubleTrap.allCases {
                if let entry = trap.entry(beside: source, among: corpus.sources, &random) {
                    traps.append((trap, entry, corpus.clusters[index]))
                }
            }
        }
        return traps
    }

    // MARK: Passes

    private func pass(
        _ report: inout DoublesReport, _ drafts: [Draft],
        _ traps: [(trap: DoubleTrap, entry: NeedEntry, cluster: Int)], _ places: [ID: Int]
    ) async throws {
        let clock = ContinuousClock()
        // Two rows of the data that are equal to the letter are one stored need.
        let sizes = Dictionary(grouping: places.values) { $0 }.mapValues(\.count)
        var findings: [DoublesFinding] = [], caught: [DoublesTrapFinding] = []
        var times: [Double] = [], publicTimes: [Double] = []
        for (number, draft) in drafts.enumerated() {
            let start = clock.now
            let found = try await app.needs.duplicates(of: draft.entry, in: network.id, limit: 48, least: 0.2)
            times.append(start.duration(to: clock.now) / .milliseconds(1))
            let hits = found.map { (score: $0.score, isTrue: places[$0.need.id] == draft.cluster) }
            findings.append(DoublesFinding(kind: draft.kind, truths: sizes[draft.cluster] ?? 0, hits: hits))
            guard number % 10 == 0 else { continue }
            let asked = clock.now
            _ = try await app.needs.similar(to: draft.entry, in: network.id, for: .zh)
            publicTimes.append(asked.duration(to: clock.now) / .milliseconds(1))
        }
        for trap in traps {
            let found = try await app.needs.duplicates(of: trap.entry, in: network.id, limit: 48, least: 0.2)
            let score = found.filter { places[$0.need.id] == trap.cluster }.map(\.score).max() ?? 0
            caught.append(DoublesTrapFinding(trap: trap.trap, score: score))
        }
        report.add(findings, caught)
        report.add("the desk's search", times)
        report.add("the public suggestion", publicTimes)
    }

    /// A sample of drafts against every stored real need, judged pair by pair and by Jaccard alone: what no search can beat.
    private func ceiling(
        _ drafts: [Draft], _ stored: [ID], _ places: [ID: Int], _ random: inout SplitMix64
    ) async throws -> [(name: String, words: String)] {
        let network = network.id
        let ids = Set(stored).sorted()
        let others = try await app.database.read { db in try ids.compactMap { try db.need($0, in: network) } }
        let keys = try await app.database.read { db in try others.map { Set(try db.keys(of: $0)) } }
        let clusters = others.map { places[$0.id] }
        let sizes = Dictionary(grouping: places.values) { $0 }.mapValues(\.count)
        var judged: [DoublesFinding] = [], plain: [DoublesFinding] = []
        for draft in drafts.shuffled(using: &random).prefix(200) {
            guard let sketch = try await app.needs.sketch(draft.entry, in: network, withContacts: true) else {
                continue
            }
            let own = Set(sketch.keys), text = Shingles.Pairs(sketch.need.likenessText)
            var hits: [(score: Double, isTrue: Bool)] = [], likenesses: [(score: Double, isTrue: Bool)] = []
            for (index, other) in others.enumerated() {
                let kinds = own.intersection(keys[index]).compactMap { DuplicateTrace.Kind(rawValue: $0.kind.rawValue) }
                let isTrue = clusters[index] == draft.cluster
                hits.append((DuplicateRules.judge(sketch.need, other, shared: Set(kinds)).score, isTrue))
                likenesses.append((text.likeness(to: Shingles.Pairs(other.likenessText)), isTrue))
            }
            let truths = sizes[draft.cluster] ?? 0
            judged.append(DoublesFinding(kind: "", truths: truths, hits: hits))
            plain.append(DoublesFinding(kind: "", truths: truths, hits: likenesses))
        }
        let best = (1...19).map { Double($0) / 20 }.map { (limit: $0, figures: DoublesFigures(plain, from: $0)) }
            .max { $0.figures.f1 < $1.figures.f1 }
        return [
            ("every pair judged (200 drafts)", DoublesFigures(judged, from: DuplicateRules.leastAtDesk).words),
            ("Jaccard alone, best limit \(best?.limit ?? 0)", best?.figures.words ?? ""),
        ]
    }

    /// The same normalised name, or the same number.
    private func baseline(_ drafts: [Draft], _ fillers: [NeedEntry]) -> DoublesFigures {
        var names: [String: Set<Int>] = [:], phones: [String: Set<Int>] = [:]
        func add(_ entry: NeedEntry, _ number: Int) {
            names[Clean.key(entry.institution), default: []].insert(number)
            if let phone = Contacts.phone(entry.phone) { phones[phone, default: []].insert(number) }
        }
        for (index, source) in corpus.sources.enumerated() { add(source.entry, index) }
        for (index, filler) in fillers.enumerated() { add(filler, corpus.sources.count + index) }
        let findings = drafts.map { draft -> DoublesFinding in
            let name = Clean.key(draft.entry.institution)
            let byName = name.isEmpty ? [] : names[name] ?? []
            let byPhone = Contacts.phone(draft.entry.phone).flatMap { phones[$0] } ?? []
            let hits = byName.union(byPhone).map { number in
                (score: 1.0, isTrue: number < corpus.clusters.count && corpus.clusters[number] == draft.cluster)
            }
            return DoublesFinding(kind: draft.kind, truths: corpus.size(of: draft.cluster), hits: hits)
        }
        return DoublesFigures(findings, from: 1)
    }

    // MARK: Storing

    /// Stores entries through the product's own intake, many at once; their ids in order.
    private func store(
        _ entries: [NeedEntry], _ progress: @escaping @Sendable (Int) -> Void
    ) async throws -> [ID] {
        let app = app, network = network
        var ids: [Int: ID] = [:]
        for start in stride(from: 0, to: entries.count, by: 2000) {
            let part = entries[start..<min(start + 2000, entries.count)]
            try await withThrowingTaskGroup(of: (Int, ID).self) { group in
                for (index, entry) in zip(part.indices, part) {
                    if index - start >= 32, let (done, id) = try await group.next() { ids[done] = id }
                    group.addTask {
                        let viewer = Viewer(.operator, language: .zh)
                        // An operator relays: a hospital of the data without a readable number is taken in all the same.
                        let receipt = try await app.needs.submit(entry, by: viewer, in: network, isRelayed: true)
                        return (index, receipt.need.id)
                    }
                }
                for try await (done, id) in group { ids[done] = id }
            }
            progress(min(start + 2000, entries.count))
        }
        return entries.indices.compactMap { ids[$0] }
    }
}
