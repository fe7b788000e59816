internal import Database

/// Who may hold a copy of what is kept about somebody, beyond this store.
struct CopyHolder: Sendable {
    /// Who, and for how long.
    let words: Text
    /// The network whose leads are told when it is to be forgotten; nothing where a copy goes by itself.
    var network: ID?
}

/// Knows of copies. Whoever keeps a register of what left the store adds one of these.
protocol CopyHolders: Sendable {
    func holders(of member: ID, in network: ID) async throws -> [CopyHolder]
}

/// Copies that follow from how the server is set up: backups, the mail provider, networks that recognise this one.
struct KnownCopies: CopyHolders {
    let database: any Database
    let configuration: Configuration

    func holders(of member: ID, in network: ID) async throws -> [CopyHolder] {
        let partners = try await database.read { db in try db.recognising(network) }
        var found = partners.map { CopyHolder(words: LeaveWords.partner($0.name), network: $0.id) }
        if let plan = configuration.backups {
            found.append(CopyHolder(words: LeaveWords.backups(plan.kept, Int64(plan.kept) * plan.period)))
        } else {
            found.append(CopyHolder(words: LeaveWords.backupsByHand))
        }
        if configuration.smtpURL != nil { found.append(CopyHolder(words: LeaveWords.mailProvider)) }
        return found
    }
}

extension MemberActs {
    func copyHolders(of member: ID, in network: ID) async throws -> [CopyHolder] {
        var all: [CopyHolder] = []
        for register in copies { all += try await register.holders(of: member, in: network) }
        return all
    }

    /// Tells those who lead the partners that somebody is forgotten here, by the name that goes with this.
    func tellHolders(_ holders: [CopyHolder], of name: String, in network: ID, _ db: any Connection) throws {
        guard let place = try db.network(id: network) else { return }
        for partner in Set(holders.compactMap(\.network)).sorted() {
            let leads = try db.candidates([.coordinator], in: partner, except: [])
            for lead in leads.isEmpty ? try db.candidates([], in: partner, except: []) : leads {
                try tell(
                    lead, in: partner, LeaveWords.partnerSubject, LeaveWords.partnerAsked(name, place.name),
                    to: "/members", db)
            }
        }
    }
}

extension Connection {
    /// Networks that recognise one: their leads may have taken members over, or kept lists of them.
    func recognising(_ network: ID) throws -> [Network] {
        try query(
            """
            SELECT n.id, n.slug, n.name, n.language FROM recognitions r JOIN networks n ON n.id = r.network_id
            WHERE r.partner_id = \(network) ORDER BY n.slug
            """, Network.init(row:))
    }
}
