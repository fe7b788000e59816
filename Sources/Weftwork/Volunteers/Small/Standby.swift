internal import Database
internal import Engine

extension SmallActs {
    /// Stands by until an hour of today: what is said is hours like any others, so whoever asks for help finds them.
    /// - Throws: ``Refusal/invalid(_:)`` at `until`.
    func standBy(until text: String, by viewer: Viewer, in network: ID) async throws {
        do {
            try await volunteers.say(.until(text), by: viewer, in: network)
        } catch Refusal.invalid(let problems) {
            throw Refusal.invalid(problems.map { FieldProblem("until", $0.message) })
        }
    }
}
