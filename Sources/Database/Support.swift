internal import Foundation
internal import Synchronization

/// Remembers that a transaction asked to wake listeners.
final class WakeFlag: Sendable {
    private let flag = Atomic<Bool>(false)

    func raise() {
        flag.store(true, ordering: .relaxed)
    }

    var isRaised: Bool { flag.load(ordering: .relaxed) }
}

/// Those in this process who wait for a wake-up. One pending wake-up each is enough: it says "look", not what is new.
final class Listeners: Sendable {
    private struct State: Sendable {
        var next = 0
        var waiting: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let state = Mutex(State())

    func add() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.next += 1
            state.waiting[state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.waiting.removeValue(forKey: number) }
        }
        return stream
    }

    func wake() {
        for continuation in state.withLock({ Array($0.waiting.values) }) { continuation.yield() }
    }

    func end() {
        for continuation in state.withLock({ Array($0.waiting.values) }) { continuation.finish() }
    }
}

/// An exclusive lock on a file, held as long as the process lives or until released.
final class FileLock: Sendable {
    private let descriptor: Mutex<Int32>

    init(path: String) throws {
        let file = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw DatabaseError.storage("cannot open \(path): \(String(cString: strerror(errno)))") }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            Foundation.close(file)
            throw DatabaseError.unavailable("another process has this database open")
        }
        descriptor = Mutex(file)
    }

    deinit { release() }

    func release() {
        descriptor.withLock { file in
            if file >= 0 { Foundation.close(file) }
            file = -1
        }
    }
}
