internal import Database
internal import Engine

/// Papers of numbers, of places in a matrix and of times.
extension BallotCounting {
    func dots() -> Result {
        var count = DotCount(optionCount: options.count, limit: proposal.terms.ballot.credits)
        for one in papers { count.add(numbers(one.paper), count: one.weight) }
        return Result(
            levels: levels(options.indices.sorted { (count.sums[$1], $0) < (count.sums[$0], $1) }) {
                count.sums[$0] == count.sums[$1]
            }, supporters: count.supporters, electable: Set(options.indices.filter { count.sums[$0] > 0 }),
            detail: BallotDetail(rows: rows { [Double(count.sums[$0]), Double(count.supporters[$0])] }))
    }

    func squares() -> Result {
        var count = QuadraticCount(optionCount: options.count, budget: proposal.terms.ballot.credits)
        for one in papers { count.add(numbers(one.paper), count: one.weight) }
        return Result(
            levels: levels(options.indices.sorted { (count.sums[$1], $0) < (count.sums[$0], $1) }) {
                count.sums[$0] == count.sums[$1]
            }, supporters: count.supporters, electable: Set(options.indices.filter { count.sums[$0] > 0 }),
            detail: BallotDetail(
                rows: rows { [Double(count.sums[$0]), Double(count.supporters[$0]), Double(count.opponents[$0])] }))
    }

    func matrix() -> Result {
        let places = places
        var matrix = PriorityMatrix(itemCount: options.count, scale: BallotPaperRules.scale)
        for one in papers {
            for mark in one.paper.marks {
                guard let place = places[mark.option], let effort = mark.effort else { continue }
                matrix.add(.init(importance: mark.value, effort: effort), of: place, count: one.weight)
            }
        }
        func key(_ item: Int) -> [Double?] { [matrix.importance(item)?.mean, matrix.effort(item)?.mean] }
        let rows = options.indices.map { item -> BallotDetail.Row in
            let (importance, effort) = (matrix.importance(item), matrix.effort(item))
            let figures = [
                importance?.median, importance?.mean, importance?.spread, effort?.median, effort?.mean, effort?.spread,
                Double(matrix.counts[item]),
            ]
            return row(item, figures, matrix.quarter(item)?.rawValue)
        }
        return Result(
            levels: levels(matrix.outcome.ranking) {
                matrix.quarter($0) == matrix.quarter($1) && key($0) == key($1)
            }, supporters: matrix.counts, electable: Set(options.indices), chosen: matrix.outcome.winners,
            detail: BallotDetail(rows: rows))
    }

    func times() -> Result {
        let places = places
        var poll = TimePoll(slotCount: options.count)
        for one in papers {
            for mark in one.paper.marks {
                guard let place = places[mark.option], let answer = TimePoll.Answer.stored[mark.value] else { continue }
                poll.add(answer, to: place, count: one.weight)
            }
        }
        return Result(
            levels: levels(poll.outcome.ranking) { poll.reach($0) == poll.reach($1) && poll.yes[$0] == poll.yes[$1] },
            supporters: poll.yes, electable: Set(options.indices.filter { poll.reach($0) > 0 }),
            detail: BallotDetail(
                rows: rows { [Double(poll.yes[$0]), Double(poll.ifNeedBe[$0]), Double(poll.no[$0])] }))
    }
}
