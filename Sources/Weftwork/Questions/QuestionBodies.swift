internal import Database
internal import Engine

extension Bilingual {
    /// A line of a form: `中文 / English`, or one for both.
    init(line: String) {
        let parts = line.split(separator: " / ", maxSplits: 1).map { Clean.sentence(String($0)) }
        self.init(zh: parts.first ?? "", en: parts.count > 1 ? parts[1] : parts.first ?? "")
    }

    static func lines(_ text: String) -> [Bilingual] {
        text.split(whereSeparator: \.isNewline).map(String.init)
            .filter { !Clean.line($0).isEmpty }.map(Bilingual.init(line:))
    }
}

extension SheetAction {
    /// What a form asks for.
    init(_ form: Form) throws(Refusal) {
        switch form["action"] {
        case "close": self = .close
        case "look": self = .look
        case "open": self = .open(closes: form.text("closes"))
        case "removeQuestion": self = .remove(form["question"] ?? "")
        case "discard": self = .discard
        case "addQuestion":
            let kind = try Question.Kind(form["kind"]), lines = Bilingual.lines(form["options"] ?? "")
            self = .add(
                Question(
                    id: "", kind: kind, words: Bilingual(zh: form["wordsZh"] ?? "", en: form["wordsEn"] ?? ""),
                    poles: kind == .scale ? lines : [], options: kind == .scale ? [] : lines))
        default: throw .invalid("action", SiteWords.badChoice(SheetAction.names, form["action"]))
        }
    }
}

extension Question.Kind {
    init(_ name: String?) throws(Refusal) {
        guard let kind = name.flatMap({ Question.Kind(rawValue: $0) }) else {
            throw .invalid("kind", SiteWords.badChoice(Question.Kind.allCases.map(\.rawValue), name))
        }
        self = kind
    }
}

/// Words for programs: a text, or `{zh, en}`.
struct WordsBody: Decodable {
    let words: Bilingual

    private struct Both: Decodable {
        let zh: String?
        let en: String?
    }

    init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            words = Bilingual(text)
        } else {
            let both = try Both(from: decoder)
            words = Bilingual(zh: both.zh ?? "", en: both.en ?? "")
        }
    }
}

struct QuestionBody: Decodable {
    let kind: String?
    let words: WordsBody?
    let poles: [WordsBody]?
    let options: [WordsBody]?
    let most: Int?

    func question(_ id: String) throws(Refusal) -> Question {
        Question(
            id: id, kind: try Question.Kind(kind), words: words?.words ?? Bilingual(""),
            poles: (poles ?? []).map(\.words), options: (options ?? []).map(\.words), most: most)
    }
}

struct SheetBody: Decodable {
    let kind: String?
    let title: WordsBody?
    let who: String?
    let closes: String?
    let again: String?
    let questions: [QuestionBody]?

    func draft() throws(Refusal) -> SheetDraft {
        var draft = SheetDraft(
            kind: kind ?? SheetKind.survey.name, title: title?.words ?? Bilingual(""), who: who, closes: closes)
        if let again {
            guard let id = ID(again) else { throw .invalid("again", QuestionWords.unknownSheet) }
            draft.again = id
        }
        for (index, body) in (questions ?? []).enumerated() {
            draft.questions.append(try body.question("q\(index + 1)"))
        }
        return draft
    }
}

struct SheetAnswersBody: Decodable {
    struct One: Decodable {
        let question: String?
        let picks: [Int]?
        let text: String?
    }

    let replies: [One]?
    let mayShow: Bool?

    func named() throws(Refusal) -> [String: Reply] {
        var named: [String: Reply] = [:]
        for one in replies ?? [] {
            guard let question = one.question, named[question] == nil else {
                throw .invalid("replies", QuestionWords.unknownQuestion)
            }
            named[question] = Reply(picks: one.picks ?? [], text: one.text ?? "")
        }
        return named
    }
}

struct SheetActionBody: Decodable {
    /// The question to remove, or the one to add.
    enum Which: Decodable {
        case id(String)
        case new(QuestionBody)

        init(from decoder: any Decoder) throws {
            if let id = try? decoder.singleValueContainer().decode(String.self) {
                self = .id(id)
            } else {
                self = .new(try QuestionBody(from: decoder))
            }
        }
    }

    let action: String?
    let closes: String?
    let question: Which?

    func read() throws(Refusal) -> SheetAction {
        switch (action, question) {
        case ("close", _): return .close
        case ("look", _): return .look
        case ("open", _): return .open(closes: closes)
        case ("discard", _): return .discard
        case ("addQuestion", .new(let body)?): return .add(try body.question(""))
        case ("removeQuestion", .id(let id)?): return .remove(id)
        case ("addQuestion", _), ("removeQuestion", _): throw .invalid("question", SiteWords.missing)
        default: throw .invalid("action", SiteWords.badChoice(SheetAction.names, action))
        }
    }
}
