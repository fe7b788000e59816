internal import Database

/// Everything that is kept about somebody, for themselves.
struct OwnData: View {
    struct Place: Sendable {
        let slug: String
        let membership: OwnMembership?
        let given: [Vouch]
        let received: [Vouch]
        let how: [ID: String]
        let matters: [(matter: Matter, words: String?)]
        let passes: [(pass: Pass, looks: [(at: Int64, agent: String)])]
        let takenBack: [(vouch: Vouch, why: String?)]
        let asks: [(ask: VouchAsk, words: String?)]
        let conduct: WeighedConduct
        let certificates: [Certificate]
        let company: OwnCompany
        let records: [OwnRecord]
        /// How long things are kept there.
        let retention: Retention
        /// Why one's own profile is hidden there, where it is.
        let hidden: String?
    }

    let person: Person
    let email: String?
    let phone: String?
    let profile: [ProfileEntry]
    let account: Account
    let places: [Place]
    /// Everything else, table by table.
    let rows: [OwnRow]
    /// Photos with their addresses.
    let files: [FileView]
    /// Who looked at how one is reached.
    let looks: [ProfileLook]

    func write(to json: inout JSON) {
        json.object { json in
            json.field("name", person.name)
            json.field("language", person.language.rawValue)
            json.field("email", email)
            json.field("phone", phone)
            json.field("profile", ProfileView(entries: profile, showsAudience: true))
            json.field("files", files)
            json.name("signIns")
            json.array(account.log) { json, entry in
                json.object {
                    $0.field("at", moment: entry.at)
                    $0.field("what", entry.kind.rawValue)
                    $0.field("from", entry.agent)
                }
            }
            json.name("linkedAccounts")
            json.array(account.identities) { json, identity in
                json.object {
                    $0.field("issuer", identity.issuer)
                    $0.field("subject", identity.subject)
                    $0.field("since", moment: identity.linkedAt)
                }
            }
            json.name("looks")
            json.array(looks) { json, look in
                json.object {
                    $0.field("who", look.name)
                    $0.field("at", moment: look.at)
                }
            }
            json.name("networks")
            json.array(places) { OwnData.write($1, to: &$0) }
            json.name("tables")
            json.object { json in
                for name in Set(rows.map(\.table)).sorted() {
                    json.name(dynamic: name)
                    json.array(rows.filter { $0.table == name }) { $1.write(to: &$0) }
                }
            }
        }
    }

    private static func write(_ place: Place, to json: inout JSON) {
        json.object { json in
            json.field("network", place.slug)
            if let own = place.membership { json.field("membership", MembershipView(own: own)) }
            json.field("vouchesGiven", place.given.map { VouchView(vouch: $0, how: place.how[$0.id]) })
            json.field("vouchesReceived", place.received.map { VouchView(vouch: $0, how: place.how[$0.id]) })
            json.field(
                "vouchesTakenBack", place.takenBack.map { VouchView(vouch: $0.vouch, how: nil, whyEnded: $0.why) })
            json.field("vouchAsks", place.asks.map { VouchAskView(ask: $0.ask, words: $0.words) })
            json.field("deliveriesCounted", place.conduct.counted)
            json.field("matters", place.matters.map { MatterView(matter: $0.matter, words: $0.words) })
            json.name("passes")
            json.array(place.passes) { json, entry in
                json.object { json in
                    json.field("task", entry.pass.task)
                    json.field("madeAt", moment: entry.pass.madeAt)
                    json.field("until", moment: entry.pass.until)
                    json.name("looks")
                    json.array(entry.looks) { json, look in
                        json.object {
                            $0.field("at", moment: look.at)
                            $0.field("from", look.agent)
                        }
                    }
                }
            }
            json.field("certificates", place.certificates.map { CertificateView(certificate: $0) })
            json.field("company", place.company)
            json.field("records", place.records)
            json.field("keptDays", RetentionView(retention: place.retention))
            if let hidden = place.hidden { json.field("profileHidden", hidden) }
        }
    }
}

/// One record of somebody in a capability that People does not know.
struct OwnRecord: View {
    let kind: String
    let id: ID
    let at: Int64
    let state: String
    let text: String

    func write(to json: inout JSON) {
        json.object {
            $0.field("kind", kind)
            $0.field("id", id)
            $0.field("at", moment: at)
            $0.field("state", state)
            $0.field("text", text)
        }
    }
}

extension MemberActs {
    /// Everything that is kept about the one who asks.
    func ownData(of person: Person, account: Account) async throws -> OwnData {
        let memberships = try await database.read { db in try db.memberships(of: person.id) }
        var places: [OwnData.Place] = []
        for membership in memberships {
            let records = try await holdings.records(of: membership.member, in: membership.network)
            places.append(
                try await database.read { db in
                    let vouches = try db.vouches(of: membership.member, in: membership.network)
                    let how = try vouches.map { ($0.id, try db.how(of: $0, vault: vault)) }
                    return OwnData.Place(
                        slug: membership.slug,
                        membership: try db.ownMembership(membership.member, in: membership.network),
                        given: vouches.filter { $0.fromID == membership.member },
                        received: vouches.filter { $0.toID == membership.member },
                        how: Dictionary(
                            how.compactMap { id, how in how.map { (id, $0) } }, uniquingKeysWith: { first, _ in first }),
                        // A mediation is read by both of its sides; of a statement the reporter does not learn who said it.
                        matters: try
                            (db.matters(openedBy: membership.member, in: membership.network)
                            + db.mediations(with: membership.member, in: membership.network))
                            .map { (try seen($0, by: membership.member, db), try db.words(of: $0, vault: vault)) },
                        passes: try db.passes(of: membership.member, in: membership.network).map {
                            ($0, try db.scans(of: $0.id, in: membership.network))
                        },
                        takenBack: try db.vouchesTakenBack(of: membership.member, in: membership.network, since: 0)
                            .map { ($0, try db.whyEnded($0, vault: vault)) },
                        asks: try db.vouchAsks(of: membership.member, in: membership.network)
                            .map { ($0, try db.words(of: $0, vault: vault)) },
                        conduct: try db.conduct(of: membership.member, in: membership.network) ?? .none,
                        certificates: try db.certificates(of: membership.member, in: membership.network),
                        company: try ownCompany(of: membership.member, person.id, in: membership.network, db),
                        records: records,
                        retention: try db.retention(of: membership.network),
                        hidden: try db.hiding(
                            of: TextPlace(kind: .profile, id: membership.member), in: membership.network)?.reason)
                })
        }
        let found = places, tables = OwnTable.ofPeople + holdings.ownTables + laterTables
        return try await database.read { db in
            OwnData(
                person: person, email: try db.email(of: person.id, vault: vault),
                phone: try db.channel(.phone, of: person.id, vault: vault)?.address,
                profile: try db.profile(of: person.id, vault: vault), account: account, places: found,
                rows: try db.ownRows(
                    in: tables, person: person.id, members: memberships.map(\.member), vault: vault),
                files: try db.files(ofSubject: person.id, vault: vault).map {
                    FileView(file: $0, address: "/files/\(vault.linkCode("file", $0.id))")
                },
                looks: try db.looks(at: person.id))
        }
    }
}
