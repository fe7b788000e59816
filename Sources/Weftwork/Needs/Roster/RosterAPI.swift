internal import Database

/// The roster for programs: who is on duty, who is asked to be, and who was woken.
extension NeedAPI {
    var rosterEndpoints: [Endpoint] {
        let network = "/api/v1/networks/{slug}", root = "\(network)/roster"
        return [
            Endpoint(
                .get, root, .seeRoster, .api, "Who is on duty in the coming week, and when nobody is",
                gives: RosterSchemas.roster
            ) { ask in
                let network = try ask.requireNetwork().id, now = acts.world.now(), week = now + 7 * Time.day
                return .json(
                    RosterView(
                        shifts: try await acts.shifts(in: network, from: now, to: week),
                        resting: try await acts.onBreak(in: network), from: now, to: week))
            },
            Endpoint(
                .post, root, .editRoster, .api, "Plan a shift, or ask somebody to be on call",
                accepts: RosterSchemas.shiftToPost, gives: RosterSchemas.shift, status: 201, handle: plan),
            Endpoint(
                .post, "\(root)/{id}/actions", .seeRoster, .api,
                "Accept or decline a line that asks me; end a running one of mine, or as a coordinator any",
                accepts: RosterSchemas.shiftAction, handle: actOnShift),
            Endpoint(
                .post, "\(root)/reserve", .seeRoster, .api, "Come and help through a burst, or say that I can't",
                accepts: RosterSchemas.reserveAnswer
            ) { ask in
                guard let comes = try ask.decoded(ReserveBody.self).comes else {
                    throw Refusal.invalid("comes", SiteWords.missing)
                }
                try await acts.answerReserve(comes: comes, by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(ReserveAnswerView(comes: comes))
            },
            Endpoint(
                .post, "\(network)/needs/{id}/take", .takeRing, .api, "Take a need that I was woken for",
                gives: Schemas.need
            ) { ask in
                let network = try ask.requireNetwork().id
                let need = try await acts.take(try ask.id("id"), by: ask.viewer, in: network)
                return .json(try await acts.view(need.id, for: ask.viewer, in: network))
            },
        ]
    }

    private func plan(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork().id, now = acts.world.now()
        let body = try ask.decoded(ShiftBody.self)
        guard let member = body.member.flatMap({ ID($0) }) else {
            throw Refusal.invalid("member", NeedWords.unknownMember)
        }
        guard let start = try MomentReading.moment(body.startsAt, "startsAt", now: now) else {
            throw Refusal.invalid("startsAt", SiteWords.missing)
        }
        guard let end = try MomentReading.moment(body.endsAt, "endsAt", now: now) else {
            throw Refusal.invalid("endsAt", SiteWords.missing)
        }
        let id = try await acts.planShift(
            member: member, desk: body.desk ?? "", from: start, to: end, isOnCall: body.onCall ?? false,
            emergency: try EmergencyRules.tie(body.emergency), by: ask.viewer, in: network, once: ask.once)
        // Sent twice, it may have been struck off since.
        guard let shift = try await acts.database.read({ db in try db.shift(id, in: network) }) else {
            throw Refusal.notFound
        }
        return .json(ShiftView(shift: shift), status: 201)
    }

    private func actOnShift(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork().id, id = try ask.id("id")
        let word = try ask.decoded(ShiftActionBody.self).action
        switch word {
        case "accept", "decline":
            try await acts.answerShift(id, accepts: word == "accept", by: ask.viewer, in: network)
        case "end": try await acts.endShift(id, by: ask.viewer, in: network)
        default: throw Refusal.invalid("action", SiteWords.badChoice(["accept", "decline", "end"], word))
        }
        return .json(DoneView(id: id))
    }
}

private struct ShiftBody: Decodable {
    let member: String?
    let desk: String?
    let startsAt: String?
    let endsAt: String?
    let onCall: Bool?
    let emergency: String?
}

private struct ShiftActionBody: Decodable {
    let action: String?
}

private struct ReserveBody: Decodable {
    let comes: Bool?
}

private struct ReserveAnswerView: View {
    let comes: Bool

    func write(to json: inout JSON) {
        json.object { $0.field("comes", comes) }
    }
}
