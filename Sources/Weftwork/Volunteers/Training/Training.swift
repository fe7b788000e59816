internal import Database
internal import Foundation

/// Something said in one language or in both.
struct TrainingSaying: Sendable, Equatable, Codable {
    var zh = ""
    var en = ""

    var isEmpty: Bool { zh.isEmpty && en.isEmpty }

    func text(_ language: Language) -> String { language == .zh ? zh : en }

    mutating func set(_ text: String, in language: Language) {
        if language == .zh { zh = text } else { en = text }
    }

    /// For a reader of either language; in the other where it was not said in theirs.
    var words: Text { Text(zh: "\(zh.isEmpty ? en : zh)", en: "\(en.isEmpty ? zh : en)") }
}

extension TrainingSaying {
    enum CodingKeys: String, CodingKey {
        case zh, en
    }

    /// One language is enough.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            zh: try container.decodeIfPresent(String.self, forKey: .zh) ?? "",
            en: try container.decodeIfPresent(String.self, forKey: .en) ?? "")
    }
}

/// What a module teaches and asks; one version of it.
struct TrainingContent: Sendable, Equatable, Codable {
    struct Option: Sendable, Equatable, Codable {
        var text = TrainingSaying()
        var isRight = false
    }

    struct Question: Sendable, Equatable, Codable {
        var text = TrainingSaying()
        var options: [Option] = []
        /// Told to whoever answered otherwise.
        var why = TrainingSaying()

        var right: Set<Int> { Set(options.indices.filter { options[$0].isRight }) }
        /// Whether more than one answer is right.
        var takesSeveral: Bool { right.count > 1 }
    }

    var title = TrainingSaying()
    var summary = TrainingSaying()
    /// Paragraphs between empty lines.
    var body = TrainingSaying()
    var questions: [Question] = []

    /// As it is stored: always in the same order.
    var stored: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    init() {}

    init(stored: String) {
        self = (try? JSONDecoder().decode(TrainingContent.self, from: Data(stored.utf8))) ?? TrainingContent()
    }
}

/// A training of a network, as it is offered now.
struct TrainingModule: Sendable, Equatable {
    enum State: String, Sendable, SQLConvertible {
        case open, withdrawn
    }

    let id: ID
    let networkID: ID
    /// Which of the shipped ones it began as; empty for one of the network's own.
    var key = ""
    var state = State.open
    var version = 1
    var title = TrainingSaying()
    /// So many of a hundred answers must be right.
    var passMark = 80
    /// So long a pass holds.
    var months = 12
    /// Who wrote this version.
    var byID: ID
    /// When.
    var at: Int64

    /// So long a pass holds, in milliseconds.
    var lifetime: Int64 { Int64(months) * 365 * Time.day / 12 }
}

/// A module as it is written.
struct TrainingDraft: Sendable {
    var content = TrainingContent()
    var passMark: Int?
    var months: Int?
}

/// That somebody has passed a module. What they answered is kept nowhere.
struct TrainingPass: Sendable, Equatable {
    let id: ID
    let networkID: ID
    let memberID: ID
    let moduleID: ID
    /// Of which version; 0 where somebody must pass it and has not yet.
    var version: Int
    var score: Int
    var passedAt: Int64
    var untilAt: Int64

    func holds(at now: Int64) -> Bool { version > 0 && untilAt > now }
}

/// What came of one try.
struct TrainingResult: Sendable {
    let score: Int
    let isPassed: Bool
    /// Questions that were answered otherwise.
    let wrong: [Int]
    /// How long the pass holds, where there is one.
    let until: Int64?
    /// When the next try is possible, where this one failed.
    let nextAt: Int64?
}

/// What takes a training: to hold a role, or to do a thing.
struct TrainingGate: Sendable, Equatable {
    enum Subject: Sendable, Hashable {
        case role(Role)
        case act(Act)

        /// The acts that can be made to take a training.
        static let acts: [Act] = [.openItem, .verify, .publish, .claim, .goOut, .typePaper, .logCall]
        static let all = Role.allCases.map(Subject.role) + acts.map(Subject.act)

        var stored: String {
            switch self {
            case .role(let role): "role:\(role.rawValue)"
            case .act(let act): "act:\(act.rawValue)"
            }
        }

        init?(stored: String) {
            guard let known = Subject.all.first(where: { $0.stored == stored }) else { return nil }
            self = known
        }
    }

    let networkID: ID
    let subject: Subject
    let moduleID: ID
    /// From when on.
    let since: Int64
    let byID: ID
}
