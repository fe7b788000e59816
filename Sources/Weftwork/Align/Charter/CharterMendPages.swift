internal import Database

/// The page on which whoever drafts works objections into the clauses while consent is asked for.
struct CharterMendPages {
    let parts: CharterParts

    private var frame: Frame { parts.frame }

    func page(_ reading: MendReading, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        let clauses = reading.draft.clauses.map { clause($0, fields) }
        let asks = [("all", frame(ProposalPageWords.amendAll)), ("some", frame(ProposalPageWords.amendSome))]
        let voices = boxes(fields, "affects", ProposalPageWords.amendWho, reading.voices.map { ($0.id, $0.name) })
        let credits = boxes(fields, "credit", ProposalPageWords.credit, reading.helpers.map { ($0.id, $0.name) })
        return frame.page(
            CharterMendWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(CharterMendWords.title))</h1>\(fields.summary)<p>\(frame(CharterMendWords.hint))</p>\
            \(said(reading))<form method="post" action="\(parts.root)/draft/mend" class="stack">\(fields.hidden)\(clauses)\(adding(reading, fields))\
            \(fields.area("reason", CharterMendWords.reason, rows: 3, isRequired: true))\
            <div class="list">\(fields.choice("asks", ProposalPageWords.amendAsk, asks, chosen: "all"))</div>\(voices)\(credits)\
            \(fields.button(CharterMendWords.send))</form>\
            <p><a class="btn quiet" href="\(parts.root)/draft">\(frame(CharterDraftWords.toDraft))</a></p></div>
            """)
    }

    private func said(_ reading: MendReading) -> HTML {
        let rows = reading.objections.map { name, stance -> HTML in
            """
            <blockquote>\(ProposalObjectionParts(frame: frame, network: parts.network).test(stance.test))<p>\(frame.said(stance.reason ?? frame(ProposalPageWords.forgotten)))</p>\
            <footer class="small">\(frame.said(name)) · \(frame(ProposalWords.noun(of: stance.position)))</footer></blockquote>
            """
        }
        let none: HTML = "<p class=\"small\">\(frame(CharterMendWords.none))</p>"
        return """
            <section class="card"><h2>\(frame(CharterMendWords.said))</h2>\(rows)\(none, if: rows.isEmpty)</section>
            """
    }

    private func clause(_ clause: CharterClause, _ fields: Fields) -> HTML {
        let name = parts.short(clause), id = clause.id.description
        let isOut = fields.form["out-\(id)"] == "1"
        let isOpen =
            isOut || fields.form["zh-\(id)"].map { $0 != clause.zh } ?? false
            || fields.form["en-\(id)"].map { $0 != clause.en } ?? false
            || fields.form["weight-\(id)"].map { $0 != String(clause.weight / 10) } ?? false
            || fields.form["level-\(id)"].map { $0 != clause.level.rawValue } ?? false
            || fields.form["core-\(id)"].map { $0 != (clause.isCore ? "1" : "0") } ?? false
        let levels = AlignmentLevel.allCases.map { ($0.rawValue, frame(CharterWords.name(of: $0))) }
        let marks = [("0", frame(CharterMendWords.ordinary)), ("1", frame(CharterDraftWords.isCore))]
        let weight: HTML =
            clause.section == .priorities
            ? fields.text(
                "weight-\(id)", CharterMendWords.weight(name), mode: "numeric", value: String(clause.weight / 10)) : ""
        return """
            <details class="more"\(" open", if: isOpen)><summary>\(frame(CharterMendWords.clause(name)))</summary><div class="stack">\
            \(parts.marks(clause))\(fields.area("zh-\(id)", CharterMendWords.zh(name), rows: 3, value: clause.zh))\
            \(fields.area("en-\(id)", CharterMendWords.en(name), rows: 3, value: clause.en))\(weight)\
            \(fields.select("level-\(id)", CharterMendWords.level(name), levels, chosen: clause.level.rawValue))\
            \(fields.select("core-\(id)", CharterMendWords.core(name), marks, chosen: clause.isCore ? "1" : "0"))\
            <label><input type="checkbox" name="out-\(id)" value="1"\(" checked", if: isOut)> \(frame(CharterMendWords.leaveOut(name)))</label>\
            </div></details>
            """
    }

    private func adding(_ reading: MendReading, _ fields: Fields) -> HTML {
        let sections = reading.draft.subject.sections.map { ($0.rawValue, frame(CharterWords.name(of: $0))) }
        let isOpen = fields.form.text("zh") != nil || fields.form.text("en") != nil
        let takesWeight = reading.draft.subject.sections.contains(.priorities)
        let weight: HTML = fields.text("weight", CharterMendWords.addWeight, mode: "numeric")
        let levels =
            [("", frame(CharterMendWords.usualLevel))]
            + AlignmentLevel.allCases.map { ($0.rawValue, frame(CharterWords.name(of: $0))) }
        let marks = [("0", frame(CharterMendWords.ordinary)), ("1", frame(CharterDraftWords.isCore))]
        return """
            <details class="more"\(" open", if: isOpen)><summary>\(frame(CharterMendWords.add))</summary><div class="stack">\
            \(fields.select("section", CharterMendWords.section, sections))\(fields.area("zh", CharterMendWords.addZh, rows: 3))\
            \(fields.area("en", CharterMendWords.addEn, rows: 3))\(weight, if: takesWeight)\
            \(fields.select("level", CharterMendWords.addLevel, levels))\(fields.select("core", CharterMendWords.addCore, marks))\
            </div></details>
            """
    }

    private func boxes(_ fields: Fields, _ name: String, _ label: Text, _ choices: [(ID, String)]) -> HTML {
        guard !choices.isEmpty else { return "" }
        let chosen = Set(fields.form.all(name))
        let items = choices.map { id, words -> HTML in
            let isOn = chosen.contains(id.description)
            return """
                <label><input type="checkbox" name="\(name)" value="\(id)"\(" checked", if: isOn)> \(frame.said(words))</label>
                """
        }
        return fields.choice(name, label, items)
    }
}

/// The doors to it.
struct CharterMendRoutes: Sendable {
    let acts: CharterActs
    let frames: Frames

    func endpoints(_ root: String) -> [Endpoint] {
        [
            Endpoint(.get, "/n/{slug}\(root)/draft/mend", .draftCharter, .page) { ask in .page(try await page(ask)) },
            Endpoint(.post, "/n/{slug}\(root)/draft/mend", .draftCharter, .page) { ask in
                let form = ask.form, subject = try CharterRoutes.subject(ask)
                do {
                    _ = try await acts.mend(CharterMend(form), of: subject, by: ask.viewer, once: ask.formOnce)
                    let path = CharterActs.path(of: subject)
                    return .redirect(to: "/n/\(try ask.requireNetwork().slug)\(path)/draft?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await page(ask, form, problems), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await page(ask, form, [FieldProblem("", words)]), status: 409)
                }
            },
            Endpoint(
                .post, "/api/v1/networks/{slug}\(root)/draft/mend", .draftCharter, .api,
                "Change clauses while consent is asked for: a new version, those it could affect are asked again",
                accepts: Schemas.charterMend, gives: Schemas.charterDraft
            ) { ask in
                let subject = try CharterRoutes.subject(ask)
                _ = try await acts.mend(
                    try ask.decoded(CharterMendBody.self).mend(), of: subject, by: ask.viewer, once: ask.once)
                return .json(CharterDraftView(reading: try await acts.draft(of: subject, for: ask.viewer)))
            },
        ]
    }

    private func page(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let subject = try CharterRoutes.subject(ask)
        let reading = try await acts.mending(subject, for: ask.viewer)
        let parts = CharterParts(
            frame: frames(ask), network: try ask.requireNetwork(), subject: subject, team: reading.draft.team)
        return CharterMendPages(parts: parts).page(reading, form, problems)
    }
}

extension CharterMend {
    /// As a page sends it: each clause by its own fields.
    init(_ form: Form) {
        var changes: [ClauseMend] = form.pairs.compactMap { name, value in
            guard name.hasPrefix("zh-"), let id = ID(String(name.dropFirst(3))) else { return nil }
            return ClauseMend(
                clause: id, zh: value, en: form["en-\(id)"], weight: form.text("weight-\(id)").map { Int($0) ?? -1 },
                level: form["level-\(id)"], isCore: form["core-\(id)"].map { $0 == "1" },
                isLeftOut: form["out-\(id)"] == "1")
        }
        if form.text("zh") != nil || form.text("en") != nil {
            let section = CharterSection(rawValue: form["section"] ?? "")
            // Only priorities weigh something.
            let weight = section == .priorities ? form.text("weight").map { Int($0) ?? -1 } : nil
            changes.append(
                ClauseMend(
                    section: section, zh: form["zh"], en: form["en"], weight: weight, level: form["level"],
                    isCore: form["core"].map { $0 == "1" }))
        }
        self.init(
            changes: changes, reason: form["reason"] ?? "",
            affects: form["asks"] == "some" ? form.all("affects").compactMap { ID($0) } : nil,
            credits: form.all("credit").compactMap { ID($0) })
    }
}

private struct CharterMendBody: Decodable {
    struct Change: Decodable {
        let clause: String?
        let section: String?
        let zh: String?
        let en: String?
        let weight: Int?
        let level: String?
        let isCore: Bool?
        let leaveOut: Bool?
    }

    let changes: [Change]?
    let reason: String?
    let affects: [String]?
    let credits: [String]?

    func mend() throws(Refusal) -> CharterMend {
        var mends: [ClauseMend] = []
        for change in changes ?? [] {
            let id = change.clause.flatMap { ID($0) }
            guard change.clause == nil || id != nil else { throw .notFound }
            mends.append(
                ClauseMend(
                    clause: id, section: change.section.flatMap(CharterSection.init(rawValue:)), zh: change.zh,
                    en: change.en, weight: change.weight, level: change.level, isCore: change.isCore,
                    isLeftOut: change.leaveOut ?? false))
        }
        return CharterMend(
            changes: mends, reason: reason ?? "", affects: try ids(affects, "affects"),
            credits: try ids(credits, "credits") ?? [])
    }

    private func ids(_ typed: [String]?, _ field: String) throws(Refusal) -> [ID]? {
        guard let typed else { return nil }
        let ids = typed.compactMap { ID($0) }
        guard ids.count == typed.count else { throw .invalid(field, NeedWords.unknownMember) }
        return ids
    }
}
