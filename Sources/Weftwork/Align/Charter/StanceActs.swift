internal import Database
internal import Engine

/// Each voice says of each clause where it stands, and can say something else any day.
extension CharterActs {
    /// Takes a stance on a clause that is in force: for the member's own voice, for an organisation that they speak for, or as
    /// advice beside their organisation's voice.
    ///
    /// - Parameter chosen: for which of their voices; nothing for the first.
    /// - Throws: ``Refusal/invalid(_:)`` at `reason` where an objection gives none, at `voice` where it is not theirs to give.
    func say(
        _ drafts: [StanceDraft], for chosen: ID? = nil, in subject: CharterSubject, by viewer: Viewer
    ) async throws -> [StanceSaid] {
        let member = try members.own(viewer, in: subject.networkID), now = world.now()
        return try await database.write { db in
            try require(.takeStance, viewer, subject, db)
            guard let version = try db.charterInForce(of: subject) else { throw Refusal.notFound }
            let clauses = try db.clauses(of: version)
            guard let key = try db.key(of: member.personID, in: vault) else { throw Refusal.notFound }
            var problems: [FieldProblem] = [], said: [StanceSaid] = []
            let voice = try CharterActs.ownVoice(chosen, of: member, in: subject, db).id
            let before = try db.stances(of: voice, on: clauses.map(\.id), in: subject.networkID)
            let reasons = try db.reasons(of: Array(before.values), for: member.id, in: subject.networkID, vault)
            let asked = subject.kind == .network ? try db.askRoundOpen(for: member.id, in: subject.networkID) : nil
            // Said again it is news of what is a year old or was said before the charter was kept, and of a voice that is asked again –
            // but of an objection without its reason.
            let stale = max(now - CharterRules.staleTime, (version.lastKeptAt ?? 0) - 1)
            let since = asked.map { $0.voices.contains(voice) ? max(stale, $0.round.at) : stale } ?? stale
            for draft in drafts {
                guard let clause = clauses.first(where: { $0.id == draft.clause }) else { throw Refusal.notFound }
                let old = before[clause.id].flatMap { $0.isAbout(clause) ? $0 : nil }
                guard let position = draft.stance ?? old?.stance else {
                    problems.append(FieldProblem("stance-\(clause.id)", CharterWords.nothingToHold))
                    continue
                }
                let earlier = old.flatMap { reasons[$0.id] } ?? ""
                let reason = draft.stance == nil ? earlier : Clean.prose(draft.reason)
                // The same once more says nothing new. Nor does it of an objection whose hidden reason, that another wrote, they were
                // not given.
                if let old, old.stance == position, earlier == reason,
                    old.at > (position == .object && reason.isEmpty ? stale : since)
                {
                    continue
                }
                if let problem = CharterRules.problem(of: position, reason) {
                    problems.append(FieldProblem("reason-\(clause.id)", problem))
                    continue
                }
                let stance = StanceSaid(
                    id: world.newID(), clauseID: clause.id, voiceID: voice, memberID: member.id,
                    version: version.number, stance: position, at: now, isLatest: true)
                let words = reason.isEmpty ? nil : vault.seal(Array(reason.utf8), key: key, context: stance.id.bytes)
                try db.say(stance, person: member.personID, words: words, in: subject.networkID)
                said.append(stance)
            }
            guard problems.isEmpty else { throw Refusal.invalid(problems) }
            if !said.isEmpty {
                try record(.charterStanceTaken, version, by: viewer, db, [("clauses", .number(Int64(said.count)))])
            }
            return said
        }
    }
}

extension CharterRules {
    /// What is wrong with the reason that is given with a stance; nothing where it will do.
    fileprivate static func problem(of stance: ClauseStance, _ reason: String) -> Text? {
        if stance == .object, !reasonLength.contains(reason.count) { return CharterWords.objectNeedsReason }
        return reason.count > reasonLength.upperBound ? SiteWords.tooLong : nil
    }
}

struct StanceDraft: Sendable {
    let clause: ID
    /// Nothing where what the voice said before still holds, with its reason.
    let stance: ClauseStance?
    var reason = ""

    init(clause: ID, stance: ClauseStance, reason: String = "") {
        (self.clause, self.stance, self.reason) = (clause, stance, reason)
    }

    /// What was said before of a clause still holds.
    init(again clause: ID) {
        (self.clause, stance) = (clause, nil)
    }
}

/// How far a clause is agreed on, and for whom that is missing. Pure.
struct Affirmation: Sendable, Equatable {
    /// Voices that count.
    var voices = 0
    var affirm = 0
    var canLiveWith = 0
    var object = 0
    var notYet = 0
    /// Of those who affirm it or can live with it, so many said so over a year ago.
    var aged = 0

    /// Voices that go along with it.
    var carried: Int { affirm + canLiveWith }
    /// Voices that said something about its present words.
    var answered: Int { affirm + canLiveWith + object + notYet }
    /// Of those who count, so many percent answered.
    var participation: Int { percent(answered, of: voices) }
    /// Of those who answered, so many percent affirm it or can live with it.
    var strength: Int { percent(carried, of: answered) }

    private func percent(_ part: Int, of whole: Int) -> Int { whole == 0 ? 0 : (part * 200 + whole) / (2 * whole) }

    mutating func add(_ said: StanceSaid?, now: Int64) {
        voices += 1
        if let said, said.stance.carries, CharterRules.isAged(said, now: now) { aged += 1 }
        switch said?.stance {
        case .affirm: affirm += 1
        case .canLiveWith: canLiveWith += 1
        case .object: object += 1
        case .notYet: notYet += 1
        case nil: break
        }
    }

    static func + (left: Affirmation, right: Affirmation) -> Affirmation {
        Affirmation(
            voices: left.voices + right.voices, affirm: left.affirm + right.affirm,
            canLiveWith: left.canLiveWith + right.canLiveWith, object: left.object + right.object,
            notYet: left.notYet + right.notYet, aged: left.aged + right.aged)
    }
}

/// By what voices are grouped where it is asked for whom agreement is missing.
enum VoiceGrouping: String, Sendable, CaseIterable {
    case sector, region, joined
}

/// One group of voices with what it says, of all clauses together.
struct VoiceGroup: Sendable, Equatable {
    /// The sector, the region, the year of joining; empty where that is not said.
    let name: String
    let voices: Int
    /// Of what its voices could have said about all clauses.
    let said: Affirmation
}

enum AffirmationRules {
    /// The stance of each voice on the present words of each clause.
    static func clauses(
        _ clauses: [CharterClause], _ stances: [StanceSaid], voices: [Voice], now: Int64
    ) -> [ID: Affirmation] {
        let said = latest(stances, clauses)
        return Dictionary(
            clauses.map { clause in
                var figures = Affirmation()
                for voice in voices { figures.add(said[clause.id]?[voice.id], now: now) }
                return (clause.id, figures)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// For whom it is missing: groups of at least `smallest` voices, the smaller ones gathered as others – and not even those where
    /// they are fewer, or where they could be found by taking the shown from the whole.
    static func groups(
        by grouping: VoiceGrouping, _ clauses: [CharterClause], _ stances: [StanceSaid], voices: [Voice], now: Int64
    ) -> [VoiceGroup] {
        let said = latest(stances, clauses)
        let named = Dictionary(grouping: voices) { name(of: $0, grouping) }
        let large = named.filter { $0.value.count >= CharterRules.smallest }
        let rest = named.filter { $0.value.count < CharterRules.smallest }.flatMap(\.value)
        // Where least goes along comes first: that is whom to talk with.
        var groups = large.map { group($0.key, $0.value, clauses, said, now) }
            .sorted { (carried($0.said), $0.name) < (carried($1.said), $1.name) }
        if rest.count >= CharterRules.smallest {
            groups.append(group(others, rest, clauses, said, now))
        } else if !rest.isEmpty, let last = groups.popLast(), let voices = large[last.name] {
            // Too few to stand alone: they are shown with the next group, or not at all.
            groups.append(group(others, voices + rest, clauses, said, now))
        }
        return groups
    }

    /// In thousandths of all that could be said.
    private static func carried(_ said: Affirmation) -> Int {
        said.voices == 0 ? 0 : said.carried * 1000 / said.voices
    }

    /// The name of what is too small to be named.
    static let others = "*"

    private static func latest(_ stances: [StanceSaid], _ clauses: [CharterClause]) -> [ID: [ID: StanceSaid]] {
        var said: [ID: [ID: StanceSaid]] = [:]
        for stance in stances where stance.isLatest {
            guard let clause = clauses.first(where: { $0.id == stance.clauseID }), stance.isAbout(clause) else {
                continue
            }
            said[stance.clauseID, default: [:]][stance.voiceID] = stance
        }
        return said
    }

    private static func group(
        _ name: String, _ voices: [Voice], _ clauses: [CharterClause], _ said: [ID: [ID: StanceSaid]], _ now: Int64
    ) -> VoiceGroup {
        var figures = Affirmation()
        for clause in clauses { for voice in voices { figures.add(said[clause.id]?[voice.id], now: now) } }
        return VoiceGroup(name: name, voices: voices.count, said: figures)
    }

    private static func name(of voice: Voice, _ grouping: VoiceGrouping) -> String {
        switch grouping {
        case .sector: voice.sector?.rawValue ?? ""
        case .region: voice.region ?? ""
        case .joined: String(year(voice.joinedAt))
        }
    }

    /// The year of a moment, by the calendar of UTC.
    static func year(_ moment: Int64) -> Int {
        Int(String(Format.rfc3339(moment).prefix(4))) ?? 0
    }
}
