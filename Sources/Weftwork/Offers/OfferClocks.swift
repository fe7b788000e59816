internal import Database

/// Which clock runs for an offer and its uses, and how long. Desk steps take what the network gives a normal need.
enum OfferClocks {
    enum Step: String, Sendable {
        case answer = "offerAnswer"
        case verify = "offerVerify"
        case list = "offerList"
        case freshness = "offerFreshness"
        case use = "offerUse"
    }

    static func step(in state: Offer.State) -> Step? {
        switch state {
        case .submitted: .answer
        case .acknowledged: .verify
        case .verified: .list
        case .listed, .inUse, .usedUp: .freshness
        case .withdrawn, .expired, .rejected: nil
        }
    }

    static func length(of step: Step, _ offer: Offer, _ lengths: ClockLengths) -> Int64 {
        switch step {
        case .answer, .use: lengths.length(of: .firstAnswer, urgency: .normal)
        case .verify: lengths.length(of: .verify, urgency: .normal)
        case .list: lengths.length(of: .publish, urgency: .normal)
        case .freshness:
            offer.isStanding ? OfferRules.standing : lengths.length(of: .freshness, urgency: .low)
        }
    }

    /// How long whoever offers has to answer that somebody needs it: as long as that need's first answer may take.
    static func length(ofUseFor need: Need, _ lengths: ClockLengths) -> Int64 {
        lengths.length(of: .firstAnswer, urgency: need.urgency)
    }

    /// The clock of an offer in its present state.
    static func clock(of offer: Offer, _ step: Step, now: Int64, _ lengths: ClockLengths) -> Clock {
        let due = now + length(of: step, offer, lengths)
        // What has to be answered by whoever offers waits for them; the rest for the desk.
        let isTheirs = step == .freshness
        return Clock(
            networkID: offer.networkID, object: .offer, objectID: offer.id, needID: offer.id, step: step.rawValue,
            ownerID: isTheirs ? offer.speakerID : offer.ownerID, startedAt: now, dueAt: due, stage: 0,
            nextAt: isTheirs ? due : Escalation.next(after: .none, start: now, due: due))
    }

    static func clock(of use: OfferUse, due: Int64, owner: ID, now: Int64) -> Clock {
        Clock(
            networkID: use.networkID, object: .offerUse, objectID: use.id, needID: use.offerID, step: Step.use.rawValue,
            ownerID: owner, startedAt: now, dueAt: due, stage: 0,
            nextAt: Escalation.next(after: .none, start: now, due: due))
    }

    /// When it counts as stale, and when it ends, after it was asked about at `due`.
    static func afterAsking(_ clock: Clock, isStanding: Bool, stage: Int) -> Int64 {
        let grace = isStanding ? OfferRules.standingGrace : max(Time.hour, clock.dueAt - clock.startedAt)
        return clock.dueAt + Int64(stage) * grace
    }
}

extension OfferActs {
    /// What waits for a member among offers; to those who lead, also what has gone red.
    func tasks(for member: Member, now: Int64, _ db: any Connection) throws -> [WaitingTask] {
        let leads = member.standing == .steward || member.has(.coordinator)
        let handovers = try db.offerHandovers(to: member.id, in: member.networkID).map { offered in
            WaitingTask(
                clock: Clock(
                    networkID: member.networkID, object: .offer, objectID: offered.id, needID: offered.needID,
                    step: "offerHandover", ownerID: member.id, startedAt: offered.at, dueAt: offered.at + Time.day,
                    stage: 0, nextAt: Clock.never),
                words: OfferWords.handoverWaits(offered.title), path: "/briefing#offered")
        }
        return try handovers
            + db.offerClocks(in: member.networkID, of: member.id, leads: leads).map { clock, title in
                let path = clock.object == .offerUse ? "#use-\(clock.objectID)" : ""
                return WaitingTask(
                    clock: clock, words: OfferWords.waits(clock.step, title), path: "/offers/\(clock.needID)\(path)")
            }
    }
}

extension Connection {
    /// Clocks of offers that wait for a member, the next due first. Nobody is asked whether it is still there before it is time.
    fileprivate func offerClocks(
        in network: ID, of member: ID, leads: Bool
    ) throws -> [(clock: Clock, title: String)] {
        let red: SQL = leads ? "OR c.stage >= \(Escalation.reassigned.rawValue)" : .empty
        return try query(
            """
            SELECT \(Clock.columns), n.title FROM clocks c
            JOIN offers n ON n.network_id = c.network_id AND n.id = c.need_id
            WHERE c.network_id = \(network) AND c.object IN (\(Clock.Object.offer), \(Clock.Object.offerUse))
                AND (c.owner_id = \(member) \(red))
                AND (c.step <> \(OfferClocks.Step.freshness.rawValue) OR c.stage > 0 AND c.owner_id = \(member))
            ORDER BY c.due_at, c.object_id LIMIT 100
            """
        ) { (try Clock(row: $0), try $0[10]) }
    }
}
