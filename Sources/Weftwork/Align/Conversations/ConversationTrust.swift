internal import Database

/// What the reading by trust rests on while a conversation is open, but for the vouches themselves: equal bases have equal readings.
struct ConversationTrustBasis: Sendable, Equatable {
    struct Member: Sendable, Equatable {
        let id: ID
        /// Trust begins with them.
        let isRoot: Bool
        /// Trust lets them in.
        let isIn: Bool
    }

    /// Somebody whom trust lets in and who takes part.
    struct Speaker: Sendable, Equatable {
        let participant: ID
        let member: ID
    }

    /// Grows with every vouch that is given or ends.
    var version: Int64 = 0
    /// In the order in which they came; none where nobody speaks.
    var members: [Member] = []
    var speakers: [Speaker] = []
}

/// Who answers for whom.
typealias TrustedVouch = (from: ID, to: ID, kind: Vouch.Kind)

/// Who counts in the reading by trust, by their ids as participants.
struct TrustedParticipants: Sendable, Equatable {
    private(set) var voices: Set<ID> = []
    /// Those of them who make up its groups; nobody where none are made.
    private(set) var grouping: Set<ID> = []
    private(set) var footing = ConversationVoices.Footing.none

    init() {}

    init(voices: Set<ID>, grouping: Set<ID>, footing: ConversationVoices.Footing) {
        (self.voices, self.grouping, self.footing) = (voices, grouping, footing)
        // Of the body nobody speaks: there is nothing to hold the others against.
        if footing == .body, grouping.isEmpty { self.footing = .none }
        if self.footing == .none { self.grouping = voices }
    }

    /// Pure; see ``ConversationVoices`` for what it costs.
    init(_ basis: ConversationTrustBasis, vouches: [TrustedVouch]) {
        guard !basis.speakers.isEmpty else {
            self.init()
            return
        }
        let numbers = Dictionary(uniqueKeysWithValues: basis.members.enumerated().map { ($1.id, $0) })
        let found = ConversationVoices(
            count: basis.members.count,
            vouches: vouches.compactMap { vouch in
                guard let from = numbers[vouch.from], let to = numbers[vouch.to] else { return nil }
                return (from, to)
            },
            roots: Set(basis.members.indices.filter { basis.members[$0].isRoot }),
            isIn: basis.members.map(\.isIn), speaking: basis.speakers.compactMap { numbers[$0.member] })
        func participants(_ chosen: Set<Int>) -> Set<ID> {
            Set(basis.speakers.filter { numbers[$0.member].map(chosen.contains) ?? false }.map(\.participant))
        }
        self.init(
            voices: participants(found.voices),
            grouping: found.footing == .body ? participants(found.body.intersection(found.voices)) : [],
            footing: found.footing)
    }

    /// Whether a crowd behind few vouches is told apart, so that it changes next to nothing: no voice of it makes up groups, and those
    /// it can have are one in fifteen of all at most; where it is one of many in a single group, one in sixty.
    ///
    /// - Parameter isOver: whether nobody can come any more. Until then a crowd may still have all the voices that it can have.
    func tellsCrowds(isOver: Bool) -> Bool {
        switch footing {
        case .body:
            let few = ConversationVoices.few, most = min(few, voices.count - grouping.count)
            return grouping.count >= 12
                && (isOver ? 15 * most <= voices.count : 15 * few <= grouping.count + few)
        case .apart: return voices.count >= 60
        case .none: return false
        }
    }
}

extension Connection {
    /// What the reading by trust of an open conversation rests on now.
    func trustBasis(of conversation: Conversation) throws -> ConversationTrustBasis {
        let network = conversation.networkID
        let speakers = try query(
            """
            SELECT p.id, m.id FROM conversation_participants p
            JOIN memberships m ON m.network_id = p.network_id AND m.id = p.member_id
            WHERE p.network_id = \(network) AND p.conversation_id = \(conversation.id)
                AND m.standing >= \(Standing.vouched) ORDER BY m.created_at, m.id
            """
        ) { ConversationTrustBasis.Speaker(participant: try $0[0], member: try $0[1]) }
        guard !speakers.isEmpty else { return ConversationTrustBasis() }
        let accepted = Set(
            try query("SELECT id FROM memberships WHERE network_id = \(network) AND standing >= \(Standing.vouched)") {
                try $0[0] as ID
            })
        let members = try trustMembers(of: network).map { one in
            ConversationTrustBasis.Member(
                id: one.id, isRoot: one.isAnchor || one.isEntered, isIn: accepted.contains(one.id))
        }
        return ConversationTrustBasis(
            version: try trustHead(of: network).version, members: members, speakers: speakers)
    }

    /// Who had a voice when it closed. Nothing says who was of the body where nothing was told apart; where all stood apart, nobody
    /// was. Conversations that closed before that was kept say of all that they were, where nothing was told apart: so where no voice
    /// is outside the body nothing is held to have been.
    func frozenTrust(of conversation: Conversation) throws -> TrustedParticipants {
        let rows = try query(
            """
            SELECT id, is_body FROM conversation_participants WHERE network_id = \(conversation.networkID)
                AND conversation_id = \(conversation.id) AND is_trusted = \(true)
            """
        ) { (id: try $0[0] as ID, isBody: try $0[1] as Bool?) }
        let body = rows.filter { $0.isBody == true }
        let isKnown = rows.isEmpty || rows.allSatisfy { $0.isBody != nil } && body.count < rows.count
        return TrustedParticipants(
            voices: Set(rows.map(\.id)), grouping: Set(body.map(\.id)),
            footing: !isKnown ? .none : body.isEmpty ? .apart : .body)
    }

    /// Writes down who had a voice when it closed: later vouches change no result.
    func freezeTrust(_ trusted: TrustedParticipants, of conversation: Conversation) throws {
        try execute(
            """
            UPDATE conversation_participants SET is_trusted = \(false), is_body = \(false)
            WHERE network_id = \(conversation.networkID) AND conversation_id = \(conversation.id)
            """)
        guard trusted.footing != .none else {
            return try freeze(trusted.voices.sorted(), isBody: nil, of: conversation)
        }
        try freeze(trusted.grouping.sorted(), isBody: true, of: conversation)
        try freeze(trusted.voices.subtracting(trusted.grouping).sorted(), isBody: false, of: conversation)
    }

    private func freeze(_ voices: [ID], isBody: Bool?, of conversation: Conversation) throws {
        let batch = 400
        for start in stride(from: 0, to: voices.count, by: batch) {
            let part = Array(voices[start..<min(start + batch, voices.count)])
            try execute(
                """
                UPDATE conversation_participants SET is_trusted = \(true), is_body = \(isBody)
                WHERE network_id = \(conversation.networkID) AND conversation_id = \(conversation.id)
                    AND id IN (\(list: part))
                """)
        }
    }
}
