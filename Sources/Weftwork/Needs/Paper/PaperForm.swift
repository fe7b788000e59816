internal import Database

/// The paper itself: a form with its code, in both languages, and the strip that stays with whoever asks.
struct PaperForm {
    let frame: Frame
    let network: Network
    let about: DeskSettings.About
    /// So long contacts are kept after the end.
    let keptDays: Int
    /// The check word of a code.
    let word: (String) -> Text

    /// The pages of a batch, one for each code that was not typed in yet.
    func batch(_ batch: PaperBatch, _ codes: [IssuedCode]) -> HTML {
        let open = codes.filter { $0.usedAt == nil }
        let sheets = open.map { sheet($0.code, batch) }
        let none: HTML = "<p class=\"note\">\(frame(PaperWords.allUsed))</p>"
        return frame.page(
            PaperWords.title, area: .queue,
            """
            <link rel="stylesheet" href="\(frame.assets.path("paper.css"))">\
            <div class="no-print stack"><h1>\(frame(PaperWords.title))</h1>\
            <p>\(frame.said(batch.place)) · \(frame(PaperWords.used(batch.used, of: batch.count)))</p>\
            <p class="small">\(frame(PaperWords.printHint))</p>\(none, if: open.isEmpty)</div>\(sheets)
            """)
    }

    private func sheet(_ code: String, _ batch: PaperBatch) -> HTML {
        let emergency: HTML =
            batch.emergency.map { "<p>\(both(EmergencyWords.one)): <strong>\(frame.said($0.name))</strong></p>" } ?? ""
        return """
            <article class="sheet"><header><div><p class="sheet-title">\(both(PaperWords.heading))</p>\
            <p>\(frame.said(network.name))</p>\(emergency)</div><p class="code">\(code)</p></header>\
            <p>\(both(AskWords.inDanger))</p><p>\(both(PaperWords.fillIn))</p>\
            <p><strong>\(both(PaperWords.neverPay))</strong></p>\(fields)\
            <p>\(both(AskWords.runBy(about, network.name)))</p><p>\(both(AskWords.keeping(keptDays)))</p>\(strip(code, batch.place))</article>
            """
    }

    /// The words in both languages, the reader's first; each says which it is.
    private func both(_ text: Text) -> HTML {
        let other = frame.language.other
        return """
            <span>\(frame.said(frame(text)))</span> <span class="other" lang="\(other.tag)">\(text(other))</span>
            """
    }

    private func line(_ label: Text, who: Text, height: StaticString = "one") -> HTML {
        """
        <div class="blank"><p class="label">\(both(label)) <small>\(both(who))</small></p>\
        <div class="rule \(HTML(stringLiteral: height))"></div></div>
        """
    }

    private func boxes(_ label: Text, _ options: [Text]) -> HTML {
        let items = options.map { "<span class=\"box\">☐ \(both($0))</span>" as HTML }
        return "<div class=\"blank\"><p class=\"label\">\(both(label))</p><p class=\"boxes\">\(items)</p></div>"
    }

    private var fields: HTML {
        let urgencies = Need.Urgency.allCases.map { NeedWords.name(of: $0) }
        return """
            \(line(AskWords.titleLabel, who: AskWords.seenByAll))\
            <div class="twice">\(line(PaperWords.what, who: AskWords.seenByAll, height: "four"))\
            \(line(PaperWords.howMuch, who: AskWords.seenByAll, height: "four"))</div>\
            \(boxes(AskWords.urgencyLabel, urgencies))\
            <div class="twice">\(line(AskWords.nameLabel, who: AskWords.seenByCase))\
            \(line(AskWords.phoneLabel, who: AskWords.seenByCase))</div>\
            \(line(PaperWords.area, who: AskWords.seenByArea))\
            \(line(AskWords.addressLabel, who: AskWords.seenByCase))\
            <div class="twice">\(line(AskWords.receivingLabel, who: AskWords.seenByCase))\
            \(line(AskWords.institutionLabel, who: AskWords.seenByCase))</div>\
            <div class="twice">\(line(AskWords.neededByLabel, who: AskWords.seenByAll))\
            \(line(AskWords.onBehalfLabel, who: AskWords.seenByCase))</div>\
            \(line(AskWords.descriptionLabel, who: AskWords.seenByMembers, height: "two"))\
            \(boxes(PaperWords.agree, [PaperWords.agreeYes, PaperWords.agreeNo]))
            """
    }

    private func strip(_ code: String, _ place: String) -> HTML {
        let address = "\(frame.publicURL)/track"
        let picture = QRPicture.svg("\(address)?code=\(code)", label: frame(PaperWords.qrLabel)) ?? ""
        return """
            <footer class="strip"><p class="cut small">✂ \(both(PaperWords.cut))</p><div class="strip-row">\(picture)\
            <div><p class="code">\(code)</p>\
            <p>\(both(CallWords.checkWord)): <strong class="word">\(both(word(code)))</strong> \(both(PaperWords.stripWord))</p>\
            <p>\(both(PaperWords.stripHint))</p><p><code>\(address)</code></p>\
            <p>\(both(PaperWords.stripAsk)) <strong>\(frame.said(place))</strong></p>\
            <p>\(both(PaperWords.neverPay))</p></div></div></footer>
            """
    }
}
