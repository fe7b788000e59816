internal import Database
internal import Engine

/// Volunteers of the demonstration with their hours, and a training that its verifiers have passed.
extension Demonstration {
    /// - Parameter app: with the present clock: what is said of today holds today.
    static func addVolunteers(_ people: [String: Member], _ app: App) async throws {
        let said: [(name: String, skills: [String], means: [String], hours: AvailabilityDraft)] = [
            ("volunteer", ["driving", "loading"], ["van", "licence"], .now(hours: 6)),
            (
                "volunteer2", ["truck", "loading"], ["truck", "licence"],
                .weekly(days: ["8-12", "8-12", "8-12", "8-12", "8-12", "8-20", "8-20"], except: "")
            ),
            ("volunteer3", ["translating", "calls"], ["computer"], .ask),
            ("partner2", ["warehouse", "purchasing"], ["warehouse"], .ask),
        ]
        for one in said {
            guard let member = people[one.name] else { continue }
            let viewer = Viewer(.member(member), language: .zh)
            let names = Skills.catalogue.filter { one.skills.contains($0.key) }.map { $0.name(.zh) }
            let draft = VolunteerDraft(
                skills: names.map { .init(name: $0, level: Volunteer.Level.able.rawValue) }, isRemote: one.hours.isAsk,
                means: one.means, weeklyLimit: "20")
            try await app.volunteers.save(draft, by: viewer, in: member.networkID)
            try await app.volunteers.say(one.hours, by: viewer, in: member.networkID)
        }
        try await addTraining(people, app)
    }

    private static func addTraining(_ people: [String: Member], _ app: App) async throws {
        guard let lead = people["coordinator"] else { return }
        let viewer = Viewer(.member(lead), language: .zh), network = lead.networkID
        for shipped in ShippedTraining.all {
            let module = try await app.training.adopt(shipped.key, by: viewer, in: network)
            guard shipped.key == CallBackTrainingWords.module.key else { continue }
            let answers = shipped.content.questions.map(\.right)
            for name in people.keys.sorted() {
                guard let member = people[name], member.has(.verifier) else { continue }
                _ = try await app.training.take(
                    module.id, answers, of: module.version, by: Viewer(.member(member), language: .zh), in: network)
            }
            try await app.training.close(.role(.verifier), to: module.id, by: viewer, in: network)
        }
    }
}

extension AvailabilityDraft {
    fileprivate var isAsk: Bool { if case .ask = self { true } else { false } }
}
