internal import Database

/// The doors for programs.
extension EmergencyRoutes {
    var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}/emergencies", one = EmergencySchemas.emergency
        return [
            Endpoint(
                .get, root, .seeEmergencies, .api, "Emergencies of a network", gives: EmergencySchemas.emergencyList
            ) { ask in
                let found = try await acts.emergencies(for: ask.viewer, in: try ask.requireNetwork().id)
                let views = found.map { EmergencyView(emergency: $0, story: nil, lead: nil) }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .post, root, .editEmergency, .api, "Open an emergency", accepts: EmergencySchemas.emergencyToPost,
                gives: one, status: 201
            ) { ask in
                let made = try await acts.openEmergency(
                    try ask.decoded(EmergencyBody.self).draft, by: ask.viewer, in: try ask.requireNetwork().id,
                    once: ask.once)
                return try await view(made.id, ask, status: 201)
            },
            Endpoint(.get, "\(root)/{id}", .seeEmergencies, .api, "One emergency", gives: one) { ask in
                try await view(try ask.id("id"), ask)
            },
            Endpoint(
                .post, "\(root)/{id}", .editEmergency, .api, "Change what is said of an emergency",
                accepts: EmergencySchemas.emergencyToChange, gives: one
            ) { ask in
                let changed = try await acts.changeEmergency(
                    try ask.id("id"), try ask.decoded(EmergencyBody.self).draft, by: ask.viewer,
                    in: try ask.requireNetwork().id)
                return try await view(changed.id, ask)
            },
            Endpoint(
                .get, "\(root)/{id}/open", .editEmergency, .api, "What is still open under an emergency",
                gives: EmergencySchemas.openUnder
            ) { ask in
                let open = try await acts.openUnder(try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id)
                return .json(OpenUnderView(open: open, language: ask.language))
            },
            Endpoint(
                .post, "\(root)/{id}/phase", .editEmergency, .api,
                "Move an emergency on; closing takes where everything goes that is still open",
                accepts: EmergencySchemas.phaseToPost, gives: one, handle: setPhase),
            Endpoint(
                .post, "\(root)/{id}/review", .editEmergency, .api, "Write the review",
                accepts: EmergencySchemas.reviewToPost, gives: one
            ) { ask in
                let body = try ask.decoded(ReviewBody.self)
                let emergency = try await acts.writeReview(
                    wentWell: body.wentWell ?? "", toChange: body.toChange ?? "", ofEmergency: try ask.id("id"),
                    by: ask.viewer, in: try ask.requireNetwork().id)
                return try await view(emergency.id, ask)
            },
        ]
    }

    private func view(_ id: ID, _ ask: Ask, status: Int = 200) async throws -> Answer {
        let story = try await acts.emergency(id, for: ask.viewer, in: try ask.requireNetwork().id)
        return .json(
            EmergencyView(
                emergency: story.emergency, story: story, lead: story.names[story.emergency.leadID]), status: status)
    }

    private func setPhase(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork().id, id = try ask.id("id"), body = try ask.decoded(PhaseBody.self)
        let phase = try EmergencyRules.phase(body.phase)
        _ = try await acts.advance(id, to: phase, body.draft, by: ask.viewer, in: network)
        return try await view(id, ask)
    }

    private struct EmergencyBody: Decodable {
        struct Advice: Decodable {
            let zh: String?
            let en: String?
        }

        let name: String?
        let kind: String?
        let level: String?
        let areas: [[String]]?
        let advice: Advice?
        let hotlines: [Emergency.Hotline]?
        let lead: String?
        let phase: String?
        let version: Int?

        var draft: EmergencyDraft {
            EmergencyDraft(
                name: name, kind: kind, level: level, areas: areas, adviceZh: advice?.zh, adviceEn: advice?.en,
                hotlines: hotlines, lead: lead, phase: phase, version: version)
        }
    }

    private struct PhaseBody: Decodable {
        let phase: String?
        let to: String?
        let needs: [String: String]?
        let shifts: [String: String]?
        let teams: [String: String]?
        let restrictions: [String: String]?

        var draft: ClosingDraft {
            func pairs(_ named: [String: String]?) -> [(id: String, to: String)] {
                (named ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            }
            return ClosingDraft(
                rest: to, needs: pairs(needs), shifts: pairs(shifts), teams: pairs(teams),
                restrictions: pairs(restrictions))
        }
    }

    private struct ReviewBody: Decodable {
        let wentWell: String?
        let toChange: String?
    }
}

/// An emergency for programs; with its story where one is asked for alone.
struct EmergencyView: View {
    let emergency: Emergency
    let story: EmergencyStory?
    /// Who answers for it, for members.
    let lead: String?

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", emergency.id)
            json.field("name", emergency.name)
            json.field("kind", emergency.kind.rawValue)
            json.field("level", emergency.level.rawValue)
            json.field("phase", emergency.phase.rawValue)
            json.field("since", moment: emergency.phaseAt)
            json.field("openedAt", moment: emergency.openedAt)
            json.field("version", emergency.version)
            json.field("next", EmergencyRules.next(emergency.phase).map(\.rawValue))
            json.name("areas")
            json.array(emergency.areas) { json, area in json.array(area.parts) { $0.value($1) } }
            json.name("advice")
            json.object {
                $0.field("zh", emergency.adviceZh)
                $0.field("en", emergency.adviceEn)
            }
            json.name("hotlines")
            json.array(emergency.hotlines) { json, one in
                json.object {
                    $0.field("name", one.name)
                    $0.field("number", one.number)
                }
            }
            if let story { write(story, to: &json) }
        }
    }

    private func write(_ story: EmergencyStory, to json: inout JSON) {
        if let lead {
            json.name("lead")
            json.object {
                $0.field("id", emergency.leadID)
                $0.field("name", lead)
            }
        }
        json.name("steps")
        json.array(story.steps) { json, step in
            json.object {
                $0.field("phase", step.phase.rawValue)
                $0.field("at", moment: step.at)
                if let name = step.byID.flatMap({ story.names[$0] }) { $0.field("by", name) }
            }
        }
        json.field("figures", EmergencyFiguresView(figures: story.figures))
        guard let review = story.review else { return }
        json.name("review")
        json.object { json in
            json.field("wentWell", review.wentWell)
            json.field("toChange", review.toChange)
            json.field("closedAt", moment: review.closedAt)
            if let figures = review.figures { json.field("figures", EmergencyFiguresView(figures: figures)) }
            json.name("handedOver")
            json.array(story.destinations) { json, one in
                json.object {
                    $0.field("to", one.into?.id.description ?? EmergencyTarget.everydayWord)
                    $0.field("needs", one.count)
                }
            }
        }
    }
}

/// Figures for programs; lengths of time in seconds.
struct EmergencyFiguresView: View {
    let figures: EmergencyFigures

    func write(to json: inout JSON) {
        json.object { json in
            write(figures.all, to: &json)
            json.field("answered", figures.answered)
            json.field("answeredInTime", figures.inTime)
            json.field("medianFirstAnswer", figures.medianAnswer.map { Int($0 / 1000) })
            json.field("shifts", figures.shifts)
            json.field("people", figures.people)
            json.name("states")
            json.object { json in
                for (state, count) in figures.states.sorted(by: { $0.key < $1.key }) {
                    json.name(dynamic: state)
                    json.raw(String(count))
                }
            }
            json.name("categories")
            json.object { json in
                for (category, tally) in figures.categories.sorted(by: { $0.key < $1.key }) {
                    json.name(dynamic: category)
                    json.object { write(tally, to: &$0) }
                }
            }
            json.name("delivered")
            json.array(figures.delivered) { json, one in
                json.object {
                    $0.field("item", one.item)
                    $0.field("unit", one.unit)
                    $0.field("quantity", quantity: one.quantity)
                }
            }
            json.field("otherDeliveries", figures.otherDeliveries)
        }
    }

    private func write(_ tally: EmergencyFigures.Tally, to json: inout JSON) {
        json.field("asked", tally.asked)
        json.field("open", tally.open)
        json.field("met", tally.met)
        json.field("unmet", tally.unmet)
        json.field("handedOver", tally.handedOver)
        json.field("other", tally.other)
    }
}

/// What is still open under an emergency, for programs.
struct OpenUnderView: View {
    let open: OpenUnder
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.field("needCount", open.needCount)
            json.field("claimCount", open.claimCount)
            json.name("needs")
            json.array(open.needs) { json, one in
                json.object {
                    $0.field("id", one.need.id)
                    $0.field("title", one.need.title)
                    $0.field("state", one.need.state.rawValue)
                    $0.field("owner", one.ownerName)
                    $0.field("due", moment: one.need.dueAt)
                    $0.field("claims", one.claims)
                }
            }
            json.name("shifts")
            json.array(open.shifts) { json, shift in
                json.object {
                    $0.field("id", shift.id)
                    $0.field("desk", shift.desk)
                    $0.field("member", shift.memberName)
                    $0.field("startsAt", moment: shift.startsAt)
                    $0.field("endsAt", moment: shift.endsAt)
                }
            }
            for (name, kind) in [("teams", HandedKind.team), ("restrictions", .restriction)] {
                json.name(dynamic: name)
                json.array(open.things.filter { $0.kind == kind }) { json, thing in
                    json.object {
                        $0.field("id", thing.id)
                        $0.field("name", thing.name(language))
                    }
                }
            }
            json.name("targets")
            json.array([EmergencyTarget.everydayWord] + open.targets.map(\.id.description)) { $0.value($1) }
        }
    }
}
