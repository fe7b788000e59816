internal import Database

/// The doors to paths.
struct GrowthRoutes: Sendable {
    let acts: MemberActs
    let frames: Frames

    var endpoints: [Endpoint] {
        let root = "/n/{slug}"
        return [
            Endpoint(.get, "\(root)/me/path", .seeOwnPath, .page) { ask in .page(try await own(ask)) },
            Endpoint(.post, "\(root)/me/path/sharing", .seeOwnPath, .page) { ask in
                let network = try ask.requireNetwork()
                try await acts.sharePath(ask.form["on"] == "1", by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/me/path?done=1")
            },
            Endpoint(.get, "\(root)/members/{id}/path", .seeMembers, .page) { ask in
                let network = try ask.requireNetwork()
                let reading = try await acts.growth(of: try ask.id("id"), for: ask.viewer, in: network.id)
                return .page(GrowthPages(frame: frames(ask), network: network).page(reading))
            },
            Endpoint(.get, "\(root)/roles/{role}/suggestions", .seeSuggestions, .page) { ask in
                guard let role = ask.parameters["role"].flatMap(Role.init(rawValue:)) else { throw Refusal.notFound }
                let network = try ask.requireNetwork()
                let all = try await acts.suggestions(for: role, by: ask.viewer, in: network.id)
                return .page(GrowthPages(frame: frames(ask), network: network).suggestions(all, for: role))
            },
            Endpoint(
                .get, "/api/v1/networks/{slug}/me/path", .seeOwnPath, .api, "What I have shown, what is within reach",
                gives: Schemas.path
            ) { ask in
                .json(PathView(reading: try await acts.growth(of: ask.viewer, in: try ask.requireNetwork().id)))
            },
        ]
    }

    private func own(_ ask: Ask) async throws -> HTML {
        let network = try ask.requireNetwork()
        return GrowthPages(frame: frames(ask), network: network)
            .page(try await acts.growth(of: ask.viewer, in: network.id))
    }
}

/// A path for programs of the one whose it is.
struct PathView: View {
    let reading: GrowthReading

    func write(to json: inout JSON) {
        json.object { json in
            json.field("deliveries", reading.deliveries.count)
            json.field("deliveriesThatCount", reading.independent)
            json.field("primer", reading.hasPrimer)
            json.field("shared", reading.sharedAt != nil)
            json.field("skills", reading.skills.map(\.skill))
            json.field("smallThings", reading.things.map(\.kind.rawValue))
            json.field("roles", reading.roles.map(\.role.rawValue))
            if let mentorship = reading.mentorship {
                json.field("mentor", mentorship.mentorID)
                json.field("mentorAccepted", mentorship.acceptedAt != nil)
            }
            json.name("next")
            json.array(reading.next) { json, reach in
                json.object {
                    $0.field("role", reach.role.rawValue)
                    $0.field("met", reach.met.map(\.name))
                    $0.field("missing", reach.missing.map(\.name))
                }
            }
        }
    }
}

extension Criterion {
    /// The word of the contract.
    var name: String {
        switch self {
        case .standing: "standing"
        case .primer: "primer"
        case .deliveries: "deliveries"
        case .skills: "skills"
        case .days: "days"
        }
    }
}
