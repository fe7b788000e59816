internal import Database
internal import Engine

extension SmallActs {
    /// Stands by until an hour of today: what is said is hours like any others, so whoever asks for help finds them.
    /// - Throws: ``Refusal/invalid(_:)`` at `until`.
    func standBy(until text: String, by viewer: Viewer, in network: ID) async throws {
        let now = world.now(), own = try await volunteers.own(of: viewer, in: network)
        let from = LocalClock(own.zone).time(now)
        do {
            try await volunteers.say(.today(from: from, to: text), by: viewer, in: network)
        } catch Refusal.invalid(let problems) {
            throw Refusal.invalid(problems.map { FieldProblem("until", $0.message) })
        }
    }
}
