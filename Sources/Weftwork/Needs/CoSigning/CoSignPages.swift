internal import Database

/// The page of co-signatures: what is asked of oneself, for whom one answers, who answers for oneself, whom to ask.
struct CoSignPages {
    let frame: Frame
    let network: Network
    let reading: CoSignReading
    var form = Form()
    var problems: [FieldProblem] = []

    private var root: String { "/n/\(network.slug)/me/co-signs" }
    private var fields: Fields { Fields(frame, form, problems) }

    func html(need: String?) -> HTML {
        let load = reading.load
        let parts: HTML =
            load.more > 0 ? "<p class=\"small\">\(frame(CoSignWords.loadParts(load.alone, load.more)))</p>" : ""
        let done: HTML =
            frame.ask.query["done"] == "1" ? "<p class=\"toast\" role=\"status\">\(frame(MemberWords.done))</p>" : ""
        return frame.page(
            CoSignWords.title, area: .home,
            """
            <div class="stack narrow"><h1>\(frame(CoSignWords.title))</h1>\(done)<p>\(frame(CoSignWords.about))</p>\(fields.summary)\
            \(card("waiting", CoSignWords.asksMe, reading.waiting.map(waiting)))\
            <section class="card" id="mine"><h2>\(frame(CoSignWords.mine))</h2><p>\(frame(CoSignWords.load(load.open, of: load.limit)))</p>\
            \(parts)<p><a class="btn quiet" href="/n/\(network.slug)/me/week#promises">\(frame(CoSignWords.mine))</a></p></section>\
            \(card("from", CoSignWords.fromOthers, reading.mine.map(mine), none: CoSignWords.nothing))\
            \(asking(need))\(card("given", CoSignWords.given, reading.given.map(given)))</div>
            """)
    }

    private func card(_ id: String, _ title: Text, _ rows: [HTML], none: Text? = nil) -> HTML {
        guard !rows.isEmpty || none != nil else { return "" }
        let empty: HTML = none.map { "<p class=\"small\">\(frame($0))</p>" } ?? ""
        let list: HTML = rows.isEmpty ? empty : "<ul class=\"stack\">\(rows)</ul>"
        return "<section class=\"card\" id=\"\(id)\"><h2>\(frame(title))</h2>\(list)</section>"
    }

    private func waiting(_ row: CoSignReading.Row) -> HTML {
        let own = fields.of("sign-\(row.coSign.id)"), load = row.load
        let carries: HTML =
            load.map { "<p>\(frame(CoSignWords.carries($0.open, of: $0.limit, late: row.late)))</p>" } ?? ""
        let options = (1...CoSignRules.most(for: row.standing)).map { (String($0), String($0)) }
        let need: HTML =
            row.coSign.needID.map {
                "<p><a href=\"/n/\(network.slug)/needs/\($0)\">\(frame(CoSignWords.toNeed))</a></p>"
            } ?? ""
        return """
            <li class="stack tight" id="co-sign-\(row.coSign.id)"><strong>\(frame.said(frame(CoSignWords.asks(row.name))))</strong>\
            \(carries)\(need)<p class="small">\(frame(CoSignWords.signHint))</p>\
            <form method="post" action="\(root)/\(row.coSign.id)" class="stack">\(own.hidden)\
            \(own.select("more", CoSignWords.more, options, chosen: "2"))<div class="row">\
            \(button("sign", CoSignWords.sign, row.name, isMain: true))\(button("decline", CoSignWords.decline, row.name))</div></form></li>
            """
    }

    private func given(_ row: CoSignReading.Row) -> HTML {
        standing(row, CoSignWords.takeBack)
    }

    private func mine(_ row: CoSignReading.Row) -> HTML {
        standing(row, row.coSign.state == .asked ? CoSignWords.stopAsking : CoSignWords.letGo)
    }

    private func standing(_ row: CoSignReading.Row, _ words: Text) -> HTML {
        let coSign = row.coSign
        let state =
            coSign.state == .asked
            ? CoSignWords.waitsUntil(coSign.untilAt) : CoSignWords.signed(coSign.more, until: coSign.untilAt)
        let pauses: HTML = "<p class=\"small\">\(frame(CoSignWords.pauses))</p>"
        return """
            <li class="stack tight" id="co-sign-\(coSign.id)"><div class="row spread"><strong>\(frame.said(row.name))</strong>\
            <span class="small">\(frame(state))</span></div>\(pauses, if: coSign.state == .signed && !row.counts)\
            <form method="post" action="\(root)/\(coSign.id)">\(frame.hidden)\(button("end", words, row.name))</form></li>
            """
    }

    /// - Parameter name: whom it is about, for those who hear the page.
    private func button(_ action: String, _ words: Text, _ name: String, isMain: Bool = false) -> HTML {
        """
        <button class="btn\(" main", if: isMain)" name="action" value="\(action)">\(frame(words)) \
        <span class="visually-hidden">\(frame.said(name))</span></button>
        """
    }

    private func asking(_ need: String?) -> HTML {
        let own = fields.of("ask")
        let inner: HTML
        if !reading.load.mayGrow {
            inner = "<p class=\"small\">\(frame(CoSignWords.enough))</p>"
        } else if reading.signers.isEmpty {
            inner = "<p class=\"small\">\(frame(CoSignWords.nobody))</p>"
        } else {
            inner = """
                <form method="post" action="\(root)" class="stack">\(own.hidden)\
                <input type="hidden" name="need" value="\(own.form["need"] ?? need ?? "")">\
                \(own.select("signer", CoSignWords.whom, reading.signers.map { ($0.id.description, $0.name) }, hint: CoSignWords.whomHint))\
                \(own.button(CoSignWords.send))</form>
                """
        }
        return "<section class=\"card\" id=\"ask\"><h2>\(frame(CoSignWords.ask))</h2>\(inner)</section>"
    }
}

extension CasePages {
    /// In place of the form of a promise, for whoever carries as much as they may.
    var fullNote: HTML? {
        guard let load, load.isFull, !frame.ask.viewer.isOperator else { return nil }
        let more: HTML = """
            <p><a class="btn" href="/n/\(network.slug)/me/co-signs?need=\(file.need.id)#ask">\(frame(CoSignWords.fullMore))</a></p>
            """
        return """
            <section class="card" id="give"><h2>\(frame(CaseWords.give))</h2><p class="note">\(frame(CoSignWords.full(load.limit)))</p>\(allMine)\
            \(more, if: load.mayGrow)<p><a class="btn quiet" href="/n/\(network.slug)/me/week#promises">\(frame(CoSignWords.mine))</a></p></section>
            """
    }
}
