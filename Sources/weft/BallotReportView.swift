import Engine
import Weftwork

/// Counted ballots as the contract has them.
struct BallotReportView: View {
    let report: BallotReport

    /// Options are called by their names; where two share one, by their ids.
    func name(_ option: Int) -> String {
        let names = report.options.map(\.name)
        return Set(names).count == names.count ? names[option] : report.options[option].id
    }

    func write(to json: inout JSON) {
        json.object { json in
            json.field("method", report.method.rawValue)
            json.field("winners", report.outcome.winners.map(name))
            json.field("ranking", report.outcome.ranking.map(name))
            json.name("detail")
            json.object { json in
                json.field("voters", report.voterCount)
                json.field("tieBreak", report.method.tieBreak)
                writeDetail(to: &json)
            }
        }
    }

    private func writeDetail(to json: inout JSON) {
        switch report.detail {
        case .consent(let counts): writeConsent(counts, to: &json)
        case .majority(let count):
            json.field("cast", count.cast)
            writeOptions(to: &json) { $0.field("votes", count.votes[$1]) }
        case .approval(let counts): writeOptions(to: &json) { $0.field("approvals", counts[$1]) }
        case .score(let count): writeScores(count, to: &json)
        case .schulze(let pairwise, let schulze):
            writeMatrix("pairwise", pairwise, to: &json)
            writeMatrix("strengths", schulze.strengths, to: &json)
            writeOptions(to: &json) { _, _ in }
        case .rankedPairs(let pairwise, let pairs):
            writeMatrix("pairwise", pairwise, to: &json)
            writePairs(pairs, to: &json)
            writeOptions(to: &json) { _, _ in }
        case .majorityJudgment(let grades, let judgment): writeGrades(grades, judgment, to: &json)
        case .equalShares(let shares): writeShares(shares, to: &json)
        case .instantRunoff(let runoff): writeRounds(runoff, to: &json)
        case .scoreSum(let count): writeScores(count, to: &json)
        case .dots(let count): writeDots(count, to: &json)
        case .quadratic(let count): writeVotes(count, to: &json)
        case .priorityMatrix(let matrix): writeMatrix(matrix, to: &json)
        case .timePoll(let poll):
            writeOptions(to: &json) { json, slot in
                json.field("yes", poll.yes[slot])
                json.field("ifNeedBe", poll.ifNeedBe[slot])
                json.field("no", poll.no[slot])
            }
        }
    }

    func writeOptions(to json: inout JSON, _ body: (inout JSON, Int) -> Void) {
        json.name("options")
        json.array(report.options.indices) { json, option in
            json.object { json in
                json.field("id", report.options[option].id)
                json.field("name", report.options[option].name)
                body(&json, option)
            }
        }
    }

    private func writeConsent(_ counts: [ConsentCount], to json: inout JSON) {
        writeOptions(to: &json) { json, option in
            let count = counts[option]
            json.field("consented", count.isConsented)
            json.field("consents", count.consents)
            json.field("concerns", count.concerns)
            json.field("objections", count.objections)
            json.field("silent", count.silent)
        }
    }

    private func writeScores(_ count: ScoreCount, to json: inout JSON) {
        let means = count.means
        writeOptions(to: &json) { json, option in
            json.field("mean", number: count.counts[option] > 0 ? means[option] : nil)
            json.field("sum", number: count.sums[option])
            json.field("scored", count.counts[option])
        }
    }

    /// Rows and columns in the order of the options.
    private func writeMatrix(_ name: StaticString, _ matrix: [Int], to json: inout JSON) {
        let count = report.options.count
        json.name(name)
        json.array(0..<count) { json, row in
            json.array(0..<count) { $0.number(Double(matrix[row * count + $1])) }
        }
    }

    private func writePairs(_ pairs: RankedPairs, to json: inout JSON) {
        json.name("pairs")
        json.array(pairs.pairs) { json, pair in
            json.object {
                $0.field("winner", name(pair.winner))
                $0.field("loser", name(pair.loser))
                $0.field("votes", pair.votes)
                $0.field("margin", pair.margin)
                $0.field("locked", pair.isLocked)
            }
        }
    }

    private func writeGrades(_ grades: [Int], _ judgment: MajorityJudgment, to json: inout JSON) {
        json.name("grades")
        json.array(grades) { $0.number(Double($1)) }
        json.field("usualRanking", judgment.usualRanking.map(name))
        writeOptions(to: &json) { json, option in
            let gauge = judgment.gauge(option)
            json.field("median", grades.isEmpty ? nil : grades[gauge.median])
            json.field("above", number: gauge.above)
            json.field("below", number: gauge.below)
            json.name("tally")
            json.array(judgment.tallies[option]) { $0.number(Double($1)) }
        }
    }

    private func writeShares(_ shares: EqualShares, to json: inout JSON) {
        json.field("budget", number: shares.budget)
        json.field("spent", number: shares.selected.reduce(0) { $0 + shares.projects[$1].cost })
        json.field("greedy", shares.greedy.map(name))
        writeOptions(to: &json) { json, option in
            json.field("cost", number: shares.projects[option].cost)
            json.field("supporters", shares.projects[option].supporters.count)
            json.field("price", number: shares.selected.firstIndex(of: option).map { shares.prices[$0] })
        }
    }
}
