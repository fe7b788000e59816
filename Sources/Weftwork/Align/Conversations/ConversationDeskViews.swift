internal import Database

struct DeviceView: View {
    let device: String

    func write(to json: inout JSON) { json.object { $0.field("participant", device) } }
}

struct HandedView: View {
    let path: String

    func write(to json: inout JSON) { json.object { $0.field("at", path) } }
}

struct ConversationDeskView: View {
    let statements: [ConversationStatement]
    let link: String?

    func write(to json: inout JSON) {
        json.object { json in
            json.field("link", link)
            json.field("items", statements.map { StatementView(statement: $0) })
        }
    }
}

struct ConversationLogView: View {
    let steps: [(number: Int, step: ConversationStep)]
    let counts: [ConversationStatement.State: Int]

    func write(to json: inout JSON) {
        json.object { json in
            json.field("waiting", counts[.waiting] ?? 0)
            json.field("open", counts[.open] ?? 0)
            json.field("rejected", counts[.rejected] ?? 0)
            json.name("items")
            json.array(steps) { json, one in
                json.object {
                    $0.field("number", one.number)
                    $0.field("step", one.step.kind.rawValue)
                    $0.field("reason", one.step.reason?.rawValue)
                    $0.field("at", moment: one.step.at)
                }
            }
        }
    }
}
