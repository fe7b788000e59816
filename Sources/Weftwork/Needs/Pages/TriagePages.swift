internal import Database

/// Triage: one line for each need that waits for its first answer, one key for each decision.
struct TriagePages {
    let frame: Frame
    let network: Network
    /// What was just decided here and can still be taken back.
    var undoables: [Undoable] = []
    /// The report is of what was taken back.
    var isUndone = false

    private var path: String { "/n/\(network.slug)/triage" }
    private var parts: NeedParts { NeedParts(frame) }

    func page(
        _ items: [TriageItem], _ tempo: DeskTempo, report: TriageReport? = nil, _ form: Form = Form(),
        _ problems: [FieldProblem] = []
    ) -> HTML {
        let fields = Fields(frame, form, problems)
        let chosen = Set(form.all("need"))
        let clusters = Dictionary(grouping: items.filter { $0.cluster != nil }, by: { $0.cluster ?? "" })
            .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        let plain = items.filter { $0.cluster == nil }
        let empty: HTML = "<div class=\"empty\">\(frame.icon("check"))<p>\(frame(QueueWords.empty))</p></div>"
        let rows = plain.map { row($0, isChosen: chosen.contains($0.item.id.description)) }
        return frame.page(
            TriageWords.title, area: .queue,
            """
            \(report.map(told) ?? "")<div class="head"><h1>\(frame(TriageWords.title)) <small class="num">\(plain.count)</small></h1>\
            <a class="btn" href="/n/\(network.slug)/queue">\(frame(QueueWords.title))</a></div>\
            <p>\(frame(BurstWords.reading(tempo)))</p>\(fields.summary)\
            <form method="post" action="\(path)" class="stack">\(frame.hidden)\
            <section class="card stack">\(fields.area("note", TriageWords.note, rows: 2, hint: TriageWords.noteHint,
                value: frame(TriageWords.usualNote(tempo))))\
            \(fields.text("reason", TriageWords.reason, value: frame(TriageWords.usualReason)))\
            <div class="row"><button class="btn main" name="do" value="acknowledge">\(frame(TriageWords.acknowledgeChosen))</button>\
            <span class="small key-hints">\(frame(TriageWords.keys))</span></div></section>\
            <section class="card flush">\(rows)\(empty, if: rows.isEmpty)</section></form>\
            \(clusters.map { cluster($0.value) })
            """)
    }

    private func told(_ report: TriageReport) -> HTML {
        let left = report.left.map { "<li>\(frame($0.why))</li>" as HTML }
        let more: HTML =
            left.isEmpty ? "" : "<div class=\"note warn\"><p>\(frame(TriageWords.left))</p><ul>\(left)</ul></div>"
        let words = isUndone ? UndoWords.undoneMany(report.done.count) : TriageWords.done(report.done.count)
        return "\(UndoParts(frame: frame, slug: network.slug).toast(words, undoables, back: "triage"))\(more)"
    }

    private func row(_ line: TriageItem, isChosen: Bool) -> HTML {
        let item = line.item
        let keys: [(Need.Urgency, StaticString)] = [(.critical, "1"), (.high, "2"), (.normal, "3"), (.low, "4")]
        let urgencies = keys.map { urgency, key -> HTML in
            let isPresent = item.urgency == urgency
            return """
                <button class="btn quiet" name="do" value="\(urgency.name):\(item.id)" data-key="\(HTML(stringLiteral: key))"\
                \(" aria-pressed=\"true\"", if: isPresent)>\(frame(NeedWords.name(of: urgency)))\
                <span class="visually-hidden"> \(frame.said(item.title))</span></button>
                """
        }
        let double: HTML =
            item.maybeDouble
            ? "<span class=\"badge warn\">\(frame.icon("copy"))\(frame(QueueWords.maybeDouble))</span>" : ""
        let clock: HTML = item.dueAt.map { frame.clock(due: $0, start: item.createdAt) } ?? ""
        return """
            <div class="triage" data-item tabindex="-1"><label class="option"><input type="checkbox" name="need" value="\(item.id)"\
            \(" checked", if: isChosen) data-key="x"><span><a href="/n/\(network.slug)/queue/\(item.id)" data-key="d">\(frame.said(item.title))</a> \
            <small>\(parts.whereAndWhen(item.area, item.createdAt))</small></span></label>\
            <span class="row">\(clock)\(double)\(urgencies)\
            <button class="btn" name="do" value="acknowledge:\(item.id)" data-key="a">\(frame(TriageWords.acknowledge))\
            <span class="visually-hidden"> \(frame.said(item.title))</span></button></span></div>
            """
    }

    /// What looks made by a machine, decided as a whole.
    private func cluster(_ items: [TriageItem]) -> HTML {
        guard let first = items.first, let reason = first.reason else { return "" }
        let hidden = items.map { "<input type=\"hidden\" name=\"need\" value=\"\($0.item.id)\">" as HTML }
        let shown = items.prefix(5).map {
            "<li><a href=\"/n/\(network.slug)/queue/\($0.item.id)\">\(frame.said($0.item.title))</a></li>" as HTML
        }
        return """
            <section class="card"><h2>\(frame(TriageWords.flood(items.count)))</h2><p class="small">\(frame(TriageWords.why(reason)))</p>\
            <ul>\(shown)</ul><form method="post" action="\(path)" class="stack">\(frame.hidden)\(hidden)\
            <input type="hidden" name="reason" value="\(frame(TriageWords.floodReason))"><div class="row">\
            <button class="btn main" name="do" value="clear">\(frame(TriageWords.fromHand))</button>\
            <button class="btn danger" name="do" value="refuse">\(frame(TriageWords.refuse(items.count)))</button></div>\
            <p class="small">\(frame(TriageWords.undoable))</p></form></section>
            """
    }
}
