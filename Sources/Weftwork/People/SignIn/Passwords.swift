internal import Dispatch
internal import Engine

/// What a password must be (after NIST SP 800-63B): long, and nothing that is tried first.
enum PasswordRules {
    static let least = 12, most = 128

    /// - Throws: ``Refusal/invalid(_:)`` naming the field.
    static func check(_ password: String, for person: Person) throws(Refusal) {
        guard password.count >= least else { throw .invalid("password", SignInWords.shortPassword(least)) }
        guard password.count <= most else { throw .invalid("password", SignInWords.longPassword(most)) }
        guard !isGuessable(password, name: person.name) else { throw .invalid("password", SignInWords.easyPassword) }
    }

    /// Few different characters, a run of the keyboard or of digits, one thing again and again, or built on what everybody
    /// tries: a program tries these before anything else.
    static func isGuessable(_ password: String, name: String) -> Bool {
        let folded = Clean.key(password)
        guard Set(folded).count >= 5 else { return true }
        if isRepeated(folded) || isRun(folded) { return true }
        var rest = folded
        for word in usual + name.lowercased().split(separator: " ").map(String.init) where word.count >= 3 {
            rest = rest.replacing(word, with: "")
        }
        return rest.filter { !$0.isNumber }.count < 4 && rest.count < 8
    }

    private static func isRepeated(_ text: String) -> Bool {
        (1...max(1, text.count / 2)).contains { length in
            let part = text.prefix(length)
            return text.count % length == 0 && String(repeating: String(part), count: text.count / length) == text
        }
    }

    private static func isRun(_ text: String) -> Bool {
        runs.contains { $0.contains(text) || String($0.reversed()).contains(text) }
    }

    private static let runs = ["abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm"]
    private static let usual = [
        "password", "passw0rd", "letmein", "welcome", "iloveyou", "admin", "qwerty", "weftwork", "monkey", "dragon",
        "football", "sunshine", "princess", "secret", "master", "login", "woaini", "zhiwang", "mima", "123456789",
        "12345678", "1234567", "123456", "12345", "1234", "abc123", "abcd", "5201314", "888888", "666666", "147258",
    ]
}

/// Hashes passwords on threads of their own, two at once: each takes a fifth of a second and 64 MiB, and nobody else waits.
final class PasswordWorkers: Sendable {
    private let queue = DispatchQueue(label: "weft.passwords", attributes: .concurrent)
    private let slots = DispatchSemaphore(value: 2)
    private let door = DispatchQueue(label: "weft.passwords.door")

    /// The hash of no password, to be tried where an account has none.
    static let nobodys = Sodium.passwordHash(Base64URL.encode(Sodium.randomBytes(24))) ?? ""

    func hash(_ password: String) async throws -> String {
        guard let hash = await work({ Sodium.passwordHash(password) }) else { throw Refusal.unavailable(retryAfter: 2) }
        return hash
    }

    func isPassword(_ password: String, of hash: String) async -> Bool {
        await work { Sodium.isPassword(password, of: hash) }
    }

    private func work<T: Sendable>(_ body: @escaping @Sendable () -> T) async -> T {
        await withCheckedContinuation { continuation in
            door.async { [queue, slots] in
                slots.wait()
                queue.async {
                    continuation.resume(returning: body())
                    slots.signal()
                }
            }
        }
    }
}
