internal import Database

extension NeedRoutes {
    var briefingEndpoints: [Endpoint] {
        [
            Endpoint(.get, "/n/{slug}/briefing", .seeBriefing, .page) { ask in .page(try await briefingPage(ask)) },
            Endpoint(.post, "/n/{slug}/briefing/hand", .handOverAll, .page, handle: handAll),
            Endpoint(.post, "/n/{slug}/briefing/answer", .handOverAll, .page, handle: answerAll),
        ]
    }

    private func briefingPage(
        _ ask: Ask, notice: Text? = nil, left: [Text] = [], _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) async throws -> HTML {
        let network = try ask.requireNetwork()
        let briefing = try await duties.briefing(for: ask.viewer, in: network.id)
        let picture = try await acts.duty.picture(of: network.id, now: acts.world.now())
        let receivers = DutyRules.ranked(picture.candidates, area: AreaPath(), language: ask.language)
        let notice = notice ?? ask.query.text("offered").flatMap(Int.init).map(ShiftWords.offeredCount)
        let frame = frames(ask)
        let start: HTML = briefing.isBegun(at: frame.now) ? try await parts.html(.shift, frame, network) : ""
        return ShiftPages(frame: frame, network: network, notice: notice, start: start).page(
            briefing, receivers: receivers, left: left, form, problems)
    }

    private func handAll(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            guard let to = form["to"].flatMap({ ID($0) }) else { throw Refusal.invalid("to", NeedWords.unknownMember) }
            let count = try await duties.handOver(
                to: to, note: form["note"] ?? "", by: ask.viewer, in: network.id)
            return .redirect(to: "/n/\(network.slug)/briefing?offered=\(count)")
        } catch Refusal.invalid(let problems) {
            return .page(try await briefingPage(ask, form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await briefingPage(ask, form, [FieldProblem("", words)]), status: 409)
        }
    }

    private func answerAll(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        let chosen = form.all("handover").compactMap { ID($0) }
        do {
            guard !chosen.isEmpty else { throw Refusal.invalid("handover", TriageWords.chooseSome) }
            let report = try await duties.answer(
                chosen, accepts: form["action"] == "accept", by: ask.viewer, in: network.id)
            return .page(
                try await briefingPage(
                    ask, notice: ShiftWords.answered(report.done.count), left: report.left.map(\.why)))
        } catch Refusal.invalid(let problems) {
            return .page(try await briefingPage(ask, form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await briefingPage(ask, form, [FieldProblem("", words)]), status: 409)
        }
    }
}

private struct HandAllBody: Decodable {
    let to: String?
    let note: String?
}

private struct HandoversBody: Decodable {
    let accepts: Bool?
    let handovers: [String]?
}

extension NeedAPI {
    var briefingEndpoints: [Endpoint] {
        let network = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .get, "\(network)/briefing", .seeBriefing, .api, "How things stand for whoever comes on shift",
                gives: Schemas.briefing
            ) { ask in
                .json(try await duties.briefing(for: ask.viewer, in: try ask.requireNetwork().id))
            },
            Endpoint(
                .post, "\(network)/me/handovers", .handOverAll, .api, "Offer all that I answer for to one person",
                accepts: Schemas.handAll, status: 201
            ) { ask in
                let body = try ask.decoded(HandAllBody.self)
                guard let to = body.to.flatMap({ ID($0) }) else {
                    throw Refusal.invalid("to", NeedWords.unknownMember)
                }
                let count = try await duties.handOver(
                    to: to, note: body.note ?? "", by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(CountView(count: count), status: 201)
            },
            Endpoint(
                .post, "\(network)/me/handovers/answer", .handOverAll, .api,
                "Accept or decline all that is offered to me, or some of it", accepts: Schemas.handoversAnswer
            ) { ask in
                let body = try ask.decoded(HandoversBody.self)
                guard let accepts = body.accepts else { throw Refusal.invalid("accepts", SiteWords.missing) }
                let chosen = try (body.handovers ?? []).map { text in
                    guard let id = ID(text) else { throw Refusal.invalid("handovers", NeedWords.handoverOver) }
                    return id
                }
                if body.handovers != nil, chosen.isEmpty { throw Refusal.invalid("handovers", TriageWords.chooseSome) }
                let report = try await duties.answer(
                    chosen, accepts: accepts, by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(AnsweredView(report: report))
            },
        ]
    }
}

private struct AnsweredView: View {
    let report: TriageReport

    func write(to json: inout JSON) {
        json.object { json in
            json.field("done", report.done.map(\.description))
            json.field("left", report.left.map(\.need.description))
        }
    }
}

extension ShiftBriefing: View {
    func write(to json: inout JSON) {
        json.object { json in
            json.name("states")
            json.object { json in
                for state in Need.State.allCases {
                    guard let count = states[state] else { continue }
                    json.name(dynamic: state.rawValue)
                    json.raw("\(count)")
                }
            }
            json.field("late", late.count)
            json.field("critical", critical)
            json.field("mine", mine)
            json.field("bursts", bursts.count)
            json.field("floods", floods)
            json.field("reports", reports)
            json.field("before", before)
        }
    }
}

extension ShiftBriefing.Named: View {
    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", id)
            json.field("title", title)
            json.field("state", state.rawValue)
            json.field("owner", ownerName)
            json.field("dueAt", dueAt.map(Format.rfc3339))
        }
    }
}

extension Shift: View {
    func write(to json: inout JSON) {
        json.object { json in
            json.field("member", memberName)
            json.field("desk", desk)
            json.field("startsAt", Format.rfc3339(startsAt))
            json.field("endsAt", Format.rfc3339(endsAt))
        }
    }
}
