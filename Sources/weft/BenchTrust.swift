import ArgumentParser
import Engine
import Foundation
import Weftwork

/// `weft bench trust`: standing of a large network made at random, whole and change by change.
struct BenchTrust: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust", abstract: "Standing of a network made at random, whole and change by change.")
    @Option(name: .long) var members = 100_000
    @Option(name: .long) var vouches = 1_000_000
    @Option(name: .long) var changes = 2_000
    @Option(name: .long) var seed: UInt64 = 1

    func validate() throws {
        guard members >= 1_000, vouches > 0, changes >= 100 else {
            throw ValidationError("at least 1000 members, one vouch, 100 changes")
        }
    }

    /// People of one community, three of four of whose vouches stay in it.
    private static let community = 500

    func run() throws {
        var random = SplitMix64(seed: seed)
        let made = (0..<vouches).map { _ in vouch(&random) }.filter { $0.from != $0.to }
        let anchors = Set(stride(from: 0, to: members, by: BenchTrust.community))
        let clock = ContinuousClock()
        var trust = TrustNetwork.derived(memberCount: 1, vouches: [], roots: TrustRoots(anchors: [0]))
        let derived = clock.measure {
            trust = .derived(memberCount: members, vouches: made, roots: TrustRoots(anchors: anchors))
        }
        let kept = Kept(trust, VouchGraph(memberCount: members, vouches: made))
        let whole = (0..<3).map { _ in clock.measure { trust = kept.restored(anchors) } }.min() ?? .zero
        let single = changeOneByOne(&trust, made, &random)
        var json = JSON()
        json.object { json in
            json.field("members", members)
            json.field("vouches", made.count)
            json.field("accepted", (0..<members).count { trust.tier(of: $0) > 0 })
            json.field("derivedMilliseconds", Int(derived / .milliseconds(1)))
            json.field("wholeMilliseconds", Int(whole / .milliseconds(1)))
            json.field("singleMicrosecondsMedian", Int(single[single.count / 2] / .microseconds(1)))
            json.field("singleMicrosecondsP99", Int(single[single.count * 99 / 100] / .microseconds(1)))
            json.field("singleMicrosecondsMost", Int((single.last ?? .zero) / .microseconds(1)))
        }
        Terminal.line(String(decoding: json.bytes, as: UTF8.self))
    }

    private func vouch(_ random: inout SplitMix64) -> VouchGraph.Vouch {
        let from = Int.random(in: 0..<members, using: &random)
        let start = from / BenchTrust.community * BenchTrust.community
        let to =
            Int.random(in: 0..<4, using: &random) == 0
            ? Int.random(in: 0..<members, using: &random)
            : Int.random(in: start..<min(members, start + BenchTrust.community), using: &random)
        return VouchGraph.Vouch(from: from, to: to, tier: Int.random(in: 1...3, using: &random))
    }

    /// Vouches given and taken back in turn; how long each took, sorted.
    private func changeOneByOne(
        _ trust: inout TrustNetwork, _ made: [VouchGraph.Vouch], _ random: inout SplitMix64
    ) -> [Duration] {
        let clock = ContinuousClock()
        return (0..<changes).map { step in
            let old = made[Int.random(in: 0..<made.count, using: &random)]
            let new = vouch(&random)
            let newcomer = step % 10 == 0 ? trust.addMember() : new.to
            return clock.measure {
                if step % 2 == 0 {
                    _ = trust.add(.init(from: new.from, to: newcomer, tier: new.tier), now: Int64(step))
                } else {
                    _ = trust.remove(from: old.from, to: old.to, now: Int64(step))
                }
            }
        }.sorted()
    }

    /// What a store keeps of a network's standing.
    private struct Kept {
        let count: Int
        let entries: [TrustNetwork.Entry]
        let seats: [[Int: TrustNetwork.Seat]]
        let tables: [TrustCapacity]

        init(_ trust: TrustNetwork, _ graph: VouchGraph) {
            count = graph.memberCount
            entries = graph.vouches.map { .init(vouch: $0, limits: trust.limits(from: $0.from, to: $0.to)) }
            seats = (1...3).map { tier in
                Dictionary(
                    uniqueKeysWithValues: (0..<graph.memberCount).compactMap { member in
                        trust.seat(of: member, tier: tier).map { (member, $0) }
                    })
            }
            tables = trust.tables
        }

        func restored(_ anchors: Set<Int>) -> TrustNetwork {
            TrustNetwork(
                memberCount: count, entries: entries, roots: TrustRoots(anchors: anchors), seats: seats, tables: tables)
        }
    }
}
