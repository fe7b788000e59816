internal import Database

/// Who knows which roles and acts take a training: a capability further down, handed in where the application is put together.
protocol DutyGate: Sendable {
    /// What a member may not do now for want of a training; nothing where all is well.
    func untrained(_ member: Member, in network: Network, at now: Int64, _ db: any Connection) throws -> Untrained?
    /// What somebody has to pass before a role is given to them; nothing where they have, or it takes none.
    func lack(of role: Role, _ member: ID, in network: ID, at now: Int64, _ db: any Connection) throws -> Untrained
        .Lack?
}

/// Where nobody asks for training.
struct OpenDuties: DutyGate {
    func untrained(_ member: Member, in network: Network, at now: Int64, _ db: any Connection) throws -> Untrained? {
        nil
    }

    func lack(
        of role: Role, _ member: ID, in network: ID, at now: Int64, _ db: any Connection
    ) throws -> Untrained.Lack? { nil }
}
