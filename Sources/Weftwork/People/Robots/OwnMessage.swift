internal import Database

/// What somebody is asked and is to answer, in the words of their own robot and in those of a mail.
struct OwnMessage: Sendable {
    let message: RobotMessage
    let instead: RobotPost.Instead
    /// What has to be true still when the robot's turn comes.
    var topic = RobotPost.Topic.none
}

extension Connection {
    /// By their own robot where they have named one, whether or not they have an address as well; else by that.
    func send(_ own: OwnMessage, to member: Member, vault: Vault, id: ID, at now: Int64) throws {
        guard try !sendByOwnRobot(own, to: member.personID, vault: vault, id: id, at: now),
            let address = try address(of: member.id, in: member.networkID, vault: vault)
        else { return }
        try send(
            own.instead.subject, own.instead.body, to: address.channel, vault: vault, id: id, at: now, about: member.id)
    }

    /// - Returns: false where they have no robot of their own.
    func sendByOwnRobot(_ own: OwnMessage, to person: ID, vault: Vault, id: ID, at now: Int64) throws -> Bool {
        guard let robot = try ownRobot(of: person, vault: vault), robot.isUsed else { return false }
        let post = RobotPost(to: .own(person: person), about: own.topic, own.message, instead: own.instead)
        try enqueue(.robot, post.sealed(by: vault), id: id, at: now)
        return true
    }
}
