internal import Database
internal import Engine

/// By what somebody is reached and signs in: a mail address, or the number of a mobile phone.
struct Channel: Sendable, Equatable {
    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        case mail, phone
    }

    let kind: Kind
    /// In the one form in which it is compared: lower case, or with the country's code.
    let address: String

    init(_ kind: Kind, kept address: String) {
        self.kind = kind
        self.address = address
    }

    /// - Throws: ``Refusal/invalid(_:)`` for `field`, where it is none.
    init(_ kind: Kind, typed raw: String, field: String) throws(Refusal) {
        switch kind {
        case .mail:
            guard let address = Contacts.email(raw) else { throw .invalid(field, PeopleWords.badEmail) }
            self.init(.mail, kept: address)
        case .phone:
            guard let address = MobileNumber.international(raw) else { throw .invalid(field, ChannelWords.badPhone) }
            self.init(.phone, kept: address)
        }
    }

    /// Enough of it for its owner to know which it is: `a…@example.org`, `…1234`.
    var masked: String {
        switch kind {
        case .mail: "\(address.prefix(1))…\(address.drop { $0 != "@" })"
        case .phone: "…\(address.suffix(4))"
        }
    }
}

extension Vault {
    /// The keyed hash by which whoever has a channel is found.
    func fingerprint(_ channel: Channel) -> [UInt8] {
        fingerprint(channel.kind == .mail ? "email" : "sign-in phone", channel.address)
    }
}

extension PeopleActs {
    /// The one field of signing in: a mail address or, where a gateway is set, a mobile number.
    func channel(_ typed: String) throws(Refusal) -> Channel {
        if !configuration.offersPhone || Clean.line(typed).contains("@") {
            return try Channel(.mail, typed: typed, field: "email")
        }
        guard let channel = try? Channel(.phone, typed: typed, field: "email") else {
            throw .invalid("email", ChannelWords.badContact)
        }
        return channel
    }
}

/// For how long one who has changed how they are reached, on a device that is new, neither vouches nor sees contacts.
enum Hold {
    static let length = 72 * Time.hour

    /// Until when somebody is held; nothing where they are not.
    ///
    /// - Parameters:
    ///   - changedAt: when their mail address or phone was last changed.
    ///   - knownSince: since when they have the device, or the token, that asks; nothing for one that is not known.
    static func until(changedAt: Int64?, knownSince: Int64?, now: Int64) -> Int64? {
        guard let changedAt, changedAt + length > now else { return nil }
        guard let knownSince, knownSince <= changedAt - length else { return changedAt + length }
        return nil
    }
}
