internal import Database
internal import Engine

/// The opinion groups that the network's newest conversation with enough people has shown: read for polarisation, never shown by name.
enum OpinionGroups {
    /// Fewer people of the network than this show no groups.
    static let least = 10

    /// The group of each member who took part.
    static func latest(of network: ID, in database: any Database) async throws -> [ID: Int] {
        try await found(of: network, in: database)?.groups ?? [:]
    }

    /// The same where the groups are steady enough to be spoken of; those too small to enter a figure are no groups.
    static func steady(of network: ID, in database: any Database) async throws -> [ID: Int] {
        guard let (groups, picture) = try await found(of: network, in: database),
            ConversationStability(picture).isStable
        else { return [:] }
        let large = Set(picture.map.largeGroups)
        return groups.filter { large.contains($0.value) }
    }

    private static func found(
        of network: ID, in database: any Database
    ) async throws -> (groups: [ID: Int], picture: ConversationPicture)? {
        let newest = try await database.read { db in
            try db.conversations(in: network, publicOnly: false, after: nil, limit: 5)
        }
        for conversation in newest {
            // The picture is computed outside of the reading: with many people it takes a while.
            let (participants, ballots) = try await database.read { db in
                let participants = try db.participants(of: conversation.id, in: network)
                let isEnough = participants.count(where: { $0.memberID != nil }) >= least
                return (participants, isEnough ? try ConversationBallots(conversation, db) : nil)
            }
            guard let ballots else { continue }
            let picture = ConversationPicture(ballots)
            guard picture.map.groups.count > 1 else { continue }
            let members = Dictionary(
                participants.compactMap { one in one.memberID.map { (one.id, $0) } },
                uniquingKeysWith: { first, _ in first })
            var groups: [ID: Int] = [:]
            for (place, participant) in picture.people.enumerated() {
                if let member = members[participant], let group = picture.map.groupOf[place] { groups[member] = group }
            }
            return (groups, picture)
        }
        return nil
    }
}
