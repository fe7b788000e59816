internal import Database

/// A module as a program writes it.
struct TrainingBody: Decodable {
    struct Option: Decodable {
        let text: TrainingSaying
        let right: Bool?
    }

    struct Question: Decodable {
        let text: TrainingSaying
        let options: [Option]
        let why: TrainingSaying?
    }

    /// Of a shipped module, to adopt it.
    let key: String?
    let title: TrainingSaying?
    let summary: TrainingSaying?
    let body: TrainingSaying?
    let questions: [Question]?
    let passMark: Int?
    let months: Int?
    /// The version that was read with it.
    let read: Int?

    func draft() -> TrainingDraft {
        var draft = TrainingDraft(passMark: passMark, months: months)
        draft.content.title = title ?? TrainingSaying()
        draft.content.summary = summary ?? TrainingSaying()
        draft.content.body = body ?? TrainingSaying()
        draft.content.questions = (questions ?? []).map { question in
            var made = TrainingContent.Question()
            made.text = question.text
            made.why = question.why ?? TrainingSaying()
            made.options = question.options.map { .init(text: $0.text, isRight: $0.right ?? false) }
            return made
        }
        return draft
    }
}

struct AnswersBody: Decodable {
    /// The version whose questions are answered.
    let version: Int
    /// For each question the places of the answers that were chosen.
    let answers: [[Int]]
}

struct TrainingActionBody: Decodable {
    let action: String?
}

struct GateBody: Decodable {
    let subject: String?
    let module: String?
    let on: Bool?
}

extension TrainingSaying: View {
    func write(to json: inout JSON) {
        json.object { json in
            if !zh.isEmpty { json.field("zh", zh) }
            if !en.isEmpty { json.field("en", en) }
        }
    }
}

/// All that is taught, for programs.
struct TrainingListView: View {
    let list: TrainingList
    /// Only what the reader has passed or has to.
    var isOwn = false

    func write(to json: inout JSON) {
        let items = list.items.filter { !isOwn || $0.pass != nil || $0.isAsked }
        json.object { json in
            json.name("items")
            json.array(items) { TrainingListView.write($1, list.at, to: &$0) }
            json.name("gates")
            json.array(list.gates) { json, gate in
                json.object {
                    $0.field("subject", gate.subject.stored)
                    $0.field("module", gate.moduleID)
                    $0.field("since", moment: gate.since)
                }
            }
            json.field("shipped", list.shipped.map(\.key))
        }
    }

    static func write(_ item: TrainingItem, _ now: Int64, to json: inout JSON) {
        json.object { write(fieldsOf: item, now, to: &$0) }
    }

    static func write(fieldsOf item: TrainingItem, _ now: Int64, to json: inout JSON) {
        let module = item.module
        json.field("id", module.id)
        json.field("title", module.title)
        json.field("state", module.state.rawValue)
        json.field("version", module.version)
        json.field("passMark", module.passMark)
        json.field("months", module.months)
        json.field("gates", item.gates.map(\.stored))
        json.field("asked", item.isAsked)
        json.field("passed", item.pass?.holds(at: now) == true)
        json.field("until", moment: item.pass?.untilAt)
        json.field("score", item.pass?.score)
    }
}

/// One module for programs; which answers are right stands in it for those who write.
struct TrainingView: View {
    let opened: OpenedTraining
    let showsRight: Bool

    func write(to json: inout JSON) {
        let content = opened.content
        json.object { json in
            TrainingListView.write(fieldsOf: opened.item, opened.at, to: &json)
            json.field("summary", content.summary)
            json.field("body", content.body)
            json.field("nextTryAt", moment: opened.nextAt)
            json.name("questions")
            json.array(content.questions) { write($1, to: &$0) }
        }
    }

    private func write(_ question: TrainingContent.Question, to json: inout JSON) {
        json.object { json in
            json.field("text", question.text)
            json.field("several", question.takesSeveral)
            if showsRight { json.field("why", question.why) }
            json.name("options")
            json.array(question.options) { json, option in
                json.object {
                    $0.field("text", option.text)
                    if showsRight { $0.field("right", option.isRight) }
                }
            }
        }
    }
}

/// What came of a try: what was answered otherwise, explained.
struct TrainingResultView: View {
    let result: TrainingResult
    let content: TrainingContent

    func write(to json: inout JSON) {
        json.object { json in
            json.field("passed", result.isPassed)
            json.field("score", result.score)
            json.field("until", moment: result.until)
            json.field("nextTryAt", moment: result.nextAt)
            json.name("wrong")
            json.array(result.wrong.filter { $0 < content.questions.count }) { json, index in
                json.object {
                    $0.field("question", index)
                    $0.field("why", content.questions[index].why)
                }
            }
        }
    }
}

/// Who has passed what, for programs of those who train: no scores.
struct TrainedListView: View {
    let list: TrainedList

    func write(to json: inout JSON) {
        json.object { json in
            json.name("items")
            json.array(list.rows) { json, row in
                json.object {
                    $0.field("member", row.pass.memberID)
                    $0.field("name", row.name)
                    $0.field("module", row.module.id)
                    $0.field("title", row.module.title)
                    $0.field("passed", row.pass.holds(at: list.at))
                    $0.field("until", moment: row.pass.version > 0 ? row.pass.untilAt : nil)
                }
            }
            json.field("next", list.next)
            json.field("total", list.total)
            json.field("totalIsExact", true)
        }
    }
}

enum TrainingSchemas {
    private static let saying =
        "{\"type\":\"object\",\"properties\":{\"zh\":{\"type\":\"string\"},\"en\":{\"type\":\"string\"}}}"
    private static let item = """
        "id":{"type":"string"},"title":\(saying),"state":{"enum":["open","withdrawn"]},"version":{"type":"integer"},\
        "passMark":{"type":"integer"},"months":{"type":"integer"},"gates":{"type":"array","items":{"type":"string"}},\
        "asked":{"type":"boolean"},"passed":{"type":"boolean"},"until":{"type":["string","null"]},"score":{"type":["integer","null"]}
        """
    private static let questions = """
        {"type":"array","items":{"type":"object","required":["text","options"],"properties":{"text":\(saying),\
        "several":{"type":"boolean"},"why":\(saying),"options":{"type":"array","items":{"type":"object","required":["text"],\
        "properties":{"text":\(saying),"right":{"type":"boolean"}}}}}}}
        """
    static let list = Schema(
        name: "TrainingList",
        definition: """
            {"type":"object","required":["items","gates"],"properties":{"items":{"type":"array","items":{"type":"object",\
            "required":["id","title","passed"],"properties":{\(item)}}},"gates":{"type":"array","items":{"type":"object",\
            "properties":{"subject":{"type":"string"},"module":{"type":"string"},"since":{"type":"string"}}}},\
            "shipped":{"type":"array","items":{"type":"string"}}}}
            """)
    static let module = Schema(
        name: "Training",
        definition: """
            {"type":"object","required":["id","title","body","questions"],"properties":{\(item),"summary":\(saying),\
            "body":\(saying),"nextTryAt":{"type":["string","null"]},"questions":\(questions)}}
            """)
    static let toPost = Schema(
        name: "TrainingToPost",
        definition: """
            {"type":"object","properties":{"key":{"type":"string"},"title":\(saying),"summary":\(saying),"body":\(saying),\
            "questions":\(questions),"passMark":{"type":"integer"},"months":{"type":"integer"},"read":{"type":"integer"}}}
            """)
    static let answers = Schema(
        name: "TrainingAnswers",
        definition: """
            {"type":"object","required":["version","answers"],"properties":{"version":{"type":"integer"},\
            "answers":{"type":"array","items":{"type":"array","items":{"type":"integer"}}}}}
            """)
    static let result = Schema(
        name: "TrainingResult",
        definition: """
            {"type":"object","required":["passed","score","wrong"],"properties":{"passed":{"type":"boolean"},\
            "score":{"type":"integer"},"until":{"type":["string","null"]},"nextTryAt":{"type":["string","null"]},\
            "wrong":{"type":"array","items":{"type":"object","properties":{"question":{"type":"integer"},"why":\(saying)}}}}}
            """)
    static let action = Schema(
        name: "TrainingAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["withdraw","offer"]}}}
            """)
    static let gate = Schema(
        name: "TrainingGateToPost",
        definition: """
            {"type":"object","required":["subject","module"],"properties":{"subject":{"type":"string"},\
            "module":{"type":"string"},"on":{"type":"boolean"}}}
            """)
    static let trained = Schema(
        name: "TrainedMembers",
        definition: """
            {"type":"object","required":["items","next","total"],"properties":{"items":{"type":"array","items":{"type":"object",\
            "required":["member","module","passed"],"properties":{"member":{"type":"string"},"name":{"type":"string"},\
            "module":{"type":"string"},"title":\(saying),"passed":{"type":"boolean"},"until":{"type":["string","null"]}}}},\
            "next":{"type":["string","null"]},"total":{"type":"integer"}}}
            """)
}
