internal import Database

/// What somebody may not do until they have passed a training: roles that pause, things that take one. Found when they are
/// recognised, so that it holds at the very act, through every door.
struct Untrained: Sendable {
    struct Lack: Sendable {
        /// The module to pass.
        let module: ID
        /// What it is; on pages a link stands beside it.
        let plain: Text
        /// The same with its address, for programs.
        let words: Text
    }

    var roles: [Role: Lack] = [:]
    var acts: [Act: Lack] = [:]

    var isEmpty: Bool { roles.isEmpty && acts.isEmpty }

    /// All of it, roles first, in the order of the roles.
    var all: [Lack] { Role.allCases.compactMap { roles[$0] } + Act.allCases.compactMap { acts[$0] } }

    /// Why an act is closed to them that would be open else.
    func lack(for act: Act) -> Lack? {
        acts[act] ?? Role.allCases.first { roles[$0] != nil && Policy.names($0, for: act) }.flatMap { roles[$0] }
    }
}
