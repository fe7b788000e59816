internal import Database

/// What single actors say of what they do, as a text that can be reported, hidden and appealed like others.
struct DoingTexts: TextKeeper {
    private func doing(_ id: ID, _ network: ID, _ db: any Connection) throws -> Doing {
        guard let doing = try db.doing(id, in: network) else { throw Refusal.notFound }
        return doing
    }

    func author(ofText id: ID, in network: ID, _ db: any Connection) throws -> TextAuthor {
        TextAuthor(memberID: try doing(id, network, db).memberID, needID: nil)
    }

    /// Members read what is not over.
    func requireReader(ofText id: ID, _ viewer: Viewer, in network: ID, _ db: any Connection) throws {
        guard let member = viewer.member, member.networkID == network, Policy.allows(.helpDoing, viewer),
            try doing(id, network, db).endedAt == nil
        else { throw Refusal.notFound }
    }

    func words(ofText id: ID, in network: ID, _ db: any Connection) throws -> (words: String, heldSince: Int64?)? {
        let what = try doing(id, network, db).what
        return what.isEmpty ? nil : (what, nil)
    }

    /// Nothing is kept beside the hiding itself: lists leave out what is hidden.
    func follow(_ news: TextNews, text id: ID, in network: ID, by viewer: Viewer, _ db: any Connection) throws {}

    func release(in network: ID, by viewer: Viewer) async throws -> TextRelease { { _, _ in } }
}
