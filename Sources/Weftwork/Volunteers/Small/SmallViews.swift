internal import Database
internal import Engine

struct SmallTakeBody: Decodable {
    let what: String?
    let kind: String?
}

/// What a program does with a task.
struct SmallActionBody: Decodable {
    let action: String?
    let phone: String?
    let source: String?
    let district: String?
    let lines: [String]?
    let title: String?
    let items: [String]?
    let verdict: String?
    let note: String?
    let place: String?
    let words: String?
    let reason: String?

    var draft: SmallDraft {
        SmallDraft(
            phone: phone ?? "", source: source ?? "", district: district ?? "",
            lines: (lines ?? []).joined(separator: "\n"), title: title ?? "",
            items: (items ?? []).joined(separator: "\n"), verdict: verdict ?? "", note: note ?? "", place: place ?? "")
    }
}

extension SmallDraft {
    /// As a form sends it.
    init(_ form: Form) {
        self.init(
            phone: form["phone"] ?? "", source: form["source"] ?? "", district: form["district"] ?? "",
            lines: form["lines"] ?? "", title: form["title"] ?? "", items: form["items"] ?? "",
            verdict: form["verdict"] ?? "", note: form["note"] ?? "", place: form["place"] ?? "")
    }
}

/// What there is to do, for programs.
struct SmallBoardView: View {
    let board: SmallBoard

    func write(to json: inout JSON) {
        json.object { json in
            json.field("signed", board.isSigned)
            json.name("free")
            json.array(SmallTask.Kind.allCases.filter { board.free[$0, default: 0] > 0 }) { json, kind in
                json.object {
                    $0.field("kind", kind.rawValue)
                    $0.field("count", board.free[kind, default: 0])
                }
            }
            json.field("toCheck", board.toCheck)
            json.field("moreHandsThanWork", board.isEmpty)
            json.field("standsByUntil", board.hours.freeUntil)
            json.field("held", board.held.map { SmallItemView(item: $0, network: nil) })
            json.field("done", board.done.map { SmallItemView(item: SmallItem(task: $0, subject: nil), network: nil) })
        }
    }
}

/// A task for programs: what everybody may read of its need, and the answer to those who may.
struct SmallItemView: View {
    let item: SmallItem
    /// Nothing where the poster's address is not wanted.
    let network: Network?

    func write(to json: inout JSON) {
        let task = item.task
        json.object { json in
            json.field("id", task.id)
            json.field("kind", task.kind.rawValue)
            json.field("state", task.state.rawValue)
            json.field("lockedUntil", moment: task.lockUntil > 0 ? task.lockUntil : nil)
            json.field("doneAt", moment: task.doneAt)
            json.field("used", task.usedAt != nil)
            if let clock = item.clock { json.field("due", moment: clock.dueAt) }
            if let subject = item.subject { write(subject, of: task, to: &json) }
            if let answer = item.answer {
                json.name("answer")
                SmallItemView.write(answer, to: &json)
            }
            if let check = item.check {
                json.field("right", check.isRight)
                json.field("words", check.words)
            }
        }
    }

    private func write(_ subject: SmallSubject, of task: SmallTask, to json: inout JSON) {
        json.name("subject")
        json.object { json in
            if let institution = subject.institution, task.kind == .findNumber {
                json.field("institution", institution)
                json.field("area", subject.need.area.parts)
                return
            }
            json.field("need", subject.need.id)
            json.field("title", subject.title)
            json.field("items", subject.items)
            json.field("language", subject.source.rawValue)
            if task.kind == .spotDouble { json.field("needs", [subject.need, subject.other].compactMap { $0 }) }
            if task.kind == .hangPoster, let network {
                json.field("poster", "/n/\(network.slug)/needs/\(subject.need.id)/poster")
            }
        }
    }

    private static func write(_ answer: SmallAnswer, to json: inout JSON) {
        json.object { json in
            if let phone = answer.phone { json.field("phone", phone) }
            if let source = answer.source { json.field("source", source) }
            if let district = answer.district { json.field("district", district) }
            if let lines = answer.lines { json.field("lines", lines) }
            if let title = answer.title { json.field("title", title) }
            if let items = answer.items { json.field("items", items) }
            if let isSame = answer.isSame { json.field("verdict", isSame ? "same" : "different") }
            if let note = answer.note, !note.isEmpty { json.field("note", note) }
            if let place = answer.place { json.field("place", place) }
        }
    }
}

enum SmallSchemas {
    private static let kinds = SmallTask.Kind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
    private static let states = SmallTask.State.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
    private static let taskShape = """
        {"type":"object","required":["id","kind","state"],"properties":{"id":{"type":"string"},"kind":{"enum":[\(kinds)]},\
        "state":{"enum":[\(states)]},"lockedUntil":{"type":["string","null"]},"doneAt":{"type":["string","null"]},\
        "used":{"type":"boolean"},"due":{"type":["string","null"]},"subject":{"type":"object"},"answer":{"type":"object"},\
        "right":{"type":"boolean"},"words":{"type":["string","null"]}}}
        """
    static let task = Schema(name: "SmallTask", definition: taskShape)
    static let board = Schema(
        name: "SmallTasks",
        definition: """
            {"type":"object","required":["signed","free","toCheck","held","done"],"properties":{"signed":{"type":"boolean"},\
            "free":{"type":"array","items":{"type":"object","required":["kind","count"],"properties":{\
            "kind":{"enum":[\(kinds)]},"count":{"type":"integer"}}}},"toCheck":{"type":"integer"},\
            "moreHandsThanWork":{"type":"boolean"},"standsByUntil":{"type":["string","null"]},\
            "held":{"type":"array","items":\(taskShape)},"done":{"type":"array","items":\(taskShape)}}}
            """)
    static let list = Schema(
        name: "SmallTaskList",
        definition: """
            {"type":"object","required":["items","next","total"],"properties":{"items":{"type":"array","items":\(taskShape)},\
            "next":{"type":["string","null"]},"total":{"type":"integer"},"totalIsExact":{"type":"boolean"}}}
            """)
    static let toTake = Schema(
        name: "SmallTaskToTake",
        definition: """
            {"type":"object","properties":{"what":{"enum":["do","check"]},"kind":{"type":["string","null"]}}}
            """)
    static let action = Schema(
        name: "SmallTaskAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["answer","check","skip"]},\
            "phone":{"type":"string"},"source":{"type":"string"},"district":{"type":"string"},\
            "lines":{"type":"array","items":{"type":"string"}},"title":{"type":"string"},\
            "items":{"type":"array","items":{"type":"string"}},"verdict":{"enum":["same","different","right","wrong"]},\
            "note":{"type":"string"},"place":{"type":"string"},"words":{"type":"string"},\
            "reason":{"enum":["hard","unclear","notMine"]}}}
            """)
    static let settling = Schema(
        name: "SmallTaskSettling",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["right","wrong","use","aside","takeDown"]},\
            "reason":{"type":"string"}}}
            """)
}
