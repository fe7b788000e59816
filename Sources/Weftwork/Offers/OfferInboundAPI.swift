internal import Database
internal import Engine

/// What became of a message, for the gateway that handed it in: nothing of need or offer but its state.
struct InboundView: View {
    let taken: InboundTaken

    func write(to json: inout JSON) {
        json.object { json in
            switch taken.object {
            case .need(let need):
                json.field("need", need.id)
                json.field("state", need.state.rawValue)
            case .offer(let offer):
                json.field("offer", offer.id)
                json.field("state", offer.shownState.rawValue)
            }
            json.field("new", taken.isNew)
        }
    }

    static let message = Schema(
        name: "InboundMessage",
        definition: """
            {"type":"object","required":["from","text"],"properties":{"channel":{"type":"string"},"from":{"type":"string"},\
            "name":{"type":"string"},"subject":{"type":"string"},"text":{"type":"string"},"kind":{"enum":["need","offer"],\
            "description":"else only goods that are counted after one of these first words are an offer: \(OfferInboundWords.offers.joined(separator: ", "))"}}}
            """)
    static let taken = Schema(
        name: "InboundTaken",
        definition: """
            {"type":"object","required":["state","new"],"properties":{"need":{"type":"string"},"offer":{"type":"string"},\
            "state":{"type":"string"},"new":{"type":"boolean"}}}
            """)
}

extension OfferAPI {
    var inboundEndpoints: [Endpoint] {
        [
            Endpoint(
                .post, "/api/v1/networks/{slug}/inbound", .receiveInbound, .api,
                "Hand in a short message, a mail or a chat: a need, an offer, or a word about one",
                accepts: InboundView.message, gives: InboundView.taken, status: 201
            ) { ask in
                let network = try ask.requireNetwork(), message = try ask.decoded(InboundMessage.self)
                try Policy.require(.receiveInbound, ask.viewer)
                // By sender: a gateway speaks for many, and one of them who floods it shuts nobody else out.
                let ways = try InboundRules.ways(message.from)
                try await limiter.check(
                    .intake, "inbound \(network.id) \(ways.phone)\(ways.email)",
                    limit: acts.needs.configuration.intakePerHour, per: Time.hour, now: acts.world.now())
                let taken = try await acts.receive(message, by: ask.viewer, in: network, once: ask.once)
                return .json(InboundView(taken: taken), status: 201)
            }
        ]
    }
}

extension OfferActs {
    /// Takes a mail in as any message is taken; the same mail handed over again is taken once.
    ///
    /// - Throws: what ``InboundMail/init(_:)`` throws.
    public func receive(mail: [UInt8], by viewer: Viewer, in network: Network) async throws -> InboundReport {
        try Policy.require(.receiveInbound, viewer)
        let mail = try InboundMail(mail)
        return InboundReport(taken: try await receive(mail.message, by: viewer, in: network, once: mail.once))
    }
}

/// What became of a mail, for the mail server's log: no word of it.
public struct InboundReport: Sendable {
    let taken: InboundTaken

    public var isNew: Bool { taken.isNew }
    /// `need` or `offer`.
    public var kind: String { if case .need = taken.object { "need" } else { "offer" } }
    public var id: String {
        switch taken.object {
        case .need(let need): need.id.description
        case .offer(let offer): offer.id.description
        }
    }
    public var json: [UInt8] { InboundView(taken: taken).json }
}
