internal import Database
internal import Engine

/// Whether a need suits oneself, for programs.
struct WhyNotReportView: View {
    let report: WhyNotReport
    /// The slug, for the ways to where something can be changed.
    let network: String
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.field("need", report.need.id)
            json.field("title", report.need.title)
            json.field("at", moment: report.at)
            json.field("stop", report.stop?.rawValue)
            json.field("bar", report.bar?.rawValue)
            json.field("barBecause", report.bar.map { FitOwnWords.bar($0)(language) })
            json.name("lines")
            json.array(report.lines) { write($1, to: &$0) }
        }
    }

    private func write(_ line: WhyNotReport.Line, to json: inout JSON) {
        json.object { json in
            json.field("line", line.line.id)
            json.field("item", line.line.item)
            json.field("wanted", quantity: line.line.remaining)
            json.field("suits", line.obstacles.isEmpty)
            json.name("inTheWay")
            write(line.obstacles, to: &json)
            json.name("reasons")
            FitReason.write(line.reasons, language, to: &json)
            json.field("others", line.others)
            json.name("found")
            write(line.found, to: &json)
        }
    }

    private func write(_ found: WhyNotReport.Found?, to json: inout JSON) {
        guard let found else { return json.value(nil) }
        json.object { json in
            switch found {
            case .ranked(let place, let count):
                json.field("as", "ranked")
                json.field("place", place)
                json.field("of", count)
            case .not(let obstacles):
                json.field("as", "not")
                json.name("inTheWay")
                write(obstacles, to: &json)
            case .unsaid: json.field("as", "unsaid")
            }
        }
    }

    private func write(_ obstacles: [FitObstacle], to json: inout JSON) {
        json.array(obstacles) { json, one in
            json.object {
                $0.field("kind", one.name)
                $0.field("words", FitOwnWords.words(one)(language))
                $0.field("way", one.address(in: network))
            }
        }
    }

    private static let obstacles = """
        {"type":"array","items":{"type":"object","required":["kind","words","way"],"properties":{"kind":{"type":"string"},\
        "words":{"type":"string"},"way":{"type":["string","null"]}}}}
        """
    static let schema = Schema(
        name: "OwnMatchOfNeed",
        definition: """
            {"type":"object","required":["need","title","at","stop","bar","lines"],"properties":{"need":{"type":"string"},\
            "title":{"type":["string","null"]},"at":{"type":"string"},"stop":{"enum":["paused","resting","full",null]},\
            "bar":{"enum":["own","promised","restricted","things",null]},"barBecause":\(FitSchemas.because),\
            "lines":{"type":"array","items":{"type":"object",\
            "required":["line","item","suits","inTheWay","reasons","others","found"],"properties":{"line":{"type":"string"},\
            "item":{"type":"string"},"wanted":{"type":["number","null"]},"suits":{"type":"boolean"},\
            "inTheWay":\(obstacles),"reasons":\(FitSchemas.reasons),"others":\(FitSchemas.others),\
            "found":{"type":["object","null"],"properties":{"as":{"enum":["ranked","not","unsaid"]},\
            "place":{"type":"integer"},"of":{"type":"integer"},"inTheWay":\(obstacles)}}}}}}}
            """)
}
