internal import Database

extension MemberActs {
    /// Weighs conduct that has become due: something was delivered, a delivery is a year old, vouches have changed.
    func weighConduct() async throws {
        let now = world.now()
        let due = try await database.read { db in try db.conductToWeigh(by: now, limit: 200) }
        let byNetwork = Dictionary(grouping: due, by: \.network).sorted { $0.key < $1.key }
        for (network, lines) in byNetwork {
            let members = lines.map(\.member)
            let weighed = try await conduct(of: members, in: network)
            let chains = try await vouches.keeper.chains(
                to: members.filter { (weighed[$0]?.found.until ?? 0) > now }, most: ConductRules.chains, in: network)
            for member in members {
                guard let one = weighed[member] else { continue }
                try await settle(one.found, one.before, chains: chains[member] ?? 0, of: member, in: network)
            }
        }
    }

    /// What the deliveries of some members come to now, beside what was kept of them.
    private func conduct(
        of members: [ID], in network: ID
    ) async throws -> [ID: (found: Conduct, before: WeighedConduct)] {
        var all: [ID: (found: Conduct, before: WeighedConduct)] = [:]
        for member in members {
            // What was kept is read first: a delivery that comes after it is weighed again.
            let before = try await database.read { db in try db.conduct(of: member, in: network) }
            guard let before else { continue }
            all[member] = (try await conduct(of: member, in: network), before)
        }
        return all
    }

    /// What somebody's deliveries come to now.
    func conduct(of member: ID, in network: ID) async throws -> Conduct {
        let deliveries = try await holdings.deliveries(of: member, in: network), now = world.now()
        guard !deliveries.isEmpty else { return .none }
        return try await database.read { [vault] db in
            let sides = Set(deliveries.flatMap { [$0.memberID, $0.confirmedBy].compactMap { $0 } })
            return ConductRules.conduct(
                deliveries, near: try db.near(member, among: sides, in: network),
                own: try db.sides(of: member, in: network, vault: vault), now: now)
        }
    }

    private func settle(
        _ found: Conduct, _ before: WeighedConduct, chains: Int, of member: ID, in network: ID
    ) async throws {
        let now = world.now()
        let weighed = WeighedConduct(
            counted: found.counted, sides: found.sides, until: found.until,
            firmUntil: ConductRules.firm(chains: chains, before: before.firmUntil, now: now), marks: before.marks)
        let later = [found.nextChange, weighed.end - VouchRules.notice, weighed.end].compactMap { $0 }.filter {
            $0 > now
        }
        try await database.write { db in
            let next = later.min() ?? Clock.never
            guard try db.save(weighed, of: member, in: network, weighAt: next) else { return }
            let (change, fallsAt) = try db.settleConduct(
                of: member, in: network, at: now, ids: (world.newID(), world.newID()))
            if let change {
                try tell(
                    member, in: network, TrustWords.mailSubject, TrustWords.mailRaised(change.before, change.after),
                    to: "/me/standing", db)
            }
            if let fallsAt {
                try tell(
                    member, in: network, TrustWords.mailSubject, TrustWords.mailConductEnds(fallsAt),
                    to: "/me/standing", db)
            }
        }
    }
}

extension Connection {
    /// The sides that are a member themselves, by each contact of theirs: who delivers to their own telephone proves nothing.
    func sides(of member: ID, in network: ID, vault: Vault) throws -> Set<String> {
        guard let person = try self.member(member, in: network)?.personID else { return [] }
        let email = try email(of: person, vault: vault)
        let fields: Set<ProfileField> = [.phone, .publicEmail, .emergencyContact]
        let shown = try profile(of: person, vault: vault).filter { fields.contains($0.field) }.map(\.text)
        return Set(([email].compactMap { $0 } + shown).compactMap { Delivery.side(ofContact: $0, vault: vault) })
    }
}
