internal import Database
internal import Engine

extension FitGroup {
    /// Why nobody is shown.
    var why: Text? {
        if isUnseen { return kind == .goods ? FitWords.unseenOffers : FitWords.unseenPeople }
        return nobody.map { FitWords.nobody($0, kind) }
    }
}

extension OfferFitReport.Group {
    var why: Text? { isUnseen ? FitWords.unseenNeeds : nobody.map(FitWords.noNeed) }
}

extension OwnFitReport {
    var why: Text? { isUnseen ? FitWords.unseenByOneself : nobody.map(FitWords.nothing) }
}

/// Who fits a need, for programs.
struct FitReportView: View {
    let report: FitReport
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.field("need", report.need.id)
            json.field("at", moment: report.at)
            json.name("lines")
            json.array(report.groups) { write($1, to: &$0) }
            json.name("weights")
            json.array(report.weights.shares) { json, share in
                json.object {
                    $0.field("part", share.part.rawValue)
                    $0.field("percent", share.percent)
                }
            }
        }
    }

    private func write(_ group: FitGroup, to json: inout JSON) {
        json.object { json in
            json.field("line", group.line.id)
            json.field("item", group.line.item)
            json.field("by", group.kind == .goods ? "offers" : "people")
            json.field("wanted", quantity: group.line.remaining)
            if group.kind == .goods {
                json.field("open", quantity: group.open)
                json.name("asked")
                json.array(group.waiting + group.ended) { write($1, to: &$0) }
            }
            json.name("fits")
            json.array(group.fits) { write($1, to: &$0) }
            json.field("nobody", group.isUnseen ? "unseen" : group.nobody?.name)
            json.field("nobodyBecause", group.why?(language))
        }
    }

    private func write(_ one: FitAsks.One, to json: inout JSON) {
        json.object { json in
            json.field("use", one.use.id)
            json.field("offer", one.use.offerID)
            json.field("title", one.title)
            json.field("quantity", quantity: one.use.quantity)
            json.field("state", one.use.state.rawValue)
            json.field("due", moment: one.dueAt)
        }
    }

    private func write(_ fit: Fit, to json: inout JSON) {
        json.object { json in
            switch fit.who {
            case .offer(let id, let title, let area, let isThrough):
                json.field("offer", id)
                json.field("title", title)
                json.field("area", area.parts)
                json.field("through", isThrough)
                if let ask = fit.ask {
                    json.field("offerLine", ask.line)
                    json.field("suggested", quantity: ask.quantity)
                }
            case .volunteer(let id, let name, let organisation, let area):
                json.field("member", id)
                json.field("name", name)
                json.field("organisation", organisation)
                json.field("area", area)
            }
            json.name("reasons")
            FitReason.write(fit.reasons, language, to: &json)
            Fit.Next.write(fit.next, to: &json)
            json.field("nobodyElse", fit.isLast)
        }
    }
}

extension Fit.Next {
    fileprivate static func write(_ next: Fit.Next?, to json: inout JSON) {
        json.name("next")
        guard let next else { return json.value(nil) }
        json.object {
            $0.field("id", next.id)
            $0.field("name", next.name)
            $0.field("furtherKm", number: next.further.map { $0.rounded() })
        }
    }
}

/// Where an offer is needed, for programs.
struct OfferFitReportView: View {
    let report: OfferFitReport
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.field("offer", report.offer.id)
            json.field("at", moment: report.at)
            json.name("lines")
            json.array(report.groups) { write($1, to: &$0) }
        }
    }

    private func write(_ group: OfferFitReport.Group, to json: inout JSON) {
        json.object { json in
            json.field("line", group.line.id)
            json.field("item", group.line.item)
            json.field("left", quantity: group.line.remaining)
            json.name("fits")
            json.array(group.fits) { write($1, to: &$0) }
            json.field("nothing", group.isUnseen ? "unseen" : group.nobody?.name)
            json.field("nothingBecause", group.why?(language))
        }
    }

    private func write(_ fit: OfferFit, to json: inout JSON) {
        json.object { json in
            json.field("need", fit.need.id)
            json.field("title", fit.need.title)
            json.field("urgency", fit.need.urgency.name)
            json.field("area", fit.need.area.parts)
            json.field("line", fit.line.id)
            json.field("item", fit.line.item)
            json.field("wanted", quantity: fit.line.remaining)
            json.name("reasons")
            FitReason.write(fit.reasons, language, to: &json)
            Fit.Next.write(fit.next, to: &json)
            json.field("others", fit.others)
        }
    }
}

/// What suits oneself, for programs.
struct OwnFitReportView: View {
    let report: OwnFitReport
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.field("at", moment: report.at)
            json.field("stop", report.stop?.rawValue)
            json.name("items")
            json.array(report.fits) { write($1, to: &$0) }
            json.field("nothing", report.isUnseen ? "unseen" : report.nobody?.name)
            json.field("nothingBecause", report.why?(language))
        }
    }

    private func write(_ fit: OwnFit, to json: inout JSON) {
        json.object { json in
            json.field("need", fit.need.id)
            json.field("title", fit.need.title)
            json.field("urgency", fit.need.urgency.name)
            json.field("area", fit.need.area.parts)
            json.name("lines")
            json.array(fit.lines) { json, line in
                json.object { json in
                    json.field("line", line.line.id)
                    json.field("item", line.line.item)
                    json.field("wanted", quantity: line.line.remaining)
                    json.name("reasons")
                    FitReason.write(line.reasons, language, to: &json)
                    json.field("others", line.others)
                }
            }
        }
    }
}

extension FitReason {
    static func write(_ reasons: [FitReason], _ language: Language, to json: inout JSON) {
        json.array(reasons) { json, reason in
            json.object {
                $0.field("kind", reason.name)
                $0.field("words", FitWords.words(reason)(language))
                if case .near(let kilometres) = reason { $0.field("km", number: kilometres.rounded()) }
            }
        }
    }
}

enum FitSchemas {
    static let reasons = """
        {"type":"array","items":{"type":"object","required":["kind","words"],"properties":{"kind":{"type":"string"},\
        "words":{"type":"string"},"km":{"type":"number"}}}}
        """
    static let because = """
        {"type":["string","null"]}
        """
    static let others = """
        {"type":"integer","minimum":0,"maximum":\(FitMarket.mostOthers)}
        """
    static let report = Schema(
        name: "MatchesOfNeed",
        definition: """
            {"type":"object","required":["need","at","lines","weights"],"properties":{"need":{"type":"string"},"at":{"type":"string"},\
            "weights":{"type":"array","items":{"type":"object","required":["part","percent"],"properties":{\
            "part":{"enum":["coverage","near","reliability","load","tier"]},"percent":{"type":"integer"}}}},\
            "lines":{"type":"array","items":{"type":"object","required":["line","item","by","fits","nobody"],"properties":{\
            "line":{"type":"string"},"item":{"type":"string"},"by":{"enum":["offers","people"]},\
            "wanted":{"type":["number","null"]},"nobody":\(because),"nobodyBecause":\(because),\
            "open":{"type":["number","null"]},"asked":{"type":"array","items":{"type":"object",\
            "required":["use","offer","quantity","state","due"],"properties":{"use":{"type":"string"},"offer":{"type":"string"},\
            "title":{"type":["string","null"]},"quantity":{"type":"number"},"state":{"enum":["asked","declined","lapsed"]},\
            "due":{"type":["string","null"]}}}},\
            "fits":{"type":"array","items":{"type":"object","required":["reasons","next"],"properties":{\
            "offer":{"type":"string"},"offerLine":{"type":"string"},"suggested":{"type":["number","null"]},"title":{"type":"string"},"member":{"type":"string"},"name":{"type":"string"},\
            "reasons":\(reasons),"next":{"type":["object","null"]},"nobodyElse":{"type":"boolean"}}}}}}}}}
            """)
    static let offer = Schema(
        name: "MatchesOfOffer",
        definition: """
            {"type":"object","required":["offer","at","lines"],"properties":{"offer":{"type":"string"},"at":{"type":"string"},\
            "lines":{"type":"array","items":{"type":"object","required":["line","item","fits","nothing"],"properties":{\
            "line":{"type":"string"},"item":{"type":"string"},"left":{"type":["number","null"]},"nothing":\(because),\
            "nothingBecause":\(because),"fits":{"type":"array","items":{"type":"object",\
            "required":["need","line","reasons","next","others"],"properties":{"need":{"type":"string"},\
            "title":{"type":["string","null"]},"urgency":{"type":"string"},"area":{"type":"array","items":{"type":"string"}},\
            "line":{"type":"string"},"item":{"type":"string"},"wanted":{"type":["number","null"]},"reasons":\(reasons),\
            "next":{"type":["object","null"]},"others":\(others)}}}}}}}}
            """)
    static let own = Schema(
        name: "OwnMatches",
        definition: """
            {"type":"object","required":["at","stop","items","nothing"],"properties":{"at":{"type":"string"},\
            "stop":{"enum":["paused","resting","full",null]},"nothing":\(because),"nothingBecause":\(because),\
            "items":{"type":"array","items":{"type":"object","required":["need","title","lines"],"properties":{\
            "need":{"type":"string"},"title":{"type":["string","null"]},"urgency":{"type":"string"},\
            "area":{"type":"array","items":{"type":"string"}},"lines":{"type":"array","items":{"type":"object",\
            "required":["line","item","reasons"],"properties":{"line":{"type":"string"},"item":{"type":"string"},\
            "wanted":{"type":["number","null"]},"reasons":\(reasons),"others":\(others)}}}}}}}}
            """)
}
