internal import Database

/// The forms of those who lead: opening, changing, closing.
extension EmergencyPages {
    /// - Parameter emergency: the one that is changed; nothing where one is opened.
    func form(_ emergency: Emergency?, members: [Member]) -> HTML {
        let title = emergency == nil ? EmergencyWords.open : EmergencyWords.edit
        let target = emergency.map { "/n/\(network.slug)/emergencies/\($0.id)" } ?? "/n/\(network.slug)/emergencies"
        let kinds = Emergency.Kind.allCases.map { ($0.rawValue, frame(EmergencyWords.name(of: $0))) }
        let levels = Emergency.Level.allCases.map { ($0.rawValue, frame(EmergencyWords.name(of: $0))) }
        let lead = emergency?.leadID ?? frame.ask.viewer.member?.id
        let areas = emergency?.areas.map { $0.parts.joined(separator: " / ") }.joined(separator: "\n")
        let numbers = emergency?.hotlines.map { "\($0.name) \($0.number)" }.joined(separator: "\n")
        let begin: HTML =
            emergency.map { "<input type=\"hidden\" name=\"version\" value=\"\($0.version)\">" } ?? beginning
        return frame.page(
            title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(title))</h1><p class="small">\(frame.icon("eye"))\(frame(EmergencyWords.whoSees))</p>\
            \(fields.summary)<form method="post" action="\(target)" class="stack">\(frame.hidden)\
            \(fields.text("name", EmergencyWords.nameLabel, hint: EmergencyWords.nameHint, isRequired: true, value: emergency?.name))\
            \(fields.select("kind", EmergencyWords.kind, kinds, chosen: emergency?.kind.rawValue))\
            \(fields.select("level", EmergencyWords.level, levels, chosen: emergency?.level.rawValue ?? Emergency.Level.local.rawValue))\
            \(fields.area("areas", EmergencyWords.areasLabel, hint: EmergencyWords.areasHint, value: areas))\
            \(fields.area("advice.zh", EmergencyWords.adviceZhLabel, rows: 4, hint: EmergencyWords.adviceHint, value: emergency?.adviceZh))\
            \(fields.area("advice.en", EmergencyWords.adviceEnLabel, rows: 4, value: emergency?.adviceEn))\
            \(fields.area("hotlines", EmergencyWords.hotlinesLabel, hint: EmergencyWords.hotlinesHint, value: numbers))\
            \(fields.select("lead", EmergencyWords.lead, members.map { ($0.id.description, $0.name) }, chosen: lead?.description))\
            \(begin)<div class="act"><button class="btn main wide">\(frame(EmergencyWords.save))</button></div></form></div>
            """)
    }

    private var beginning: HTML {
        let phases = [Emergency.Phase.active, .standby].map { phase in
            (
                phase.rawValue,
                "\(frame(EmergencyWords.name(of: phase))) · \(frame(EmergencyWords.hint(phase)))"
            )
        }
        return fields.choice("phase", EmergencyWords.beginLabel, phases, chosen: Emergency.Phase.active.rawValue)
    }

    /// All that is still open, and where each of it goes.
    func closing(_ open: OpenUnder) -> HTML {
        let one = open.emergency
        let targets =
            [(EmergencyTarget.everydayWord, frame(EmergencyWords.toEveryday))]
            + open.targets.map { ($0.id.description, $0.name) }
        let isEmpty = open.needCount == 0 && open.shifts.isEmpty && open.things.isEmpty
        let choices: HTML = isEmpty ? "<p>\(frame(EmergencyWords.nothingOpen))</p>" : openParts(open, targets)
        return frame.page(
            EmergencyWords.close, area: .network,
            """
            <div class="stack narrow"><h1>\(frame.said(frame(EmergencyWords.closing(one.name))))</h1>\
            <p class="note warn">\(frame(EmergencyWords.whatHappens))</p>\(fields.summary)\
            <form method="post" action="/n/\(network.slug)/emergencies/\(one.id)/close" class="stack">\(frame.hidden)\(choices)\
            <div class="act"><button class="btn danger main wide">\(frame(EmergencyWords.close))</button></div></form></div>
            """)
    }

    private func openParts(_ open: OpenUnder, _ targets: [(value: String, label: String)]) -> HTML {
        let some = [("", frame(EmergencyWords.likeRest))] + targets
        let needs = open.needs.map { need(row: $0, some) }
        let shifts = open.shifts.map { shift -> HTML in
            """
            <li>\(fields.select("shifts.\(shift.id)", EmergencyWords.goesTo("\(shift.desk) \(shift.memberName)"), some))\
            <small>\(frame.moment(shift.startsAt)) – \(frame.moment(shift.endsAt))</small></li>
            """
        }
        let more: HTML =
            open.needCount > open.needs.count
            ? "<p class=\"small\">\(frame(EmergencyWords.onlyFirst(open.needs.count)))</p>" : ""
        let needPart: HTML =
            needs.isEmpty
            ? ""
            : "<section class=\"card\"><h2>\(frame(EmergencyWords.needsOpen))</h2>\(more)<ul class=\"plain stack\">\(needs)</ul></section>"
        let shiftPart: HTML =
            shifts.isEmpty
            ? ""
            : "<section class=\"card\"><h2>\(frame(EmergencyWords.shiftsOpen))</h2><ul class=\"plain stack\">\(shifts)</ul></section>"
        return """
            <p><strong>\(frame(EmergencyWords.openNow(needs: open.needCount, claims: open.claimCount, shifts: open.shifts.count)))</strong></p>\
            \(fields.select("to", EmergencyWords.rest, targets))\(needPart)\(shiftPart)\(things(open.things, some))
            """
    }

    /// Teams and restrictions, and what becomes of them.
    private func things(_ things: [ThingUnder], _ targets: [(value: String, label: String)]) -> HTML {
        let parts: [(kind: HandedKind, title: Text, hint: Text)] = [
            (.team, EmergencyWords.teamsOpen, EmergencyWords.teamsGoOn),
            (.restriction, EmergencyWords.restrictionsOpen, EmergencyWords.restrictionsGoOn),
        ]
        let sections = parts.map { kind, title, hint -> HTML in
            let rows = things.filter { $0.kind == kind }.map { thing -> HTML in
                let name = thing.name(frame.language)
                return """
                    <li>\(fields.select("\(kind.rawValue)s.\(thing.id)", EmergencyWords.goesTo(name), targets))\
                    <small><a href="/n/\(network.slug)/\(thing.path)">\(frame(BoardWords.details)) \
                    <span class="visually-hidden">\(frame.said(name))</span></a></small></li>
                    """
            }
            guard !rows.isEmpty else { return "" }
            return """
                <section class="card"><h2>\(frame(title))</h2><p class="small">\(frame(hint))</p>\
                <ul class="plain stack">\(rows)</ul></section>
                """
        }
        return "\(sections)"
    }

    private func need(row: OpenUnder.OpenNeed, _ targets: [(value: String, label: String)]) -> HTML {
        let view = row.need, title = view.title ?? ""
        let claims: HTML = row.claims > 0 ? " · \(frame(EmergencyWords.claims(row.claims)))" : ""
        return """
            <li>\(fields.select("needs.\(view.id)", EmergencyWords.goesTo(title), targets))<small>\(NeedParts(frame).state(view.state)) \
            \(row.ownerName)\(claims) · <a href="/n/\(network.slug)/needs/\(view.id)">\(frame(BoardWords.details)) \
            <span class="visually-hidden">\(frame.said(title))</span></a></small></li>
            """
    }
}
