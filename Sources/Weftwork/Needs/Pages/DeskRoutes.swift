internal import Database
internal import Engine

/// The desk's pages: queue, roster, overview, import.
extension NeedRoutes {
    var deskEndpoints: [Endpoint] {
        [
            Endpoint(.get, "/n/{slug}/queue", .seeQueue, .page, handle: queue),
            Endpoint(.get, "/n/{slug}/triage", .seeQueue, .page) { ask in .page(try await triagePage(ask)) },
            Endpoint(.post, "/n/{slug}/triage", .acknowledge, .page, handle: triage),
            Endpoint(.post, "/n/{slug}/queue/next", .openItem, .page, handle: next),
            Endpoint(.get, "/n/{slug}/queue/{id}", .seeQueue, .page, handle: item),
            Endpoint(.post, "/n/{slug}/queue/{id}/open", .openItem, .page, handle: open),
            Endpoint(.post, "/n/{slug}/queue/{id}/distinct", .dismissDuplicate, .page, handle: distinct),
            Endpoint(.post, "/n/{slug}/institutions/{id}/end", .endKnownInstitution, .page, handle: endKnown),
            Endpoint(.get, "/n/{slug}/roster", .seeRoster, .page, handle: roster),
            Endpoint(.post, "/n/{slug}/roster", .editRoster, .page, handle: planShift),
            Endpoint(.post, "/n/{slug}/roster/{id}/end", .seeRoster, .page, handle: endShift),
            Endpoint(.post, "/n/{slug}/roster/{id}/answer", .seeRoster, .page, handle: answerShift),
            Endpoint(.post, "/n/{slug}/roster/reserve", .seeRoster, .page, handle: answerReserve),
            Endpoint(.post, "/n/{slug}/needs/{id}/take", .takeRing, .page, handle: take),
            Endpoint(.get, "/n/{slug}/load", .seeLoad, .page) { ask in .page(try await loadPage(ask)) },
            Endpoint(.post, "/n/{slug}/burst", .editRoster, .page, handle: declareBurst),
            Endpoint(.post, "/n/{slug}/burst/end", .editRoster, .page, handle: endBurst),
            Endpoint(.get, "/n/{slug}/import", .importNeeds, .page, handle: importForm),
            Endpoint(
                .post, "/n/{slug}/import", .importNeeds, .page, mostBytes: NeedImport.mostBytes, handle: runImport),
        ]
    }

    private func queue(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        let lane = ask.query["lane"].flatMap(QueueLane.init(rawValue:)) ?? .all
        return .page(
            QueuePages(frame: frames(ask), network: network).list(
                try await acts.queue(lane, in: network.id), try await acts.queueCounts(lane, in: network.id),
                lane: lane,
                undoables: try await acts.undoables(of: ask.viewer, in: network.id),
                advice: try await restAdvice(ask)))
    }

    func triagePage(
        _ ask: Ask, report: TriageReport? = nil, undone: Bool = false, _ form: Form = Form(),
        _ problems: [FieldProblem] = []
    ) async throws -> HTML {
        let network = try ask.requireNetwork()
        var pages = TriagePages(frame: frames(ask), network: network)
        pages.isUndone = undone
        if let done = report.map({ Set($0.done) }), !undone {
            pages.undoables = try await acts.undoables(of: ask.viewer, in: network.id).filter {
                done.contains($0.needID)
            }
        }
        let cursor = ask.query["after"].flatMap(TriageCursor.init)
        return pages.page(
            try await acts.triage(of: network.id, after: cursor), try await acts.tempo(of: network.id), report: report,
            form, problems)
    }

    private func triage(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            let report = try await acts.triage(try TriageForm.draft(form), by: ask.viewer, in: network.id)
            return .page(try await triagePage(ask, report: report))
        } catch Refusal.invalid(let problems) {
            return .page(try await triagePage(ask, form, problems), status: 422)
        }
    }

    private func item(_ ask: Ask) async throws -> Answer {
        .page(try await queueItem(try await pages(ask, try ask.id("id")), ask))
    }

    func queueItem(_ pages: CasePages, _ ask: Ask) async throws -> HTML {
        try Policy.require(.seeQueue, ask.viewer)
        var pages = pages
        pages.isInQueue = true
        let duplicates = try await acts.duplicates(of: pages.file.need)
        let known = try await acts.knownInstitution(for: pages.file.need)
        pages.secondLook = try await acts.look(at: pages.file.need, for: ask.viewer)
        return QueuePages(frame: pages.frame, network: pages.network).item(pages, duplicates: duplicates, known: known)
    }

    private func open(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        do {
            _ = try await acts.perform(.open, on: id, by: ask.viewer, in: network.id)
        } catch Refusal.conflict(let words, _) {
            var pages = try await pages(ask, id)
            pages.problems = [FieldProblem("", words)]
            return .page(try await queueItem(pages, ask), status: 409)
        }
        return .redirect(to: "/n/\(network.slug)/queue/\(id)")
    }

    private func next(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), member = try ask.requireMember()
        guard let id = try await acts.nextInQueue(after: nil, for: member, in: network.id) else {
            return .redirect(to: "/n/\(network.slug)/queue")
        }
        do {
            _ = try await acts.perform(.open, on: id, by: ask.viewer, in: network.id)
        } catch Refusal.conflict {
            // Somebody was faster: the queue shows who.
            return .redirect(to: "/n/\(network.slug)/queue")
        }
        return .redirect(to: "/n/\(network.slug)/queue/\(id)")
    }

    private func distinct(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        guard let other = ask.form["other"].flatMap({ ID($0) }) else {
            throw Refusal.invalid("other", NeedWords.mergeUnknown)
        }
        try await acts.dismissDuplicate(id, of: other, by: ask.viewer, in: network.id)
        return .redirect(to: "/n/\(network.slug)/queue/\(id)")
    }

    /// From the page of a need that shows it, and back to it.
    private func endKnown(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        guard let need = form["need"].flatMap({ ID($0) }) else { throw Refusal.notFound }
        do {
            try await acts.endKnownInstitution(
                try ask.id("id"), reason: form["reason"] ?? "", by: ask.viewer, in: network.id)
        } catch Refusal.invalid(let problems) {
            var pages = try await pages(ask, need)
            (pages.form, pages.problems) = (form, problems)
            return .page(try await queueItem(pages, ask), status: 422)
        }
        return .redirect(to: "/n/\(network.slug)/queue/\(need)?done=1")
    }

    // MARK: Roster and overview

    private func roster(_ ask: Ask) async throws -> Answer {
        .page(try await rosterPage(ask, Form(), []))
    }

    private func rosterPage(_ ask: Ask, _ form: Form, _ problems: [FieldProblem]) async throws -> HTML {
        let network = try ask.requireNetwork(), now = acts.world.now()
        let shifts = try await acts.shifts(in: network.id, from: now, to: now + 7 * Time.day)
        let member = ask.viewer.member?.id
        let (members, isAsked) = try await acts.database.read { db in
            (
                try db.members(of: network.id),
                try member.map { try db.isReserveAsked($0, in: network.id) } ?? false
            )
        }
        return RosterPages(
            frame: frames(ask), network: network, resting: try await acts.onBreak(in: network.id),
            emergencies: try await acts.openEmergencies(in: network.id)
        ).roster(
            shifts, members: members, isReserveAsked: isAsked, form, problems)
    }

    private func planShift(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            guard let member = form["member"].flatMap({ ID($0) }) else {
                throw Refusal.invalid("member", NeedWords.unknownMember)
            }
            try await acts.planShift(
                member: member, desk: form["desk"] ?? "", from: try moment(form, "startsAt"),
                to: try moment(form, "endsAt"), isOnCall: form["onCall"] == "1",
                emergency: try EmergencyRules.tie(form["emergency"]), by: ask.viewer, in: network.id,
                once: ask.formOnce)
        } catch Refusal.invalid(let problems) {
            return .page(try await rosterPage(ask, form, problems), status: 422)
        }
        return .redirect(to: "/n/\(network.slug)/roster")
    }

    private func moment(_ form: Form, _ name: String) throws(Refusal) -> Int64 {
        let typed = form[name] ?? ""
        guard let day = Days.parse(typed.replacing("T", with: " ")) else {
            throw .invalid(name, NeedWords.badDate(typed))
        }
        return Days.milliseconds(day, now: acts.world.now(), utcOffsetMinutes: 480)
    }

    private func endShift(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        try await acts.endShift(try ask.id("id"), by: ask.viewer, in: network.id)
        return .redirect(to: "/n/\(network.slug)/roster")
    }

    private func answerShift(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        try await acts.answerShift(
            try ask.id("id"), accepts: ask.form["accepts"] == "yes", by: ask.viewer, in: network.id)
        return .redirect(to: "/n/\(network.slug)/roster")
    }

    private func answerReserve(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        try await acts.answerReserve(comes: ask.form["comes"] == "yes", by: ask.viewer, in: network.id)
        return .redirect(to: "/n/\(network.slug)/roster")
    }

    private func take(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        _ = try await acts.take(id, by: ask.viewer, in: network.id)
        return .redirect(to: "/n/\(network.slug)/queue/\(id)")
    }

    private func loadPage(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        return RosterPages(
            frame: frames(ask), network: network, looks: try await acts.lookFigures(of: network.id)
        ).load(
            try await acts.overview(of: network.id), try await acts.tempo(of: network.id), form, problems)
    }

    private func declareBurst(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        do {
            try await acts.declareBurst(
                hours: ask.form.text("hours").flatMap(Int.init) ?? 0, by: ask.viewer, in: network.id,
                once: ask.formOnce)
        } catch Refusal.invalid(let problems) {
            return .page(try await loadPage(ask, ask.form, problems), status: 422)
        }
        return .redirect(to: "/n/\(network.slug)/load")
    }

    private func endBurst(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        try await acts.endBurst(by: ask.viewer, in: network.id)
        return .redirect(to: "/n/\(network.slug)/load")
    }

    // MARK: Import

    private func importForm(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        return .page(
            ImportPages(frame: frames(ask), network: network).page(
                Form(), header: [], report: nil, kept: try await acts.keptMappings(in: network.id)))
    }

    private func runImport(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        var form = ask.form
        let pages = ImportPages(frame: frames(ask), network: network)
        let content = Array((form["content"] ?? "").utf8)
        var kept = try await acts.keptMappings(in: network.id)
        do {
            if let name = form.text("kept"), let chosen = kept.first(where: { $0.name == name }) {
                for (field, column) in chosen.mapping { form = form.with("map.\(field)", column) }
            }
            var options = NeedImport()
            options.isDryRun = form["do"] != "run"
            options.isAllOrNothing = form["allOrNothing"] == "1"
            for field in NeedImport.fields {
                if let column = form.text("map.\(field)") { options.mapping[field] = column }
            }
            if let name = form.text("mapName") {
                try await acts.keepMapping(options.mapping, as: name, by: ask.viewer, in: network.id)
                kept = try await acts.keptMappings(in: network.id)
            }
            let report = try await acts.importNeeds(content, options, by: ask.viewer, into: network)
            return .page(pages.page(form, header: ImportTable.header(of: content), report: report, kept: kept))
        } catch Refusal.invalid(let problems) {
            let named = problems.map {
                NeedImport.fields.contains($0.field) ? FieldProblem("map.\($0.field)", $0.message) : $0
            }
            return .page(
                pages.page(form, header: ImportTable.header(of: content), report: nil, kept: kept, problems: named),
                status: 422)
        } catch Refusal.unreadable(let words) {
            return .page(
                pages.page(form, header: [], report: nil, kept: kept, problems: [FieldProblem("content", words)]),
                status: 400)
        }
    }
}

/// What the form of triage means: a button of one line, or one for all that are chosen.
enum TriageForm {
    static func draft(_ form: Form) throws(Refusal) -> TriageDraft {
        let words = (form["do"] ?? "").split(separator: ":").map(String.init)
        let one = words.count > 1 ? ID(words[1]) : nil
        let needs = one.map { [$0] } ?? form.all("need").compactMap { ID($0) }
        let reason = form["reason"] ?? "", cluster = FloodPick(form)
        switch words.first {
        case "acknowledge": return TriageDraft(needs: needs, decision: .acknowledge(note: form["note"] ?? ""))
        case "refuse": return TriageDraft(needs: needs, cluster: cluster, decision: .refuseFlood(reason: reason))
        case "clear": return TriageDraft(needs: needs, cluster: cluster, decision: .clearFlood)
        case "merge":
            guard one != nil, words.count == 3, let other = ID(words[2]) else {
                throw .invalid("do", NeedWords.mergeUnknown)
            }
            return TriageDraft(needs: needs, decision: .merge(into: other))
        case let name?:
            guard let urgency = Need.Urgency(name: name) else {
                throw .invalid("do", SiteWords.badChoice(Need.Urgency.allCases.map(\.name), name))
            }
            return TriageDraft(needs: needs, decision: .assess(urgency, reason: reason))
        case nil: throw .invalid("do", SiteWords.missing)
        }
    }
}
