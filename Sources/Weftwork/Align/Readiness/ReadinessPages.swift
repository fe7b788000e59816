internal import Database

/// Whether a network is wanted and possible: rounds of the check, what is settled of the preconditions, kind and shape.
struct ReadinessPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    private var root: String { "/n/\(network.slug)" }
    private var viewer: Viewer { frame.ask.viewer }
    private var leads: Bool { Policy.allows(.settleReadiness, viewer) }
    private var done: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }
    private var fields: Fields { Fields(frame, form, problems) }

    func page(_ reading: ReadinessReading) -> HTML {
        frame.page(
            ReadinessWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(ReadinessWords.title))</h1>\(done)<p>\(frame(ReadinessWords.intro))</p>\
            \(fields.summary)\(SheetRounds(frame: frame, network: network, fields: fields)
                .html(AlignSheets.readiness, reading.rounds, ReadinessWords.noRounds, ReadinessWords.beginMeans))\
            <section class="stack"><h2>\(frame(ReadinessWords.preconditions))</h2><p class="small">\(frame(ReadinessWords.preconditionsMean))</p>\
            \(Precondition.allCases.map { card($0, reading) })</section>\(wish(reading))\
            <p><a class="btn" href="\(root)/align">\(frame(AlignWords.toAlign))</a></p></div>
            """)
    }

    // MARK: Preconditions

    private func card(_ one: Precondition, _ reading: ReadinessReading) -> HTML {
        let state = reading.state(of: one)
        return """
            <article class="card" id="\(one.rawValue)"><div class="row spread"><h3>\(frame(ReadinessWords.name(of: one)))</h3>\(badge(state))</div>\
            \(parts(one, reading))\(said(state, reading))\(charged(one, state, reading))\(saying(one, state))</article>
            """
    }

    private func badge(_ state: PreconditionState?) -> HTML {
        guard let state else { return "<span class=\"badge\">\(frame(ReadinessWords.unknown))</span>" }
        return state.isMet
            ? "<span class=\"badge good\">\(frame.icon("check"))\(frame(ReadinessWords.met))</span>"
            : "<span class=\"badge warn\">\(frame.icon("alert"))\(frame(ReadinessWords.unmet))</span>"
    }

    /// What the newest round says of its parts.
    private func parts(_ one: Precondition, _ reading: ReadinessReading) -> HTML {
        guard let newest = reading.newest, case .success(let result) = newest.result else { return "" }
        let rows = one.parts.compactMap { part -> HTML? in
            let id = AlignSheets.questionID(one, part)
            guard let counts = result.tallies.first(where: { $0.question == id })?.counts.first, counts.count == 3,
                counts.contains(where: { $0 > 0 })
            else {
                return nil
            }
            return """
                <li class="line"><span>\(frame(ReadinessWords.part(one, part)))</span>\
                <small>\(frame(ReadinessWords.parts(counts[0], counts[1], counts[2])))</small></li>
                """
        }
        return rows.isEmpty ? "" : "<ul class=\"lines\">\(rows)</ul>"
    }

    private func said(_ state: PreconditionState?, _ reading: ReadinessReading) -> HTML {
        guard let state else { return "" }
        return """
            <blockquote>\(frame.said(state.evidence))</blockquote>\
            <p class="small">\(frame.said(reading.names[state.saidByID] ?? "")) · \(frame.moment(state.saidAt))</p>
            """
    }

    private func charged(_ one: Precondition, _ state: PreconditionState?, _ reading: ReadinessReading) -> HTML {
        guard let charge = state?.charge else { return "" }
        return ChargeParts(frame: frame, fields: fields.of("charge-\(one.rawValue)"), action: "\(root)/align/readiness")
            .html(
                charge, name: reading.names[charge.ownerID] ?? "", leads: leads, candidates: reading.candidates,
                about: ReadinessWords.name(of: one), hidden: ("precondition", one.rawValue))
    }

    private func saying(_ one: Precondition, _ state: PreconditionState?) -> HTML {
        let owns = state?.charge.map { $0.ownerID == viewer.member?.id } ?? false
        guard leads || owns else { return "" }
        let own = fields.of("say-\(one.rawValue)")
        let unmet: HTML =
            leads
            ? """
            \(own.text("due", ReadinessWords.due, hint: ReadinessWords.dueHint, kind: "date"))
            """ : ""
        let button: HTML =
            leads
            ? """
            <button class="btn" name="action" value="unmet" aria-label="\(frame(ReadinessWords.say(ReadinessWords.sayUnmet, one)))">\
            \(frame(ReadinessWords.sayUnmet))</button>
            """ : ""
        return own.folded(
            ReadinessWords.sayingOf(one),
            """
            <form method="post" action="\(root)/align/readiness" class="stack">\(own.hidden)\
            <input type="hidden" name="precondition" value="\(one.rawValue)">\
            \(own.area("evidence", ReadinessWords.evidence, rows: 2, isRequired: true, value: state?.evidence))\(unmet)\
            <div class="row"><button class="btn main" name="action" value="met" \
            aria-label="\(frame(ReadinessWords.say(ReadinessWords.sayMet, one)))">\(frame(ReadinessWords.sayMet))</button>\(button)</div></form>
            """)
    }

    // MARK: Kind and shape

    private func wish(_ reading: ReadinessReading) -> HTML {
        let wish = reading.wish
        let kind: HTML =
            wish?.kind.map {
                """
                <dt>\(frame(ReadinessWords.kind))</dt><dd>\(frame(ReadinessWords.full(of: $0)))</dd>
                """
            } ?? ""
        let shape: HTML =
            wish?.shape.map {
                """
                <dt>\(frame(ReadinessWords.shape))</dt><dd>\(frame(ReadinessWords.full(of: $0)))</dd>
                """
            } ?? ""
        let leans: HTML =
            wish?.kind.map {
                "<p>\(frame(ReadinessWords.leansOn($0.leansOn))) \(frame(ReadinessWords.noFence))</p>"
            } ?? ""
        let by: HTML =
            wish.map {
                "<p class=\"small\">\(frame.said(frame(ReadinessWords.settledBy(reading.names[$0.byID] ?? "", $0.at))))</p>"
            } ?? ""
        let isOpen = wish?.kind == nil && wish?.shape == nil
        return """
            <section class="card" id="which"><h2>\(frame(ReadinessWords.settled))</h2>\
            \(isOpen ? notSettled : "<dl class=\"facts\">\(kind)\(shape)</dl>\(leans)\(by)")\(settling(wish))</section>
            """
    }

    private var notSettled: HTML { "<p class=\"empty\">\(frame(ReadinessWords.notSettled))</p>" }

    private func settling(_ wish: NetworkWish?) -> HTML {
        guard leads else { return "" }
        let own = fields.of("settle"), open = [("", frame(ReadinessWords.open))]
        let kinds = open + NetworkKind.allCases.map { ($0.rawValue, frame(ReadinessWords.full(of: $0))) }
        let shapes = open + WantedShape.allCases.map { ($0.rawValue, frame(ReadinessWords.full(of: $0))) }
        return own.folded(
            ReadinessWords.settle,
            """
            <form method="post" action="\(root)/align/readiness" class="stack">\(own.hidden)<p class="small">\(frame(ReadinessWords.settleMeans))</p>\
            \(own.select("kind", ReadinessWords.kind, kinds, chosen: wish?.kind?.rawValue))\
            \(own.select("shape", ReadinessWords.shape, shapes, chosen: wish?.shape?.rawValue))\
            \(own.button(ReadinessWords.settle, name: "action", value: "settle"))</form>
            """)
    }
}

/// The rounds of a kind of sheet, and how another is begun.
struct SheetRounds {
    let frame: Frame
    let network: Network
    let fields: Fields

    func html(_ kind: SheetKind, _ rounds: [SheetLine], _ none: Text, _ means: Text) -> HTML {
        let pages = SheetPages(frame: frame, network: network)
        return """
            <section class="stack"><h2>\(frame(ReadinessWords.rounds))</h2>\(pages.rows(rounds, none: none))\(begin(kind, rounds, means))</section>
            """
    }

    private func begin(_ kind: SheetKind, _ rounds: [SheetLine], _ means: Text) -> HTML {
        guard Policy.allows(.keepSheet, frame.ask.viewer), !rounds.contains(where: { $0.sheet.closedAt == nil }) else {
            return ""
        }
        let own = fields.of("begin"), pages = SheetPages(frame: frame, network: network)
        return """
            <section class="card">\(own.folded(ReadinessWords.begin, """
                <form method="post" action="/n/\(network.slug)\(kind.path)/rounds" class="stack">\(own.hidden)\
                <p class="small">\(frame(means))</p>\(pages.opening)\(own.button(ReadinessWords.begin))</form>
                """))</section>
            """
    }
}

/// Who answers for something until when, and how it is handed on.
struct ChargeParts {
    let frame: Frame
    let fields: Fields
    let action: String

    func html(
        _ charge: Charge, name: String, leads: Bool, candidates: [(id: ID, name: String)], about: Text,
        hidden: (name: String, value: String)
    ) -> HTML {
        let own = frame.ask.viewer.member?.id
        let key: HTML = "<input type=\"hidden\" name=\"\(hidden.name)\" value=\"\(hidden.value)\">"
        let waiting: HTML =
            charge.askedID != nil && charge.askedID != own
            ? "<p class=\"small\">\(frame(ReadinessWords.asked))</p>" : ""
        return """
            <p class="row">\(frame.clock(due: charge.dueAt))<span>\(frame.said(frame(ReadinessWords.owner(name))))</span></p>\(waiting)\
            \(answer(charge, own, key, about))\(ask(charge, own, leads, candidates, key, about))
            """
    }

    /// Who is asked: chosen from a list, or their name typed where that would be too long.
    static func whom(_ candidates: [(id: ID, name: String)], not owner: ID, _ fields: Fields) -> HTML {
        guard candidates.count <= ChargeKeeper.mostListed else {
            return fields.text("member", ReadinessWords.askWhom, hint: DelegationWords.wholeName, isRequired: true)
        }
        let options =
            [("", fields.frame(ReadinessWords.choose))]
            + candidates.filter { $0.id != owner }.map { ($0.id.description, $0.name) }
        return fields.select("member", ReadinessWords.askWhom, options)
    }

    private func answer(_ charge: Charge, _ own: ID?, _ key: HTML, _ about: Text) -> HTML {
        guard let own, charge.askedID == own else { return "" }
        return """
            <form method="post" action="\(action)" class="stack">\(frame.hidden)\(key)<p>\(frame(ReadinessWords.askedYou))</p><div class="row">\
            <button class="btn main" name="action" value="accept" aria-label="\(frame(ReadinessWords.accept)) – \(frame(about))">\
            \(frame(ReadinessWords.accept))</button><button class="btn" name="action" value="decline" \
            aria-label="\(frame(ReadinessWords.decline)) – \(frame(about))">\(frame(ReadinessWords.decline))</button></div></form>
            """
    }

    private func ask(
        _ charge: Charge, _ own: ID?, _ leads: Bool, _ candidates: [(id: ID, name: String)], _ key: HTML, _ about: Text
    ) -> HTML {
        guard leads || charge.ownerID == own, !candidates.isEmpty else { return "" }
        return fields.folded(
            ReadinessWords.askAbout(about),
            """
            <form method="post" action="\(action)" class="stack">\(fields.hidden)\(key)\
            \(ChargeParts.whom(candidates, not: charge.ownerID, fields))\
            \(fields.button(ReadinessWords.ask, kind: "", name: "action", value: "ask"))</form>
            """)
    }
}
