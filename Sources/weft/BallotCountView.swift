import Engine
import Weftwork

/// Counts of single methods as the contract has them.
extension BallotReportView {
    /// Each round with the votes of those who were in it.
    func writeRounds(_ runoff: InstantRunoff, to json: inout JSON) {
        json.name("rounds")
        var isOut = Set<Int>()
        json.array(runoff.rounds) { json, round in
            json.object { json in
                json.field("continuing", round.continuing)
                json.field("dropped", round.dropped.map(name))
                json.name("votes")
                json.object { json in
                    for option in report.options.indices where !isOut.contains(option) {
                        json.name(dynamic: name(option))
                        json.number(round.votes[option])
                    }
                }
            }
            if let dropped = round.dropped { isOut.insert(dropped) }
        }
        writeOptions(to: &json) { _, _ in }
    }

    func writeDots(_ count: DotCount, to json: inout JSON) {
        json.field("limit", count.limit)
        json.field("cast", count.cast)
        json.field("spoilt", count.spoilt)
        writeOptions(to: &json) { json, option in
            json.field("sum", count.sums[option])
            json.field("supporters", count.supporters[option])
        }
    }

    func writeVotes(_ count: QuadraticCount, to json: inout JSON) {
        json.field("limit", count.budget)
        json.field("cast", count.cast)
        json.field("spoilt", count.spoilt)
        writeOptions(to: &json) { json, option in
            json.field("sum", count.sums[option])
            json.field("supporters", count.supporters[option])
            json.field("opponents", count.opponents[option])
        }
    }

    func writeMatrix(_ matrix: PriorityMatrix, to json: inout JSON) {
        json.field("scale", matrix.scale)
        writeOptions(to: &json) { json, item in
            json.field("placed", matrix.counts[item])
            json.field("quarter", matrix.quarter(item)?.rawValue)
            writeAxis("importance", matrix.importance(item), to: &json)
            writeAxis("effort", matrix.effort(item), to: &json)
        }
    }

    private func writeAxis(_ name: StaticString, _ axis: PriorityMatrix.Axis?, to json: inout JSON) {
        json.name(name)
        json.object { json in
            json.field("median", number: axis?.median)
            json.field("mean", number: axis?.mean)
            json.field("spread", number: axis?.spread)
        }
    }
}
