internal import Database

/// Pages of a network's robots.
struct RobotPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)/robots" }

    /// - Parameters:
    ///   - tested: the robot that was tried just now, and why it did not take the message.
    func list(
        _ robots: [RobotReading], teams: [(id: ID, name: Text)], tested: (id: ID, fault: RobotFault?)? = nil,
        _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) -> HTML {
        let done: [String: Text] = ["entered": RobotWords.entered, "ended": RobotWords.ended]
        let toast = frame.ask.query["done"].flatMap { done[$0] }.map(frame.toast) ?? ""
        let none: HTML = "<p class=\"empty\">\(frame(RobotWords.none))</p>"
        return frame.page(
            RobotWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(RobotWords.title))</h1>\(toast)\(RobotPages.outcome(tested?.fault, tested != nil, frame))\
            <p>\(frame(RobotWords.hint))</p>\(Fields(frame, form, problems).summary)\(none, if: robots.isEmpty)\
            \(robots.map(card))\(entering(teams, form, problems))</div>
            """)
    }

    /// What came of a press on "send a test".
    static func outcome(_ fault: RobotFault?, _ wasTried: Bool, _ frame: Frame) -> HTML {
        guard wasTried else { return "" }
        return fault.map { "<p class=\"note critical\" role=\"alert\">\(frame(RobotWords.words($0)))</p>" }
            ?? "<p class=\"note good\" role=\"status\">\(frame(RobotWords.tested))</p>"
    }

    private func card(_ reading: RobotReading) -> HTML {
        let robot = reading.robot, name = robot.hook?.name ?? ""
        let host = robot.hook?.host ?? "?", path = "\(root)/\(robot.id)"
        let posts = robot.posts.sorted { $0.rawValue < $1.rawValue }.map { frame(RobotWords.name(of: $0)) }
        return """
            <section class="card stack tight" data-item><div class="row spread"><h2>\(frame.said(name))</h2>\
            \(RobotPages.badge(robot.health, frame))</div>\
            <p class="small">\(frame(RobotWords.name(of: robot.kind))) · <code>\(host)</code> · \
            \(frame(RobotWords.name(of: robot.language)))</p>\
            <p class="small">\(frame(MemberWords.label(RobotWords.team)))\(frame.said(frame(reading.team ?? RobotWords.wholeNetwork))) · \
            \(frame(MemberWords.label(RobotWords.posts)))\(posts.joined(separator: frame(SiteWords.listComma))) · \
            \(frame.said(frame(RobotWords.enteredBy(reading.enteredBy, robot.enteredAt))))</p>\
            \(RobotPages.health(robot.health, frame))<div class="row">\
            <form method="post" action="\(path)/test">\(frame.hidden)\
            <button class="btn" aria-label="\(frame(RobotWords.testNamed(name)))">\(frame(RobotWords.testButton))</button></form>\
            <form method="post" action="\(path)/end">\(frame.hidden)\
            <button class="btn danger" aria-label="\(frame(RobotWords.endNamed(name)))">\(frame(RobotWords.end))</button></form>\
            </div></section>
            """
    }

    static func badge(_ health: RobotHealth, _ frame: Frame) -> HTML {
        if health.isBroken { return "<span class=\"badge critical\">\(frame(RobotWords.broken))</span>" }
        if health.tookAt != nil { return "<span class=\"badge good\">\(frame(RobotWords.works))</span>" }
        return "<span class=\"badge\">\(frame(RobotWords.untried))</span>"
    }

    /// How it has gone.
    static func health(_ health: RobotHealth, _ frame: Frame) -> HTML {
        let took = health.tookAt.map(RobotWords.took) ?? RobotWords.never
        var html: HTML = "<p class=\"small\">\(frame(took))</p>"
        if let kind = health.fault, let at = health.faultAt {
            let why = RobotWords.words(RobotFault(kind, code: health.code))
            html += "<p class=\"note critical\">\(frame(RobotWords.failed(at, health.failures, why)))</p>"
        }
        if health.isBroken { html += "<p class=\"small\">\(frame(RobotWords.brokenHint))</p>" }
        return html
    }

    private func entering(_ teams: [(id: ID, name: Text)], _ form: Form, _ problems: [FieldProblem]) -> HTML {
        let fields = Fields(frame, form, problems)
        let choices = [("", frame(RobotWords.wholeNetwork))] + teams.map { ($0.id.description, frame($0.name)) }
        let chosen = fields.isSent ? Set(form.all("posts")) : Set(GroupRobot.Posts.allCases.map(\.rawValue))
        let boxes = GroupRobot.Posts.allCases.map { one -> HTML in
            """
            <label><input type="checkbox" name="posts" value="\(one.rawValue)"\(" checked", if: chosen.contains(one.rawValue))> \
            \(frame(RobotWords.name(of: one)))</label>
            """
        }
        let content: HTML = """
            <form method="post" action="\(root)" class="stack">\(fields.hidden)\(RobotPages.hook(fields, frame, needsName: true))\
            \(fields.select("team", RobotWords.team, choices))\
            \(fields.select("language", RobotWords.language, Language.allCases.map { ($0.rawValue, frame(RobotWords.name(of: $0))) },
                chosen: network.language.rawValue))\
            \(fields.choice("posts", RobotWords.posts, boxes))\(fields.button(RobotWords.enter))</form>
            """
        return "<section class=\"card\">\(fields.folded(RobotWords.new, content))</section>"
    }

    /// The fields that say which robot it is.
    static func hook(_ fields: Fields, _ frame: Frame, needsName: Bool) -> HTML {
        let kinds = RobotHook.Kind.allCases.filter { $0 != .generic || frame.offersOtherRobots }
        let others: HTML =
            frame.offersOtherRobots ? "" : "<p class=\"small\">\(frame(RobotWords.otherPlatforms))</p>"
        let name: HTML =
            needsName ? fields.text("name", RobotWords.name, hint: RobotWords.nameHint, isRequired: true) : ""
        return """
            \(fields.select("kind", RobotWords.kind, kinds.map { ($0.rawValue, frame(RobotWords.name(of: $0))) }))\(others)\(name)\
            \(fields.text("address", RobotWords.address, hint: RobotWords.addressHint, kind: "url", mode: "url", isRequired: true))\
            \(fields.text("secret", RobotWords.secret, hint: RobotWords.secretHint, kind: "password"))
            """
    }
}

/// Pages of a robot of one's own.
struct OwnRobotPages {
    let frame: Frame
    let fields: Fields

    static let root = "/me/security/robot"

    /// The part of the account's page.
    func part(_ account: Account) -> HTML {
        let own = fields.of("robot"), robot = account.robot
        let words = robot == nil ? RobotWords.ownName : RobotWords.ownChange
        let form: HTML = """
            <form method="post" action="\(OwnRobotPages.root)" class="stack">\(own.hidden)\
            \(RobotPages.hook(own, frame, needsName: false))\(own.button(words))</form>
            """
        return """
            <section class="card" id="robot"><h2>\(frame(RobotWords.own))</h2><p>\(frame(RobotWords.ownHint))</p>\
            \(robot.map { present($0, account) } ?? "")\(account.isFresh ? own.folded(words, form) : "")</section>
            """
    }

    private func present(_ robot: OwnRobot, _ account: Account) -> HTML {
        let facts: HTML = """
            <p>\(frame(RobotWords.name(of: robot.kind))) <code>\(robot.hook?.host ?? "?")</code></p>
            """
        let remove: HTML = """
            <form method="post" action="\(OwnRobotPages.root)/remove">\(frame.hidden)\
            <button class="btn">\(frame(RobotWords.ownRemove))</button></form>
            """
        guard robot.confirmedAt != nil else {
            let way: HTML = """
                <a class="btn" href="\(OwnRobotPages.root)/code">\(frame(RobotWords.typeCode))</a>
                """
            return """
                \(facts)<p class="note">\(frame(RobotWords.unconfirmed))</p><div class="row">\(way, if: account.isFresh)\
                \(remove)</div>
                """
        }
        return """
            \(facts)<p>\(RobotPages.badge(robot.health, frame))</p>\(RobotPages.health(robot.health, frame))<div class="row">\
            <form method="post" action="\(OwnRobotPages.root)/test">\(frame.hidden)\
            <button class="btn">\(frame(RobotWords.testButton))</button></form>\(remove)</div>
            """
    }

    /// Where the code is typed that the robot said.
    func code() -> HTML {
        frame.page(
            RobotWords.codeTitle, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(RobotWords.codeTitle))</h1>\(fields.summary)\
            <form method="post" action="\(OwnRobotPages.root)/code" class="stack">\(frame.hidden)\
            \(fields.text("code", PeopleWords.code, hint: RobotWords.codeHint, mode: "numeric",
                autocomplete: "one-time-code", isRequired: true))\(fields.button(RobotWords.confirm))</form>\
            <p><a href="/me/security">\(frame(SignInWords.securityTitle))</a></p></div>
            """)
    }

    func tested(_ fault: RobotFault?) -> HTML {
        frame.page(
            RobotWords.own, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(RobotWords.own))</h1>\(RobotPages.outcome(fault, true, frame))\
            <p><a class="btn" href="/me/security#robot">\(frame(SignInWords.securityTitle))</a></p></div>
            """)
    }
}

extension PageParts {
    /// The way to a network's robots, for those who keep them.
    mutating func addRobots() {
        register(ways: { frame, network in
            Policy.allows(.keepRobots, frame.ask.viewer)
                ? [WayOn(.desk, "network", RobotWords.title, "/n/\(network.slug)/robots")] : []
        })
    }
}
