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
            // Said again it is news of what is a year old, and of a voice that is asked again – but of an objection without its reason.
            let stale = now - CharterRules.staleTime
            let since = asked.map { $0.voices.contains(voice) ? max(stale, $0.round.at) : stale } ?? stale
            for draft in drafts {
                guard let clause = clauses.first(where: { $0.id == draft.clause }) else { throw Refusal.notFound }
                let reason = Clean.prose(draft.reason)
                // The same once more says nothing new. Nor does it of an objection whose hidden reason, that another wrote, they were
                // not given.
                if let old = before[clause.id], old.stance == draft.stance, old.isAbout(clause),
                    reasons[old.id] ?? "" == reason,
                    old.at > (draft.stance == .object && reason.isEmpty ? stale : since)
                {
                    continue
                }
                if draft.stance == .object, !CharterRules.reasonLength.contains(reason.count) {
                    problems.append(FieldProblem("reason-\(clause.id)", CharterWords.objectNeedsReason))
                    continue
                }
                guard reason.count <= CharterRules.reasonLength.upperBound else {
                    problems.append(FieldProblem("reason-\(clause.id)", SiteWords.tooLong))
                    continue
                }
                let stance = StanceSaid(
                    id: world.newID(), clauseID: clause.id, voiceID: voice, memberID: member.id,
                    version: version.number,
                    stance: draft.stance, at: now, isLatest: true)
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
    /// A stance older than this is asked for again.
    static let staleTime = 365 * Time.day
}

struct StanceDraft: Sendable {
    let clause: ID
    let stance: ClauseStance
    var reason = ""
}

/// How far a clause is agreed on, and for whom that is missing. Pure.
struct Affirmation: Sendable, Equatable {
    /// Voices that count.
    var voices = 0
    var affirm = 0
    var canLiveWith = 0
    var object = 0
    var notYet = 0

    /// Voices that said something about its present words.
    var answered: Int { affirm + canLiveWith + object + notYet }
    /// Of those who count, so many percent answered.
    var participation: Int { percent(answered, of: voices) }
    /// Of those who answered, so many percent affirm it or can live with it.
    var strength: Int { percent(affirm + canLiveWith, of: answered) }

    private func percent(_ part: Int, of whole: Int) -> Int { whole == 0 ? 0 : (part * 200 + whole) / (2 * whole) }

    mutating func add(_ stance: ClauseStance?) {
        voices += 1
        switch stance {
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
            notYet: left.notYet + right.notYet)
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
        _ clauses: [CharterClause], _ stances: [StanceSaid], voices: [Voice]
    ) -> [ID: Affirmation] {
        let said = latest(stances, clauses)
        return Dictionary(
            clauses.map { clause in
                var figures = Affirmation()
                for voice in voices { figures.add(said[clause.id]?[voice.id]) }
                return (clause.id, figures)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// For whom it is missing: groups of at least `smallest` voices, the smaller ones gathered as others – and not even those where
    /// they are fewer, or where they could be found by taking the shown from the whole.
    static func groups(
        by grouping: VoiceGrouping, _ clauses: [CharterClause], _ stances: [StanceSaid], voices: [Voice]
    ) -> [VoiceGroup] {
        let said = latest(stances, clauses)
        let named = Dictionary(grouping: voices) { name(of: $0, grouping) }
        let large = named.filter { $0.value.count >= CharterRules.smallest }
        let rest = named.filter { $0.value.count < CharterRules.smallest }.flatMap(\.value)
        // Where least goes along comes first: that is whom to talk with.
        var groups = large.map { group($0.key, $0.value, clauses, said) }
            .sorted { (carried($0.said), $0.name) < (carried($1.said), $1.name) }
        if rest.count >= CharterRules.smallest {
            groups.append(group(others, rest, clauses, said))
        } else if !rest.isEmpty, let last = groups.popLast(), let voices = large[last.name] {
            // Too few to stand alone: they are shown with the next group, or not at all.
            groups.append(group(others, voices + rest, clauses, said))
        }
        return groups
    }

    /// In thousandths of all that could be said.
    private static func carried(_ said: Affirmation) -> Int {
        said.voices == 0 ? 0 : (said.affirm + said.canLiveWith) * 1000 / said.voices
    }

    /// The name of what is too small to be named.
    static let others = "*"

    private static func latest(_ stances: [StanceSaid], _ clauses: [CharterClause]) -> [ID: [ID: ClauseStance]] {
        var said: [ID: [ID: ClauseStance]] = [:]
        for stance in stances where stance.isLatest {
            guard let clause = clauses.first(where: { $0.id == stance.clauseID }), stance.isAbout(clause) else {
                continue
            }
            said[stance.clauseID, default: [:]][stance.voiceID] = stance.stance
        }
        return said
    }

    private static func group(
        _ name: String, _ voices: [Voice], _ clauses: [CharterClause], _ said: [ID: [ID: ClauseStance]]
    ) -> VoiceGroup {
        var figures = Affirmation()
        for clause in clauses { for voice in voices { figures.add(said[clause.id]?[voice.id]) } }
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
