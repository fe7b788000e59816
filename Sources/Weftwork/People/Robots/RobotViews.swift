internal import Database

/// A robot for programs: never its address or secret.
struct RobotView: View {
    let reading: RobotReading
    let language: Language

    func write(to json: inout JSON) {
        let robot = reading.robot, health = robot.health
        json.object { json in
            json.field("id", robot.id)
            json.field("kind", robot.kind.rawValue)
            json.field("name", robot.hook?.name)
            json.field("host", robot.hook?.host)
            json.field("isSigned", robot.hook?.secret != nil)
            json.field("team", robot.teamID)
            json.field("language", robot.language.rawValue)
            json.field("posts", robot.posts.map(\.rawValue).sorted())
            json.field("enteredAt", moment: robot.enteredAt)
            json.field("enteredBy", robot.enteredBy)
            json.field("tookAt", moment: health.tookAt)
            json.field("fault", health.fault?.rawValue)
            json.field("code", health.code)
            json.field("faultAt", moment: health.faultAt)
            json.field(
                "faultWords",
                health.fault.map { RobotWords.words(RobotFault($0, code: health.code))(language) })
            json.field("failures", health.failures)
            json.field("isBroken", health.isBroken)
        }
    }
}

struct RobotsView: View {
    let robots: [RobotView]

    func write(to json: inout JSON) {
        json.object { $0.field("items", robots) }
    }

    func one(_ id: ID) throws(Refusal) -> RobotView {
        guard let found = robots.first(where: { $0.reading.robot.id == id }) else { throw .notFound }
        return found
    }
}

enum RobotSchemas {
    private static let text = #"{"type":["string","null"]}"#
    private static let fields = """
        "id":{"type":"string"},"kind":{"enum":["dingtalk","wecom","feishu","generic"]},"name":\(text),"host":\(text),\
        "isSigned":{"type":"boolean"},"team":\(text),"language":{"enum":["zh","en"]},"posts":{"type":"array",\
        "items":{"enum":["calls"]}},"enteredAt":{"type":"string"},"enteredBy":{"type":"string"},"tookAt":\(text),\
        "fault":\(text),"code":{"type":["integer","null"]},"faultAt":\(text),"faultWords":\(text),\
        "failures":{"type":"integer"},"isBroken":{"type":"boolean"}
        """
    static let robot = Schema(
        name: "Robot",
        definition: """
            {"type":"object","required":["id","kind","language","posts","failures","isBroken"],"properties":{\(fields)}}
            """)
    static let list = Schema(
        name: "Robots",
        definition: """
            {"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"type":"object",\
            "required":["id","kind"],"properties":{\(fields)}}}}}
            """)
    static let toPost = Schema(
        name: "RobotToPost",
        definition: """
            {"type":"object","required":["kind","name","address","language"],"properties":{"kind":{"enum":["dingtalk",\
            "wecom","feishu","generic"]},"name":{"type":"string"},"address":{"type":"string"},"secret":{"type":"string"},\
            "team":{"type":"string"},"language":{"enum":["zh","en"]},"posts":{"type":"array","items":{"enum":["calls"]}}}}
            """)
    static let action = Schema(
        name: "RobotAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["test","end"]}}}
            """)
}
