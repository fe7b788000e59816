internal import Database

/// A voice that a member has passed on, for one topic.
struct Delegation: Sendable, Equatable {
    let id: ID
    let networkID: ID
    let fromID: ID
    let topic: Proposal.Topic
    let toID: ID
    let fromAt: Int64
    /// Until when it held; nothing while it does.
    var untilAt: Int64?
}

/// Where a voice goes that was passed on, and on, and on. Pure.
enum DelegationRules {
    /// For each voice that has said nothing itself, the first one along its chain that has.
    ///
    /// - Parameters:
    ///   - chosen: to whom each member passed theirs on.
    ///   - voices: those of persons that count here.
    ///   - answered: voices that said something themselves.
    /// - Complexity: O(voices · length of the chains), which end after ``BallotPaperRules/longestChain``.
    static func ends(_ chosen: [ID: ID], of voices: Set<ID>, answered: Set<ID>) -> [ID: ID] {
        var ends: [ID: ID] = [:]
        for voice in voices where !answered.contains(voice) {
            var at = voice, seen: Set<ID> = [voice]
            while let next = chosen[at], seen.count <= BallotPaperRules.longestChain, seen.insert(next).inserted {
                if voices.contains(next), answered.contains(next) {
                    ends[voice] = next
                    break
                }
                at = next
            }
        }
        return ends
    }

    /// The members along a chain, the first first, without whom it begins with.
    static func chain(from member: ID, _ chosen: [ID: ID]) -> [ID] {
        var chain: [ID] = [], seen: Set<ID> = [member], at = member
        while let next = chosen[at], chain.count < BallotPaperRules.longestChain, seen.insert(next).inserted {
            chain.append(next)
            at = next
        }
        return chain
    }

    /// Whose voices would come to somebody at the end: how much they carry.
    static func carried(by member: ID, _ chosen: [ID: ID]) -> Set<ID> {
        Set(chosen.keys.filter { $0 != member && chain(from: $0, chosen).contains(member) })
    }

    /// - Throws: ``Refusal/invalid(_:)`` where it would lead back to where it begins, or too far.
    static func check(from: ID, to: ID, _ chosen: [ID: ID]) throws(Refusal) {
        guard from != to else { throw .invalid("to", DelegationWords.notToOneself) }
        let chain = chain(from: to, chosen)
        guard !chain.contains(from) else { throw .invalid("to", DelegationWords.circle) }
        // From the first who would come by this one to the last: past so many steps nobody follows it, and they would count for nobody.
        guard upstream(of: from, chosen) + chain.count + 1 < BallotPaperRules.longestChain else {
            throw .invalid("to", DelegationWords.tooLong)
        }
    }

    /// How many steps away those are who come to a member by the longest chain.
    private static func upstream(of member: ID, _ chosen: [ID: ID]) -> Int {
        chosen.keys.compactMap { chain(from: $0, chosen).firstIndex(of: member).map { $0 + 1 } }.max() ?? 0
    }
}
