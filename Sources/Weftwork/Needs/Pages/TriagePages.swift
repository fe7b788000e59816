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
    /// The page one is on, to which its forms lead back.
    private var here: String {
        frame.ask.query["after"].flatMap(TriageCursor.init).map { "\(path)?after=\($0.text)" } ?? path
    }
    private var parts: NeedParts { NeedParts(frame) }

    func page(
        _ reading: TriageReading, _ tempo: DeskTempo, report: TriageReport? = nil, _ form: Form = Form(),
        _ problems: [FieldProblem] = []
    ) -> HTML {
        let fields = Fields(frame, form, problems)
        let chosen = Set(form.all("need"))
        let empty: HTML = "<div class=\"empty\">\(frame.icon("check"))<p>\(frame(QueueWords.empty))</p></div>"
        let rows = reading.items.map { row($0, isChosen: chosen.contains($0.item.id.description)) }
        return frame.page(
            TriageWords.title, area: .queue,
            """
            \(report.map(told) ?? "")<div class="head"><h1>\(frame(TriageWords.title)) <small class="num">\(reading.total)</small></h1>\
            <a class="btn" href="/n/\(network.slug)/queue">\(frame(QueueWords.title))</a></div>\
            <p>\(frame(BurstWords.reading(tempo)))</p>\(fields.summary)\
            <form method="post" action="\(here)" class="stack">\(frame.hidden)\
            <section class="card stack">\(fields.area("note", TriageWords.note, rows: 2, hint: TriageWords.noteHint,
                value: frame(TriageWords.usualNote(tempo))))\
            \(fields.text("reason", TriageWords.reason, value: frame(TriageWords.usualReason)))\
            <div class="row"><button class="btn main" name="do" value="acknowledge">\(frame(TriageWords.acknowledgeChosen))</button>\
            <span class="small key-hints">\(frame(TriageWords.keys))</span></div></section>\
            <section class="card flush">\(rows)\(empty, if: rows.isEmpty)</section></form>\(pager(reading))\(floods(reading))
            """)
    }

    /// What stands here of how many, and the way on.
    private func pager(_ reading: TriageReading) -> HTML {
        let first: HTML =
            here == path ? "" : "<a class=\"btn\" href=\"\(path)\">\(frame(SiteWords.pageFirst))</a>"
        let next: HTML =
            reading.next.map {
                "<a class=\"btn\" rel=\"next\" href=\"\(path)?after=\($0.text)\">\(frame(SiteWords.pageNext))</a>"
            } ?? ""
        guard !first.isEmpty || !next.isEmpty else { return "" }
        return """
            <nav class="pager"><span class="small">\(frame(TriageWords.shown(reading.items.count, of: reading.total)))</span>\(first)\(next)</nav>
            """
    }

    /// What looks made by a machine, with the number of what is not shown here.
    private func floods(_ reading: TriageReading) -> HTML {
        let more = reading.clusterTotal - reading.clusters.count
        let rest: HTML =
            more > 0 ? "<p class=\"small\">\(frame(TriageWords.moreFloods(more, needs: reading.floods)))</p>" : ""
        return "\(reading.clusters.map(cluster))\(rest)"
    }

    private func told(_ report: TriageReport) -> HTML {
        let left = report.left.map { "<li>\(frame($0.why))</li>" as HTML }
        let more: HTML =
            left.isEmpty ? "" : "<div class=\"note warn\"><p>\(frame(TriageWords.left))</p><ul>\(left)</ul></div>"
        let words = isUndone ? UndoWords.undoneMany(report.done.count) : TriageWords.done(report.done.count)
        let undo = UndoParts(frame: frame, slug: network.slug)
        guard let cluster = report.cluster else { return "\(undo.toast(words, undoables, back: "triage"))\(more)" }
        return "\(undo.toast(words, cluster, isAny: !undoables.isEmpty))\(more)"
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
        let clock: HTML = item.dueAt.map { frame.clock(due: $0, start: item.createdAt) } ?? ""
        return """
            <div class="triage" data-item tabindex="-1"><label class="option"><input type="checkbox" name="need" value="\(item.id)"\
            \(" checked", if: isChosen) data-key="x"><span><a href="/n/\(network.slug)/queue/\(item.id)"\(" data-key=\"d\"", if: line.double == nil)>\(frame.said(item.title))</a> \
            <small>\(parts.whereAndWhen(item.area, item.createdAt))</small></span></label>\
            <span class="row">\(clock)\(urgencies)\
            <button class="btn" name="do" value="acknowledge:\(item.id)" data-key="a">\(frame(TriageWords.acknowledge))\
            <span class="visually-hidden"> \(frame.said(item.title))</span></button></span>\(double(line))</div>
            """
    }

    /// What it may be the same as, why, and the button that merges it into just that one.
    private func double(_ line: TriageItem) -> HTML {
        let badge: HTML =
            line.item.maybeDouble
            ? "<span class=\"badge warn\">\(frame.icon("copy"))\(frame(QueueWords.maybeDouble))</span>" : ""
        guard let double = line.double else { return badge }
        let other = double.need
        let reasons = double.reasons.map { "<span class=\"badge\">\(frame(QueueWords.reason($0)))</span>" as HTML }
        return """
            <span class="row">\(badge)<span class="small"><a href="/n/\(network.slug)/queue/\(other.id)">\(frame.said(other.title))</a> \
            \(parts.state(other.state)) \(frame.ago(other.createdAt)) \(frame(QueueWords.alike(double.score)))</span>\(reasons)\
            <button class="btn quiet" name="do" value="merge:\(line.item.id):\(other.id)" data-key="d">\(frame(TriageWords.mergeInto))\
            <span class="visually-hidden"> \(frame.said(other.title))</span></button></span>
            """
    }

    /// What looks made by a machine, decided as a whole.
    private func cluster(_ cluster: FloodCluster) -> HTML {
        let shown = cluster.first.map {
            "<li><a href=\"/n/\(network.slug)/queue/\($0.id)\">\(frame.said($0.title))</a></li>" as HTML
        }
        let bounded: HTML =
            cluster.count > NeedActs.clusterMost
            ? "<p class=\"small\">\(frame(TriageWords.inParts(NeedActs.clusterMost)))</p>" : ""
        return """
            <section class="card flood"><h2>\(frame(TriageWords.flood(cluster.count)))</h2><p class="small">\(frame(TriageWords.why(cluster.reason)))</p>\
            <ul>\(shown)</ul><form method="post" action="\(here)" class="stack">\(frame.hidden)\(cluster.pick.fields)\
            <input type="hidden" name="reason" value="\(frame(TriageWords.floodReason))"><div class="row">\
            <button class="btn main" name="do" value="clear">\(frame(TriageWords.fromHand))</button>\
            <button class="btn danger" name="do" value="refuse">\(frame(TriageWords.refuse(cluster.count)))</button></div>\(bounded)\
            <p class="small">\(frame(TriageWords.undoable))</p></form></section>
            """
    }
}
