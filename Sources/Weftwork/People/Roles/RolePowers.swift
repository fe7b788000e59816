/// What a role may do, read from the policy table: what a card says is what the gate does.
enum RolePowers {
    /// What acts are about; a card names them in this order.
    enum Field: CaseIterable, Sendable {
        case cases, contacts, desk, people, network
    }

    /// The acts for which the policy names a role, by what they are about; those that everybody may do are none.
    static func of(_ role: Role) -> [(field: Field, acts: [Act])] {
        let acts = Policy.rows.filter { $0.allowed.contains(.role(role)) }.map(\.act)
        return Field.allCases.compactMap { field in
            let own = acts.filter { RolePowerWords.power(of: $0)?.field == field }
            return own.isEmpty ? nil : (field, own)
        }
    }
}
