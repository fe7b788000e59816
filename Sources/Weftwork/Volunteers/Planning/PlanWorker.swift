internal import Dispatch

/// Makes plans on a thread of its own, one after the other: half a second of arithmetic must not stand in the way of requests.
final class PlanWorker: Sendable {
    private let queue = DispatchQueue(label: "weft.plans")

    /// What `body` makes.
    /// - Throws: what `body` throws.
    func result<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: body)) }
        }
    }
}
