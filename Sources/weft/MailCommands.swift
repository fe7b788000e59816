import ArgumentParser
import Database
import Foundation
import Weftwork

/// `weft inbound`: what a mail server hands over when somebody writes to the network's address.
struct Inbound: StorageCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbound", abstract: "Take in a mail: a need, an offer, or a word about one.",
        discussion: """
            A mail as the mail server has it, such as from a pipe of the network's own address. One that names the code of an open \
            need or offer of its sender's goes there. One whose subject or text begins with Offer, Offering or Donate – or the Chinese \
            words for it, which deploy/README.md names – and that says nothing of what is lacking is an offer; any other is a need. The \
            receipt goes back to the sender. The same mail handed over twice is taken once. Exit 1 where it is refused – a machine wrote it –, 2 where it can't be read, naming the \
            line, and 75 where the mail server should try again later.
            """)
    @OptionGroup var store: StorageOption
    @Option(name: .long, help: "The network's short name.") var network: String
    @Argument(help: "The file, or - for standard input.") var path = "-"
    @Flag(name: .long) var json = false

    var file: String? { path }
    /// EX_TEMPFAIL of sysexits.h, which mail servers know.
    var failure: Int32 { 75 }

    func perform(_ app: App, _ io: CommandIO) async throws {
        let place = try await app.people.network(network)
        let taken = try await app.offers.receive(
            mail: [UInt8](io.input), by: Viewer(.operator, language: place.language), in: place)
        if json { return io.print(String(decoding: taken.json, as: UTF8.self)) }
        io.print(taken.isNew ? "a new \(taken.kind): \(taken.id)" : "known: \(taken.id)")
    }
}

/// `weft bounce`: what a mail server hands over when a mail came back.
struct Bounce: StorageCommand {
    static let configuration = CommandConfiguration(
        commandName: "bounce", abstract: "Take in a delivery report: whom no mail reaches is called.",
        discussion: """
            A delivery status notification (RFC 3464) as the mail server writes it, such as from a pipe of the address that \
            mail comes back to. An address is believed only with the Message-ID of a mail sent to it from here. Exit 1 where the \
            report brings back none, 2 where it can't be read, naming the line.
            """)
    @OptionGroup var store: StorageOption
    @Option(name: .long, help: "The network's short name.") var network: String
    @Argument(help: "The file, or - for standard input.") var path = "-"
    @Flag(name: .long) var json = false

    var file: String? { path }

    func perform(_ app: App, _ io: CommandIO) async throws {
        let place = try await app.people.network(network), count: BounceCount
        do {
            count = try await app.needs.takeBounce(
                [UInt8](io.input), by: Viewer(.operator, language: io.language), in: place.id)
        } catch Refusal.unreadable(let words) {
            io.note("\(path): \(words(io.language))")
            throw ExitCode(2)
        }
        if json { return io.print(String(decoding: count.json, as: UTF8.self)) }
        // No address is written where a mail server keeps what commands say.
        io.print(
            count.isOurs
                ? "\(count.addresses) addresses failed, \(count.needs) open needs: somebody calls"
                : "no mail with that Message-ID was sent from here to an address it names: nothing done")
    }
}
