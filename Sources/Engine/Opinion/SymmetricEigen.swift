/// Eigenvalues and eigenvectors of a small symmetric matrix.
///
/// Householder reduction to three diagonals, then implicit QL (Bowdler, Martin, Reinsch, Wilkinson 1968), O(n³).
struct SymmetricEigen {
    private let size: Int
    /// In no particular order; the n-th belongs to the n-th of `vectors`.
    private(set) var values: [Double]
    /// One after the other.
    private var vectors: [Double]
    private var beside: [Double]

    /// - Parameter matrix: row by row, both halves.
    init(_ matrix: [Double], size: Int) {
        self.size = size
        vectors = matrix
        values = [Double](repeating: 0, count: size)
        beside = values
        guard size > 0 else { return }
        reduce()
        rotate()
    }

    /// The n-th eigenvector.
    func vector(_ number: Int) -> [Double] { Array(vectors[(number * size)..<((number + 1) * size)]) }

    /// The numbers of the eigenvalues from the greatest down.
    var descending: [Int] { values.indices.sorted { (values[$1], $0) < (values[$0], $1) } }

    private mutating func reduce() {
        for column in 0..<size { values[column] = vectors[column * size + size - 1] }
        for row in stride(from: size - 1, to: 0, by: -1) {
            let scale = values[0..<row].reduce(0) { $0 + abs($1) }
            if scale == 0 {
                skip(row)
            } else {
                reflect(row, scale)
            }
        }
        accumulate()
    }

    private mutating func skip(_ row: Int) {
        beside[row] = values[row - 1]
        for column in 0..<row {
            values[column] = vectors[column * size + row - 1]
            vectors[column * size + row] = 0
            vectors[row * size + column] = 0
        }
        values[row] = 0
    }

    private mutating func reflect(_ row: Int, _ scale: Double) {
        var square = 0.0
        for k in 0..<row {
            values[k] /= scale
            square += values[k] * values[k]
        }
        let last = values[row - 1], root = last > 0 ? -square.squareRoot() : square.squareRoot()
        beside[row] = scale * root
        square -= last * root
        values[row - 1] = last - root
        for k in 0..<row { beside[k] = 0 }
        for j in 0..<row {
            let value = values[j]
            vectors[row * size + j] = value
            var sum = beside[j] + vectors[j * size + j] * value
            for k in (j + 1)..<max(row, j + 1) {
                sum += vectors[j * size + k] * values[k]
                beside[k] += vectors[j * size + k] * value
            }
            beside[j] = sum
        }
        subtract(row, square)
    }

    private mutating func subtract(_ row: Int, _ square: Double) {
        var product = 0.0
        for j in 0..<row {
            beside[j] /= square
            product += beside[j] * values[j]
        }
        let half = product / (square + square)
        for j in 0..<row { beside[j] -= half * values[j] }
        for j in 0..<row {
            let (value, other) = (values[j], beside[j])
            for k in j..<row { vectors[j * size + k] -= value * beside[k] + other * values[k] }
            values[j] = vectors[j * size + row - 1]
            vectors[j * size + row] = 0
        }
        values[row] = square
    }

    private mutating func accumulate() {
        for row in 0..<(size - 1) {
            vectors[row * size + size - 1] = vectors[row * size + row]
            vectors[row * size + row] = 1
            let square = values[row + 1]
            if square != 0 {
                for k in 0...row { values[k] = vectors[(row + 1) * size + k] / square }
                for j in 0...row {
                    var sum = 0.0
                    for k in 0...row { sum += vectors[(row + 1) * size + k] * vectors[j * size + k] }
                    for k in 0...row { vectors[j * size + k] -= sum * values[k] }
                }
            }
            for k in 0...row { vectors[(row + 1) * size + k] = 0 }
        }
        for j in 0..<size {
            values[j] = vectors[j * size + size - 1]
            vectors[j * size + size - 1] = 0
        }
        vectors[size * size - 1] = 1
        beside[0] = 0
    }

    private mutating func rotate() {
        for k in 1..<max(size, 1) { beside[k - 1] = beside[k] }
        beside[size - 1] = 0
        var shift = 0.0, largest = 0.0
        for l in 0..<size {
            largest = max(largest, abs(values[l]) + abs(beside[l]))
            var end = l
            while end < size - 1, abs(beside[end]) > 0x1p-52 * largest { end += 1 }
            var rounds = 0
            while end > l, rounds < 60 {
                rounds += 1
                shift += sweep(l, end)
                if abs(beside[l]) <= 0x1p-52 * largest { break }
            }
            values[l] += shift
            beside[l] = 0
        }
    }

    /// One implicit QL step on the block from `l` to `end`; gives by how much the diagonal was shifted.
    private mutating func sweep(_ l: Int, _ end: Int) -> Double {
        let first = values[l], slope = (values[l + 1] - first) / (2 * beside[l])
        let root = slope < 0 ? -SymmetricEigen.length(slope, 1) : SymmetricEigen.length(slope, 1)
        values[l] = beside[l] / (slope + root)
        values[l + 1] = beside[l] * (slope + root)
        let next = values[l + 1], shift = first - values[l], kept = beside[l + 1]
        for k in (l + 2)..<max(size, l + 2) { values[k] -= shift }
        var pivot = values[end], (cosine, before, earlier) = (1.0, 1.0, 1.0), (sine, sineBefore) = (0.0, 0.0)
        for k in stride(from: end - 1, through: l, by: -1) {
            (earlier, before, sineBefore) = (before, cosine, sine)
            let product = cosine * beside[k], height = cosine * pivot
            let radius = SymmetricEigen.length(pivot, beside[k])
            beside[k + 1] = sine * radius
            sine = beside[k] / radius
            cosine = pivot / radius
            pivot = cosine * values[k] - sine * product
            values[k + 1] = height + sine * (cosine * product + sine * values[k])
            turn(k, cosine, sine)
        }
        pivot = -sine * sineBefore * earlier * kept * beside[l] / next
        beside[l] = sine * pivot
        values[l] = cosine * pivot
        return shift
    }

    private mutating func turn(_ k: Int, _ cosine: Double, _ sine: Double) {
        vectors.withUnsafeMutableBufferPointer { vectors in
            for row in 0..<size {
                let (left, right) = (vectors[k * size + row], vectors[(k + 1) * size + row])
                vectors[(k + 1) * size + row] = sine * left + cosine * right
                vectors[k * size + row] = cosine * left - sine * right
            }
        }
    }

    private static func length(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
}
