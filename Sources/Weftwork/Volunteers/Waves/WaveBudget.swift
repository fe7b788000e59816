internal import Database
internal import Engine

/// How often anybody is asked: settled by those who edit settings.
extension WaveActs {
    /// So often anybody may be asked in seven days.
    func setContacts(perWeek count: Int?, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.editSettings, viewer)
        let now = world.now()
        guard let count, ContactStore.bounds.contains(count) else {
            throw Refusal.invalid(
                "perWeek", JoinWords.between(ContactStore.bounds.lowerBound, ContactStore.bounds.upperBound))
        }
        try await database.write { db in
            let before = try db.contactBudget(of: network).perWeek
            guard before != count else { return }
            try db.setContactsPerWeek(count, in: network, at: now)
            try members.record(
                .settingsChanged, on: network, in: network, by: viewer, audience: .members, db,
                FieldChange.open("contactsPerWeek", String(before), String(count)))
        }
    }

    func contactsPerWeek(in network: ID) async throws -> Int {
        try await database.read { db in try db.contactBudget(of: network).perWeek }
    }
}
