internal import Database

/// What somebody can be asked for in one network: what they can do and how well, with what, from where, how much in a week.
/// Which skills and languages they have, and where they are, stands in their profile; here is only what comes on top.
struct Volunteer: Sendable, Equatable {
    /// How well somebody can do a thing.
    enum Level: String, Sendable, CaseIterable, SQLConvertible {
        case learning, able, expert
    }

    /// What somebody can bring.
    enum Means: String, Sendable, CaseIterable {
        case car, van, truck, boat, licence, warehouse, tools, computer, phoneLine

        var isVehicle: Bool { [.car, .van, .truck, .boat].contains(self) }
    }

    /// How they would rather be spoken to: in some places nobody answers mail, in others nobody picks up.
    enum Channel: String, Sendable, CaseIterable, SQLConvertible {
        case any, call, wechat, video, message, mail
    }

    /// Until when nobody asks them.
    enum Pause: Sendable, Equatable {
        case until(Int64)
        /// Until they say that they are back.
        case open

        func holds(at now: Int64) -> Bool {
            switch self {
            case .until(let moment): moment > now
            case .open: true
            }
        }
    }

    /// What is nobody's but theirs and those who ask them; sealed with their key.
    struct Notes: Sendable, Equatable, Codable {
        var dialect = ""
        /// Means in their own words.
        var ownMeans = ""
        /// By skill: how somebody could tell that they can do it.
        var evidence: [String: String] = [:]

        var isEmpty: Bool { dialect.isEmpty && ownMeans.isEmpty && evidence.isEmpty }
    }

    let networkID: ID
    let memberID: ID
    var isRemote = false
    /// How far from their area they go; nothing where they did not say.
    var radius: Int?
    var channel = Channel.any
    var means: [Means] = []
    /// Hours in seven days; nothing where they did not say.
    var weeklyLimit: Int?
    var pause: Pause?
    /// By the key of the skill; those of a skill that is not in their profile count for nothing.
    var levels: [String: Level] = [:]
    var notes = Notes()
    var changedAt: Int64 = 0

    func isPaused(at now: Int64) -> Bool { pause?.holds(at: now) ?? false }
}

/// A skill with what is said about it.
struct VolunteerSkill: Sendable, Equatable {
    /// As they wrote it, or as the catalogue has it.
    let name: String
    var level = Volunteer.Level.able
    var evidence = ""

    var key: String { Skills.key(of: name) }
}

/// What somebody changes about themselves as a volunteer; what is not said stays.
struct VolunteerDraft: Sendable {
    var skills: [SkillDraft]?
    var languages: [String]?
    var isRemote: Bool?
    /// Kilometres; empty takes it back.
    var radius: String?
    var channel: String?
    var means: [String]?
    var ownMeans: String?
    var dialect: String?
    /// Hours; empty takes it back.
    var weeklyLimit: String?

    struct SkillDraft: Sendable {
        var name: String
        var level: String?
        var evidence: String?
    }
}
