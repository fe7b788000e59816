internal import Database
internal import Engine

/// A call as whoever follows a group's link sees it.
struct HandsView: Sendable {
    enum Stage: String, Sendable {
        case open
        /// Enough said yes.
        case enough
        case ended
    }

    let said: PublicCall
    let stage: Stage
    let yes: Int
    /// What whoever looks was asked, or has said, about this need.
    let own: Asking?

    /// Their own asking is about another line of the need.
    var isElsewhere: Bool { own.map { $0.callID != said.call.id } ?? false }
}

/// Coming by oneself: what was said in a group is answered by whoever signs in.
extension WaveActs {
    func hands(_ id: ID, for viewer: Viewer, in network: ID) async throws -> HandsView {
        try Policy.require(.seeCall, viewer)
        let limits = try await needs.limits(of: network), now = world.now()
        return try await database.read { db in
            guard let call = try db.helpCall(id, in: network), let need = try db.need(call.needID, in: network),
                let said = PublicCall(call, need, limits: limits, at: now)
            else { throw Refusal.notFound }
            return HandsView(
                said: said, stage: call.state == .met ? .enough : said.isOpen ? .open : .ended,
                yes: try db.yesCount(of: call),
                own: try viewer.member.flatMap { try db.asking(of: $0.id, for: need.id, in: network, vault: vault) })
        }
    }

    /// Answers a call that a group has heard of. Nobody's budget is touched: nobody wrote to them. A no is kept, so that they are not
    /// asked for it by themselves any more.
    ///
    /// - Parameter seen: the time that they have read; those that the call was opened with, where nothing is said.
    /// - Throws: ``Refusal/conflict(_:_:)`` where it is over, its time has been changed since, or a yes can't be kept, with why; nothing
    ///   has happened then.
    func answerCall(
        _ answer: AskedAnswer, _ id: ID, seen: CallTerms? = nil, by viewer: Viewer, in network: ID
    ) async throws -> Asking {
        try Policy.require(.answerCall, viewer)
        let own = try members.own(viewer, in: network), now = world.now()
        let done = try await onDesk(in: network, by: Viewer(.system, language: .zh), at: now) { desk in
            guard let call = try desk.db.helpCall(id, in: network),
                let need = try desk.db.need(call.needID, in: network),
                let said = PublicCall(call, need, limits: desk.limits, at: now),
                let member = try desk.db.member(own.id, in: network), !member.isSuspended
            else { throw Refusal.notFound }
            let known = try desk.db.asking(of: member.id, for: need.id, in: network, vault: vault)
            if let known, known.callID != call.id { throw Refusal.conflict(HandsWords.elsewhere) }
            if let known, known.said != nil { return known }
            guard answer == .yes else {
                return try desk.decline(known ?? desk.come(member, said.call, need), call, answer, by: member)
            }
            try said.require(seen: seen ?? call.terms)
            if said.isOpen, let known, !known.isOpen(at: now) { throw Refusal.conflict(HandsWords.lapsed) }
            return try desk.accept(known ?? desk.come(member, said.call, need), said.call, by: member)
        }
        if answer == .notThisWeek { volunteers.changed(in: network) }
        return done
    }
}

extension WaveDesk {
    /// Whoever comes by themselves stands among those who were asked.
    fileprivate func come(_ member: Member, _ call: HelpCall, _ need: Need) throws -> Asking {
        guard call.state.isOpen, call.untilAt > now, try standing(call) != nil,
            let line = need.lines.first(where: { $0.id == call.lineID })
        else { throw Refusal.conflict(call.state == .met ? HandsWords.enough : HandsWords.ended) }
        if let stop = bar(need, line) { throw Refusal.conflict(WaveWords.words(stop)) }
        let asking = Asking(
            id: acts.world.newID(), networkID: network, callID: call.id, needID: need.id, lineID: line.id,
            memberID: member.id, wave: call.wave, askedAt: now, untilAt: call.untilAt, isPicked: false, state: .asked,
            said: nil, answeredAt: nil, claimID: nil, span: nil, why: WhyAsked())
        guard try db.insert(asking, of: member.personID, vault: acts.vault) else { throw Refusal.stale }
        return asking
    }
}
