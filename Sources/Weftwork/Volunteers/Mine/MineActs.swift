internal import Database
internal import Engine

/// What is one's own to see: the week, and the record of what one did.
struct MineActs: Sendable {
    let needs: NeedActs
    let volunteers: VolunteerActs

    var members: MemberActs { volunteers.members }
    var database: any Database { members.database }
    var world: World { members.world }

    func week(of viewer: Viewer, in network: ID) async throws -> OwnWeek {
        try Policy.require(.seeOwnRecord, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        return try await database.read { db in
            let titles = try db.trainingTitles(of: network)
            let endings = try db.trainingPasses(of: member.id, in: network).filter {
                $0.holds(at: now) && $0.untilAt < now + MineRules.ending
            }.sorted { ($0.untilAt, $0.moduleID) < ($1.untilAt, $1.moduleID) }
            let end = now + VolunteerRules.week
            let busy = try db.busySpans(in: network, of: [member.id], from: now, to: end)[member.id] ?? []
            return OwnWeek(
                shifts: try db.shifts(of: member.id, in: network, from: now, to: end),
                promises: try promises(db.livePromises(of: member.id, in: network), viewer, now, in: network, db),
                held: try db.heldSmallTasks(by: member.id, in: network, at: now),
                own: try volunteers.own(of: member, at: now, db), ahead: VolunteerRules.load(busy, at: end),
                endings: endings.compactMap { pass in
                    titles[pass.moduleID].map { OwnWeek.Ending(module: pass.moduleID, title: $0, until: pass.untilAt) }
                })
        }
    }

    /// Promises with the titles as whoever promised reads them at the needs.
    private func promises(
        _ found: [(claim: Claim, agreed: RestGuard.Span?, isCorrected: Bool)], _ viewer: Viewer, _ now: Int64,
        in network: ID, _ db: any Connection
    ) throws -> [OwnWeek.Promise] {
        let needs = try db.needs(byID: found.map(\.claim.needID), in: network)
        let ties = try db.ties(of: viewer, to: needs.values, now: now)
        return found.map { claim, agreed, isCorrected in
            let view = needs[claim.needID].map {
                NeedView($0, for: viewer, ties: ties[$0.id] ?? [], ownerName: "", now: now)
            }
            var promise = OwnWeek.Promise(claim: claim, title: view?.title, agreed: agreed, isCorrected: isCorrected)
            if case .full(let lines) = view?.lines, let line = lines.first(where: { $0.id == claim.lineID }) {
                promise.thing = "\(line.item) \(Format.amount(claim.quantity, line.unit))"
                promise.work = line.work
            }
            return promise
        }
    }

    func record(of viewer: Viewer, in network: ID) async throws -> WorkRecord {
        try Policy.require(.seeOwnRecord, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        let deliveries = try await needs.deliveries(of: member.id, in: network)
        return try await database.read { db in
            var confirmers: [ID: Confirmer] = [:]
            func confirmer(_ id: ID?) throws -> Confirmer {
                guard let id else { return .requester }
                if let known = confirmers[id] { return known }
                let found = Confirmer.member(try db.member(id, in: network).flatMap { MineRules.role(of: $0.roles) })
                confirmers[id] = found
                return found
            }
            let spans = try db.workSpans(in: network, of: [member.id], from: 0, to: now)[member.id] ?? []
            let work = try db.workCounts(of: member.id, in: network, at: now)
            let small = try db.smallTotals(of: member.id, in: network), titles = try db.trainingTitles(of: network)
            return WorkRecord(
                at: now, name: member.name, since: try db.arrival(of: member.id, in: network)?.joinedAt,
                hours: MineRules.total(spans.map { ($0.from, min($0.to, now)) }), shiftCount: work.shifts,
                verified: work.verified,
                deliveries: try deliveries.map {
                    WorkRecord.Delivery(title: $0.title, at: $0.at, by: try confirmer($0.confirmedBy ?? $0.memberID))
                },
                small: try db.confirmedTasks(of: member.id, in: network, limit: 100).map {
                    WorkRecord.Small(kind: $0.kind, at: $0.at, by: try confirmer($0.by))
                },
                smallCount: small.done, checkedCount: small.checked,
                things: try db.smallThings(of: member.id, in: network).compactMap { thing in
                    guard let at = thing.confirmedAt else { return nil }
                    return WorkRecord.Thing(kind: thing.kind, at: at, by: try confirmer(thing.confirmedByID))
                },
                passes: try db.trainingPasses(of: member.id, in: network).filter { $0.version > 0 }.compactMap { pass in
                    titles[pass.moduleID].map {
                        WorkRecord.Pass(title: $0, passedAt: pass.passedAt, until: pass.untilAt)
                    }
                })
        }
    }
}
