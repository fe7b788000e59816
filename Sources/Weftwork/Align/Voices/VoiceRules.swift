internal import Database

/// Whose voice counts. Pure.
enum VoiceRules {
    /// - Parameters:
    ///   - people: members who take part.
    ///   - speakers: by organisation the members who may speak for it.
    ///   - inTeam: members of the team that the scope names.
    ///   - seated: members who hold a seat of the body that the scope names.
    static func voices(
        _ people: [VoicePerson], speakers: [ID: [ID]], counting unit: VoiceUnit, among scope: VoiceScope,
        inTeam: Set<ID> = [], seated: Set<ID> = []
    ) -> VoiceReading {
        var voices: [Voice] = [], unspoken: [String] = []
        // A seat has one voice, given by whoever holds it, whatever the network counts otherwise.
        let unit = scope.body == nil ? unit : .persons
        let inside = people.filter { isInside($0, scope, inTeam, seated) }
        if unit != .organisations {
            voices += inside.filter { unit == .persons || $0.organisation == nil }.map(voice)
        }
        guard unit != .persons else { return VoiceReading(voices: sorted(voices), unspoken: []) }
        // Belonging to an organisation decides who its people are, the scope only whether it is meant.
        let meant = Set(inside.compactMap { $0.organisation?.id })
        let bodies = Dictionary(grouping: people.filter { $0.organisation != nil }) { $0.organisation?.id }
        for (id, members) in bodies {
            guard let id, meant.contains(id), let body = members.first?.organisation else { continue }
            guard let speaking = speakers[id], !speaking.isEmpty else {
                unspoken.append(body.name)
                continue
            }
            voices.append(voice(of: body, members, speaking, among: people))
        }
        return VoiceReading(voices: sorted(voices), unspoken: unspoken.sorted())
    }

    private static func sorted(_ voices: [Voice]) -> [Voice] { voices.sorted { $0.id < $1.id } }

    private static func voice(of person: VoicePerson) -> Voice {
        Voice(
            id: person.id, kind: .person, name: person.name, speakers: [person.id], people: [person.id],
            sector: person.organisation?.sector, region: person.area, joinedAt: person.joinedAt,
            standing: person.standing)
    }

    private static func voice(
        of body: VoicePerson.Body, _ members: [VoicePerson], _ speaking: [ID], among people: [VoicePerson]
    ) -> Voice {
        let standing = people.filter { speaking.contains($0.id) }.map(\.standing).max() ?? .newcomer
        let region = body.regions.isEmpty ? members.compactMap(\.area).first : body.regions
        return Voice(
            id: body.id, kind: .organisation, name: body.name, speakers: speaking.sorted(),
            people: members.map(\.id).sorted(), sector: body.sector, region: region,
            joinedAt: members.map(\.joinedAt).min() ?? 0, standing: standing)
    }

    private static func isInside(_ person: VoicePerson, _ scope: VoiceScope, _ inTeam: Set<ID>, _ seated: Set<ID>)
        -> Bool
    {
        switch scope {
        case .all: true
        case .tier(let standing): person.standing >= standing
        case .role(let role): person.roles.contains(role)
        case .team: inTeam.contains(person.id)
        case .organisations(let ids): person.organisation.map { ids.contains($0.id) } ?? false
        case .members(let ids): ids.contains(person.id)
        case .council, .oversight: seated.contains(person.id)
        }
    }
}
