internal import Database

/// The page of one's own path, and its doors.
struct GrowthPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }

    func page(_ reading: GrowthReading) -> HTML {
        let deliveries = reading.deliveries.prefix(50).map { delivery -> HTML in
            "<li class=\"line\"><span>\(frame.said(delivery.title))</span><small>\(frame.moment(delivery.at))</small></li>"
        }
        let skills = reading.skills.map { skill -> HTML in
            "<li>\(frame.said(skill.skill)) <small>\(frame(GrowthWords.by(skill.by)))</small></li>"
        }
        let roles = reading.roles.map { role -> HTML in
            let until: HTML = role.until.map { " <small>\(frame(RoleWords.until($0)))</small>" } ?? ""
            return "<li>\(frame(PeopleWords.name(of: role.role)))\(until)</li>"
        }
        let calls = reading.calls.map { call -> HTML in
            "<li><strong>\(frame(PeopleWords.name(of: call.role)))</strong> \(frame.said(call.words))</li>"
        }
        let primer: HTML = reading.hasPrimer ? "<p class=\"note good\">\(frame(GrowthWords.primerDone))</p>" : ""
        return frame.page(
            GrowthWords.title, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(GrowthWords.title))</h1><p class="small">\(frame(GrowthWords.hint))</p>\(primer)\
            <section class="card"><h2>\(frame(GrowthWords.deliveries))</h2>\(list(deliveries, GrowthWords.none))\
            <p class="small">\(frame(GrowthWords.counted(reading.conduct)))</p></section>\
            <section class="card"><h2>\(frame(GrowthWords.skills))</h2>\(list(skills, GrowthWords.noSkills))</section>\
            <section class="card"><h2>\(frame(GrowthWords.roles))</h2>\(list(roles, GrowthWords.noRoles))</section>\
            <section class="card"><h2>\(frame(GrowthWords.reach))</h2>\(list(calls, GrowthWords.noCalls))\
            <p><a href="\(root)/roles">\(frame(GrowthWords.toRoles))</a></p></section></div>
            """)
    }

    private func list(_ rows: [HTML], _ none: Text) -> HTML {
        rows.isEmpty ? "<p class=\"small\">\(frame(none))</p>" : "<ul class=\"lines\">\(rows)</ul>"
    }
}

/// The door to one's own path.
struct GrowthRoutes: Sendable {
    let acts: MemberActs
    let frames: Frames

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/n/{slug}/me/path", .seeOwnPath, .page) { ask in
                let network = try ask.requireNetwork()
                let reading = try await acts.growth(of: ask.viewer, in: network.id)
                return .page(GrowthPages(frame: frames(ask), network: network).page(reading))
            }
        ]
    }
}
