internal import Database
internal import Engine

/// The opinion groups that a conversation has shown: read for polarisation and after asking again, never shown by name.
enum OpinionGroups {
    /// Fewer people of the network than this show no groups.
    static let least = 10
    /// So many conversations are looked through for groups that are steady.
    private static let mostRead = 5

    /// The group of each voice, of the newest conversation with enough people whose groups are steady enough to be spoken of. Those
    /// too small to enter a figure are no groups.
    ///
    /// Members who took part stand there by their own id, and organisations by theirs: whichever of them counts finds its group.
    static func steady(of network: ID, in database: any Database) async throws -> [ID: Int] {
        let newest = try await database.read { db in
            try db.newestConversations(in: network, limit: mostRead)
        }
        for conversation in newest {
            // The picture is computed outside of the reading: with many people it takes a while.
            let (participants, ballots) = try await database.read { db in
                let participants = try db.participants(of: conversation.id, in: network)
                let isEnough = participants.count(where: { $0.memberID != nil }) >= least
                return (participants, isEnough ? try ConversationBallots(conversation, db) : nil)
            }
            guard let ballots else { continue }
            let picture = ConversationPicture(ballots), large = Set(picture.map.largeGroups)
            guard picture.map.groups.count > 1, ConversationStability(picture).isStable else { continue }
            let members = Dictionary(
                participants.compactMap { one in one.memberID.map { (one.id, $0) } },
                uniquingKeysWith: { first, _ in first })
            var groups: [ID: Int] = [:]
            for (place, participant) in picture.people.enumerated() {
                guard let member = members[participant], let group = picture.map.groupOf[place], large.contains(group)
                else { continue }
                groups[member] = group
            }
            let people = try await database.read { db in try db.voicePeople(of: network) }
            return groups.merging(ofOrganisations(people, groups)) { own, _ in own }
        }
        return [:]
    }

    /// The group of each organisation: that of most of its people who are in one. Where as many are in another it is in none.
    static func ofOrganisations(_ people: [VoicePerson], _ groups: [ID: Int]) -> [ID: Int] {
        var counts: [ID: [Int: Int]] = [:]
        for person in people {
            if let body = person.organisation?.id, let group = groups[person.id] {
                counts[body, default: [:]][group, default: 0] += 1
            }
        }
        return counts.compactMapValues { counts in
            let most = counts.values.max()
            let first = counts.filter { $0.value == most }
            return first.count == 1 ? first.first?.key : nil
        }
    }
}
