internal import Database

/// A translation at a need as a text that can be reported, hidden and appealed like others: whoever reads it there, she who asks for help
/// among them, may say that it is wrong.
struct SmallTexts: TextKeeper {
    let vault: Vault

    private func task(_ id: ID, _ network: ID, _ db: any Connection) throws -> SmallTask {
        guard let task = try db.smallTask(id, in: network), task.kind == .translate else { throw Refusal.notFound }
        return task
    }

    func author(ofText id: ID, in network: ID, _ db: any Connection) throws -> TextAuthor {
        TextAuthor(memberID: try task(id, network, db).doerID, needID: nil)
    }

    /// Everybody who reads the need, as long as it stands there.
    func requireReader(ofText id: ID, _ viewer: Viewer, in network: ID, _ db: any Connection) throws {
        let task = try task(id, network, db)
        guard task.isShown, let need = try db.need(task.needID, in: network), need.audience == .public else {
            throw Refusal.notFound
        }
    }

    func words(ofText id: ID, in network: ID, _ db: any Connection) throws -> (words: String, heldSince: Int64?)? {
        let answer = try db.smallAnswer(of: try task(id, network, db), vault: vault)
        return answer.map { (([$0.title ?? ""] + ($0.items ?? [])).joined(separator: "\n"), nil) }
    }

    /// Nothing is kept beside the hiding itself: the need's page leaves out what is hidden.
    func follow(_ news: TextNews, text id: ID, in network: ID, by viewer: Viewer, _ db: any Connection) throws {}

    func release(in network: ID, by viewer: Viewer) async throws -> TextRelease { { _, _ in } }
}
