internal import Database
internal import Engine

/// An organisation that members belong to. It belongs to nobody who came first: whoever is vouched for as its representative
/// may claim it.
struct Organisation: Sendable {
    let id: ID
    var name: String
    var nameEnglish: String
    var sector: Sector?
    var size: Size?
    var regions: String
    var website: String
    let hasRepresentative: Bool
}

enum Sector: String, Sendable, CaseIterable, SQLConvertible {
    case government, international, civilSociety, business, socialEnterprise, academia, funder, media, community,
        alliance
}

/// How many work in it.
enum Size: String, Sendable, CaseIterable, SQLConvertible {
    case few, tens, hundreds, thousands
}

/// What is said about an organisation.
struct OrganisationDraft: Sendable {
    let name: String
    let nameEnglish: String
    let sector: String
    let size: String
    let regions: String
    let website: String
}

enum OrganisationRules {
    /// The organisation with what the draft says.
    /// - Throws: ``Refusal/invalid(_:)`` naming each field that is wrong.
    static func changed(_ organisation: Organisation, by draft: OrganisationDraft) throws(Refusal) -> Organisation {
        var problems: [FieldProblem] = []
        let name = Clean.line(draft.name)
        if Clean.key(name).isEmpty { problems.append(FieldProblem("name", SiteWords.missing)) }
        let english = Clean.line(draft.nameEnglish), regions = Clean.line(draft.regions)
        let website = Clean.line(draft.website)
        for (name, text, most) in [
            ("name", name, 160), ("nameEnglish", english, 160), ("regions", regions, 400), ("website", website, 200),
        ]
        where text.count > most {
            problems.append(FieldProblem(name, SiteWords.tooLong))
        }
        if !website.isEmpty, !(website.hasPrefix("https://") || website.hasPrefix("http://")) {
            problems.append(FieldProblem("website", OrganisationWords.badWebsite))
        }
        if !draft.sector.isEmpty, Sector(rawValue: draft.sector) == nil {
            problems.append(FieldProblem("sector", SiteWords.badChoice(Sector.allCases.map(\.rawValue), draft.sector)))
        }
        if !draft.size.isEmpty, Size(rawValue: draft.size) == nil {
            problems.append(FieldProblem("size", SiteWords.badChoice(Size.allCases.map(\.rawValue), draft.size)))
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        var organisation = organisation
        organisation.name = name
        organisation.nameEnglish = english
        organisation.sector = Sector(rawValue: draft.sector)
        organisation.size = Size(rawValue: draft.size)
        organisation.regions = regions
        organisation.website = website
        return organisation
    }
}

extension OrganisationRules {
    /// What a change says in the log: everything about an organisation is open to members.
    static func changes(from old: Organisation, to new: Organisation) -> [(String, EventValue)] {
        FieldChange.open("nameEnglish", old.nameEnglish, new.nameEnglish)
            + FieldChange.open("sector", old.sector?.rawValue, new.sector?.rawValue)
            + FieldChange.open("size", old.size?.rawValue, new.size?.rawValue)
            + FieldChange.open("regions", old.regions, new.regions)
            + FieldChange.open("website", old.website, new.website)
    }
}

/// Somebody who speaks for an organisation.
struct Spokesperson: Sendable {
    enum Part: String, Sendable, SQLConvertible {
        case representative, delegate
    }

    let personID: ID
    let name: String
    let part: Part
    let since: Int64
}

enum OrganisationStore {
    static let migration = Migration(
        "2026-11-25 organisations",
        [
            "ALTER TABLE organisations ADD COLUMN name_english TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE organisations ADD COLUMN sector TEXT",
            "ALTER TABLE organisations ADD COLUMN size TEXT",
            "ALTER TABLE organisations ADD COLUMN regions TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE organisations ADD COLUMN website TEXT NOT NULL DEFAULT ''",
            """
            CREATE TABLE spokespersons (
                organisation_id \(.id) NOT NULL, person_id \(.id) NOT NULL, part TEXT NOT NULL, since \(.int) NOT NULL,
                by_id \(.id), PRIMARY KEY (organisation_id, person_id)
            ) \(.keyed)
            """,
            "CREATE INDEX spokespersons_person ON spokespersons (person_id)",
        ])
}

extension Connection {
    func organisation(_ id: ID) throws -> Organisation? {
        try first(
            """
            SELECT id, name, name_english, sector, size, regions, website,
                    EXISTS (SELECT 1 FROM spokespersons s WHERE s.organisation_id = o.id AND s.part = 'representative'
                    AND \(SpeakingStore.inForce))
            FROM organisations o WHERE id = \(id)
            """
        ) {
            Organisation(
                id: try $0[0], name: try $0[1], nameEnglish: try $0[2], sector: try $0[3], size: try $0[4],
                regions: try $0[5], website: try $0[6], hasRepresentative: try $0[7])
        }
    }

    /// Organisations whose members take part in a network, with how many.
    func organisations(
        in network: ID
    ) throws -> [(organisation: ID, name: String, members: Int, hidden: String?)] {
        try query(
            """
            SELECT o.id, o.name, count(*), max(h.reason) FROM organisations o
            LEFT JOIN hidings h ON h.network_id = \(network) AND h.kind = 'organisation' AND h.text_id = o.id
                AND h.ended_at IS NULL
            JOIN memberships m ON m.organisation_id = o.id AND m.network_id = \(network)
                AND m.state IN ('welcomed', 'active', 'dormant')
            GROUP BY o.id, o.name ORDER BY count(*) DESC, o.name LIMIT 500
            """
        ) { (try $0[0], try $0[1], try $0[2], try $0[3]) }
    }

    func save(_ organisation: Organisation) throws {
        try execute(
            """
            UPDATE organisations SET name = \(organisation.name), name_key = \(Clean.key(organisation.name)),
                name_english = \(organisation.nameEnglish), sector = \(organisation.sector),
                size = \(organisation.size), regions = \(organisation.regions), website = \(organisation.website)
            WHERE id = \(organisation.id)
            """)
    }

    func spokespersons(of organisation: ID) throws -> [Spokesperson] {
        try query(
            """
            SELECT s.person_id, p.name, s.part, s.since FROM spokespersons s JOIN persons p ON p.id = s.person_id
            WHERE s.organisation_id = \(organisation) AND \(SpeakingStore.inForce) ORDER BY s.part DESC, s.since
            """
        ) { Spokesperson(personID: try $0[0], name: try $0[1], part: try $0[2], since: try $0[3]) }
    }

    /// Organisations that somebody speaks for, by name.
    func organisations(spokenForBy person: ID) throws -> [(id: ID, name: String)] {
        try query(
            """
            SELECT o.id, o.name FROM spokespersons s JOIN organisations o ON o.id = s.organisation_id
            WHERE s.person_id = \(person) AND \(SpeakingStore.inForce) ORDER BY o.name
            """
        ) { (try $0[0], try $0[1]) }
    }

    /// Names of some organisations.
    func organisationNames(_ ids: Set<ID>) throws -> [ID: String] {
        guard !ids.isEmpty else { return [:] }
        let list = ids.sorted().map { "\($0)" as SQL }.joined(separator: ", ")
        let pairs = try query("SELECT id, name FROM organisations WHERE id IN (\(list))") {
            (try $0[0] as ID, try $0[1] as String)
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    ///
    /// - Parameters:
    ///   - network: where it was given.
    ///   - vouch: the one that carries it; nothing for a delegate, who speaks by the representative's word.
    func setSpokesperson(
        _ person: ID, of organisation: ID, _ part: Spokesperson.Part, by: ID?, in network: ID, vouch: ID?,
        at now: Int64
    ) throws {
        try execute(
            """
            INSERT INTO spokespersons (organisation_id, person_id, part, since, by_id, given_in, vouch_id)
            VALUES (\(organisation), \(person), \(part), \(now), \(by), \(network), \(vouch))
            ON CONFLICT (organisation_id, person_id) DO UPDATE SET part = excluded.part, since = excluded.since,
                by_id = excluded.by_id, given_in = excluded.given_in, vouch_id = excluded.vouch_id
            """)
    }

    func removeSpokesperson(_ person: ID, of organisation: ID) throws -> Bool {
        try execute(
            "DELETE FROM spokespersons WHERE organisation_id = \(organisation) AND person_id = \(person)") == 1
    }

    /// The vouch by which somebody, now and in this network, speaks for an organisation of this name: the one that lasts longest.
    func representationVouch(of member: ID, for names: Set<String>, in network: ID) throws -> ID? {
        let found = try query(
            """
            SELECT id, subject FROM vouches WHERE network_id = \(network) AND to_id = \(member)
                AND kind = \(Vouch.Kind.representation) AND ended_at IS NULL
            ORDER BY expires_at DESC, id
            """
        ) { (id: try $0[0] as ID, subject: try $0[1] as String) }
        return found.first { names.contains(Clean.key($0.subject)) }?.id
    }

    /// The name of the organisation that a member belongs to.
    func organisationName(of member: ID, in network: ID) throws -> String? {
        try value(
            """
            SELECT o.name FROM memberships m JOIN organisations o ON o.id = m.organisation_id
            WHERE m.network_id = \(network) AND m.id = \(member)
            """)
    }

    func setOrganisation(_ organisation: ID?, of member: ID, in network: ID) throws {
        try execute(
            """
            UPDATE memberships SET organisation_id = \(organisation) WHERE network_id = \(network) AND id = \(member)
            """)
    }
}
