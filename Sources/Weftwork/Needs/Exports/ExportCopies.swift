internal import Database

/// Exports with contacts: whoever downloaded one holds a copy of what stood in it.
struct ExportCopies: CopyHolders {
    let database: any Database

    func holders(of member: ID, in network: ID) async throws -> [CopyHolder] {
        try await database.read { db in try db.exportCopies(of: member, in: network) }
            .map { CopyHolder(words: ExportWords.copy($0.name, $0.at)) }
    }
}

extension Connection {
    /// Who downloaded contacts that a member left with needs, the latest first.
    fileprivate func exportCopies(of member: ID, in network: ID) throws -> [(name: String, at: Int64)] {
        try query(
            """
            SELECT DISTINCT p.name, e.downloaded_at, e.id FROM private_exports e
            JOIN private_export_needs x ON x.network_id = e.network_id AND x.export_id = e.id
            JOIN needs n ON n.network_id = x.network_id AND n.id = x.need_id
            JOIN memberships m ON m.network_id = e.network_id AND m.id = e.asked_by
            JOIN persons p ON p.id = m.person_id
            WHERE e.network_id = \(network) AND n.submitter_id = \(member) AND e.downloaded_at IS NOT NULL
            ORDER BY e.downloaded_at DESC, e.id LIMIT 50
            """
        ) { (try $0[0], try $0[1]) }
    }
}
