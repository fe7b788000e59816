internal import Database

/// The page that says how a network works.
struct MechanismPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)/mechanism" }
    private var parts: MechanismParts { MechanismParts(frame: frame, network: network) }
    private var mayWrite: Bool { Policy.allows(.draftMechanism, frame.ask.viewer) }

    func page(_ reading: MechanismReading) -> HTML {
        let edit: HTML =
            mayWrite ? "<a class=\"btn\" href=\"\(root)/edit\">\(frame(MechanismWords.edit))</a>" : ""
        let groups = MechanismPart.Group.allCases.map { group($0, reading) }
        return frame.page(
            MechanismWords.title, area: .network,
            """
            <div class="stack narrow"><div class="head"><h1>\(frame(MechanismWords.title))</h1>\(edit)</div>\
            \(frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "")\(head(reading))\
            <p><a class="btn quiet" href="/n/\(network.slug)/certainties">\(frame(CertaintyWords.title))</a></p>\
            \(groups)\(parts.settings(reading.facts))\(parts.figures(reading.figures))\(comparison(reading))\
            \(versions(reading))</div>
            """)
    }

    /// Date, scope, who wrote it, on what it rests.
    private func head(_ reading: MechanismReading) -> HTML {
        guard let version = reading.version else { return "<p class=\"note\">\(frame(MechanismWords.nothingYet))</p>" }
        let older: HTML =
            reading.isPresent
            ? ""
            : "<p class=\"note warn\">\(frame(MechanismWords.old)) <a href=\"\(root)\">\(frame(MechanismWords.toPresent))</a></p>"
        let inside: HTML = "<p class=\"note\">\(frame(MechanismWords.inside))</p>"
        let days = reading.facts.objectionDays
        let open: HTML = "<br>\(frame(MechanismWords.isOpenFor(days)))"
        return """
            \(older)<p class="small">\(stand(version.number, version.decidedAt ?? version.editedAt)) · \(frame(MechanismWords.scope(NeedWords.name(of: version.scope))))<br>\
            \(hands(version, reading.names))\(open, if: days > 0)</p>\(why(version))\(inside, if: reading.isInside)
            """
    }

    private func stand(_ number: Int, _ moment: Int64) -> HTML { "\(frame(MechanismWords.version(number, moment)))" }

    private func hands(_ version: MechanismVersion, _ names: [ID: String]) -> HTML {
        let writer = frame(MechanismWords.writtenBy(hand(version.editor, names[version.editorID])))
        guard !version.isAlone else { return "\(frame.said(writer)) · \(frame(MechanismWords.alone))" }
        guard let decider = version.decider else { return frame.said(writer) }
        let name = version.decidedByID.flatMap { names[$0] }
        return "\(frame.said(writer)) · \(frame.said(frame(MechanismWords.decidedBy(hand(decider, name)))))"
    }

    /// As what somebody acted, with their name where the reader may know it.
    private func hand(_ hand: MechanismVersion.Hand, _ name: String?) -> Text {
        let office: Text =
            switch hand {
            case .coordinator: PeopleWords.name(of: Role.coordinator)
            case .steward: PeopleWords.name(of: Standing.steward)
            }
        return name.map { MechanismWords.hand(office, $0) } ?? office
    }

    private func why(_ version: MechanismVersion) -> HTML {
        version.reason.isEmpty ? "" : "<p>\(frame.said(frame(MechanismWords.why(version.reason))))</p>"
    }

    /// The parts of a group that were written – of the eight mechanisms also what the settings say.
    private func group(_ group: MechanismPart.Group, _ reading: MechanismReading) -> HTML {
        let rows = group.parts.compactMap { part -> HTML? in
            let fact = parts.fact(part, reading.facts)
            let said = reading.version?.texts.said(part, frame.language)
            guard fact != nil || said != nil else { return nil }
            let isSet: HTML = fact.map { "<p class=\"small\">\(frame($0))</p>" } ?? ""
            return """
                <section class="stack tight"><h3>\(frame(MechanismPartWords.name(of: part)))</h3>\
                \(said.map(parts.prose) ?? "")\(isSet)</section>
                """
        }
        guard !rows.isEmpty else { return "" }
        return """
            <section class="card"><h2>\(frame(MechanismPartWords.name(of: group)))</h2>\(rows)</section>
            """
    }

    private func comparison(_ reading: MechanismReading) -> HTML {
        guard let version = reading.version, let before = version.figures, let after = reading.after else { return "" }
        return parts.comparison(
            before, after, isPresent: reading.isPresent, from: version.decidedAt ?? version.editedAt)
    }

    private func versions(_ reading: MechanismReading) -> HTML {
        guard !reading.versions.isEmpty else { return "" }
        let rows = reading.versions.map { version -> HTML in
            let names = version.changed.map { frame(MechanismPartWords.name(of: $0)) }
                .joined(separator: frame(MechanismWords.separator))
            let what =
                version.number == 1
                ? MechanismWords.firstVersion
                : version.changed.isEmpty ? MechanismWords.scopeOnly : MechanismWords.changed(names)
            return """
                <li><a href="\(root)?version=\(version.number)">\(stand(version.number, version.at))</a> <small>\(frame(what))</small></li>
                """
        }
        return """
            <section class="card"><h2>\(frame(MechanismWords.versions))</h2><ul class="lines">\(rows)</ul></section>
            """
    }
}
