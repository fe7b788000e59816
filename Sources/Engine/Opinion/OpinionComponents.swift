/// The two directions in which the answers differ most: the first two right singular vectors of the matrix.
///
/// Block Lanczos with full orthogonalisation, two vectors a step: the same directions as power iteration to the last digits,
/// in a tenth of its steps. Each direction is of length one; its entry of largest magnitude is positive.
struct OpinionComponents {
    private let matrix: OpinionMatrix
    /// Statements that differ; the others are zero in every direction.
    private let active: [Int]
    /// Orthonormal, over the active statements.
    private var basis: [[Double]] = []
    /// The matrix as the basis sees it, column by column.
    private var columns: [[Double]] = []
    /// What the last step leaves outside the basis: how much it touches the last two.
    private var rest: [Double] = []

    /// Steps at most; a conversation without any structure needs about a hundred.
    private static let most = 200
    /// What a direction may lack, in parts of the first one's strength.
    private let tolerance: Double

    /// First and second component by statement, to the last digits. O(answers) a step.
    static func leading(_ matrix: OpinionMatrix) -> [SIMD2<Double>] {
        var search = OpinionComponents(matrix, tolerance: 1e-14)
        return search.found([], look: 8)
    }

    /// The same about as well as a picture shows, for a matrix that differs little from one whose components are known.
    static func leading(_ matrix: OpinionMatrix, near known: [SIMD2<Double>]) -> [SIMD2<Double>] {
        var search = OpinionComponents(matrix, tolerance: 1e-3)
        return search.found((0..<2).map { side in search.active.map { known[$0][side] } }, look: 2)
    }

    private init(_ matrix: OpinionMatrix, tolerance: Double) {
        self.matrix = matrix
        self.tolerance = tolerance
        active = matrix.isActive.indices.filter { matrix.isActive[$0] }
    }

    private mutating func found(_ near: [[Double]], look first: Int) -> [SIMD2<Double>] {
        var block = near.compactMap { added($0) }, look = first
        while block.count < 2, let another = start(block.count) { block.append(another) }
        for step in 1...OpinionComponents.most where !block.isEmpty {
            block = extended(by: block)
            // A small conversation is followed to its end: there, directions of equal strength are usual.
            if block.isEmpty { break }
            guard active.count > 64, step >= look else { continue }
            if isSettled { break }
            look = step + max(first / 2, step / 4)
        }
        return directions()
    }

    /// A fixed direction with something of each statement, as far as it is not in the basis yet.
    private mutating func start(_ number: Int) -> [Double]? {
        var random = SplitMix64(seed: UInt64(number))
        let vector = active.map { _ in 1 + Double(Int64(bitPattern: random.next()) >> 11) * 0x1p-53 }
        return added(vector)
    }

    /// Puts a vector into the basis, less what is in it already; nil if nothing of it is left.
    ///
    /// - Parameter known: how many of the basis are out of it already.
    private mutating func added(_ vector: [Double], known: Int = 0) -> [Double]? {
        let before = OpinionComponents.length(vector)
        guard before > 0, basis.count < active.count else { return nil }
        var rest = vector
        for _ in 0..<2 { _ = OpinionComponents.reduce(&rest, by: basis[known...]) }
        let length = OpinionComponents.length(rest)
        guard length > 1e-12 * before else { return nil }
        basis.append(rest.map { $0 / length })
        return basis.last
    }

    /// One step: what the matrix makes of the block, and the block that comes next.
    private mutating func extended(by block: [[Double]]) -> [[Double]] {
        var next: [[Double]] = []
        rest = []
        let known = basis.count
        for image in images(of: block) {
            var left = image
            var column = OpinionComponents.reduce(&left, by: basis[..<known])
            for (place, more) in OpinionComponents.reduce(&left, by: basis[..<known]).enumerated() {
                column[place] += more
            }
            columns.append(column)
            let length = OpinionComponents.length(left)
            rest.append(length)
            if length > 1e-13 * OpinionComponents.length(image), let new = added(left, known: known) {
                next.append(new)
            }
        }
        while next.count < 2, let another = start(basis.count + 7) { next.append(another) }
        return next
    }

    private func images(of block: [[Double]]) -> [[Double]] {
        var pair = [SIMD2<Double>](repeating: .zero, count: matrix.means.count)
        for (side, vector) in block.enumerated() {
            for (place, statement) in active.enumerated() { pair[statement][side] = vector[place] }
        }
        let image = matrix.applied(to: pair)
        return block.indices.map { side in active.map { image[$0][side] } }
    }

    private func solved() -> SymmetricEigen {
        let size = columns.count
        var small = [Double](repeating: 0, count: size * size)
        for (number, column) in columns.enumerated() {
            for place in 0..<min(size, column.count) {
                small[place * size + number] = column[place]
                small[number * size + place] = column[place]
            }
        }
        return SymmetricEigen(small, size: size)
    }

    /// Whether both leading directions lie in the basis as exactly as numbers can tell.
    private var isSettled: Bool {
        let solution = solved(), order = solution.descending.prefix(2), size = columns.count
        guard let first = order.first else { return true }
        return order.allSatisfy { number in
            let vector = solution.vector(number)
            let outside = zip(rest, vector[(size - rest.count)...]).reduce(0) { $0 + abs($1.0 * $1.1) }
            return outside <= tolerance * solution.values[first]
        }
    }

    private func directions() -> [SIMD2<Double>] {
        var pair = [SIMD2<Double>](repeating: .zero, count: matrix.means.count)
        let solution = solved(), order = solution.descending.prefix(2)
        guard let first = order.first, solution.values[first] > 0 else { return pair }
        for (side, number) in order.enumerated() where solution.values[number] > 1e-12 * solution.values[first] {
            var sum = [Double](repeating: 0, count: active.count)
            for (vector, share) in zip(basis, solution.vector(number)) {
                for place in sum.indices { sum[place] += vector[place] * share }
            }
            let scale = OpinionComponents.sign(sum) / OpinionComponents.length(sum)
            for (place, statement) in active.enumerated() { pair[statement][side] = sum[place] * scale }
        }
        return pair
    }

    /// The sign of the entry of largest magnitude, of equals that of the first.
    private static func sign(_ vector: [Double]) -> Double {
        var most = 0.0, sign = 1.0
        for value in vector where abs(value) > most * (1 + 1e-9) {
            most = abs(value)
            sign = value < 0 ? -1 : 1
        }
        return sign
    }

    private static func length(_ vector: [Double]) -> Double {
        vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }

    /// Takes from a vector what lies in the basis; gives how much along each.
    private static func reduce(_ vector: inout [Double], by basis: some Collection<[Double]>) -> [Double] {
        basis.map { direction in
            let share = direction.withUnsafeBufferPointer { direction in
                vector.withUnsafeBufferPointer { vector in product(direction, vector) }
            }
            direction.withUnsafeBufferPointer { direction in
                vector.withUnsafeMutableBufferPointer { vector in
                    for place in direction.indices { vector[place] -= share * direction[place] }
                }
            }
            return share
        }
    }

    /// Four sums side by side, in the same order always.
    private static func product(_ one: UnsafeBufferPointer<Double>, _ other: UnsafeBufferPointer<Double>) -> Double {
        var sum = SIMD4<Double>.zero, place = 0
        while place + 3 < one.count {
            let left = SIMD4(one[place], one[place + 1], one[place + 2], one[place + 3])
            sum += left * SIMD4(other[place], other[place + 1], other[place + 2], other[place + 3])
            place += 4
        }
        var total = (sum[0] + sum[1]) + (sum[2] + sum[3])
        while place < one.count {
            total += one[place] * other[place]
            place += 1
        }
        return total
    }
}
