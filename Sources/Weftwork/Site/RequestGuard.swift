internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import NIOCore
internal import NIOHTTPTypes

/// Cuts connections that would hold a place for nothing: bodies longer than any door takes, requests that never end, and
/// readers who never read. What is streamed has its own ways and is left alone.
final class RequestGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// How long a request may take to arrive, and its answer to be taken: longer than a slow line needs.
    private let time: TimeAmount
    private let limit: Int
    private let admission: Admission
    private let always: AlwaysAnswered
    /// So much more is taken of a body that is answered already: whoever still sends a photo shall read why it was not wanted, and nobody
    /// sends on for as long as the largest body of all may be.
    private static let lingering = 16 * 1024 * 1024
    private var received = 0
    /// How much of the body that is arriving is taken, once it is known.
    private var most: Int
    private var isArriving = false
    /// Requests that were handed on and are not answered yet.
    private var outstanding = 0
    /// The rest of a request that was refused by its head.
    private var refusal: FullServer?
    private var endsConnection = false
    /// Requests can come one after the other while an answer still leaves: each way has its own time.
    private var arriving: Scheduled<Void>?
    private var leaving: Scheduled<Void>?
    private var isStream = false

    init(limit: Int, time: TimeAmount, admission: Admission, always: AlwaysAnswered) {
        (self.limit, most) = (limit, limit)
        self.admission = admission
        self.always = always
        self.time = time
    }

    /// From the first byte to the last: a header that drips in byte by byte is a request that never ends, too.
    func channelActive(context: ChannelHandlerContext) {
        arriving = cut(after: time, context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        arriving?.cancel()
        leaving?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            (received, most, isArriving) = (0, limit, true)
            arriving?.cancel()
            arriving = cut(after: time, context)
            if outstanding == 0, !always.contains(head.path), !admission.hasRoom {
                refusal = head.headerFields[.accept]?.contains("text/html") == true ? .page : .problem
                endsConnection = head.headerFields[.connection]?.lowercased().contains("close") == true
                return
            }
            outstanding += 1
        case .body(let buffer):
            received += buffer.readableBytes
            if received > most { return context.close(promise: nil) }
            if refusal != nil { return }
        case .end:
            isArriving = false
            arriving?.cancel()
            if let refusal { return refuse(refusal, context) }
        }
        context.fireChannelRead(data)
    }

    /// Here, on the event loop, a refusal costs a hundredth of what it would as a request among those that are being
    /// answered – and takes no turn from them.
    private func refuse(_ answer: FullServer, _ context: ChannelHandlerContext) {
        refusal = nil
        context.write(wrapOutboundOut(.head(answer.head)), promise: nil)
        context.write(wrapOutboundOut(.body(answer.body)), promise: nil)
        // Whoever asked for it to be closed reads until it is.
        guard !endsConnection else {
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            let written = context.eventLoop.makePromise(of: Void.self)
            written.futureResult.whenComplete { _ in bound.value.close(promise: nil) }
            return context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        awaitNext(context)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            isStream = head.headerFields[.contentType]?.hasPrefix("text/event-stream") == true
            leaving?.cancel()
            if !isStream { leaving = cut(after: time, context) }
        case .body: break
        case .end:
            outstanding -= 1
            // With nothing else to answer it was this one's, of which more comes.
            if outstanding == 0, isArriving { most = min(limit, received + RequestGuard.lingering) }
            let written = promise ?? context.eventLoop.makePromise()
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            written.futureResult.whenComplete { _ in
                let (guardian, context) = bound.value
                guardian.leaving?.cancel()
                guard context.channel.isActive else { return }
                guardian.awaitNext(context)
            }
            return context.write(data, promise: written)
        }
        context.write(data, promise: promise)
    }

    /// The next request of this connection may take its time to begin, but not for ever to arrive.
    private func awaitNext(_ context: ChannelHandlerContext) {
        arriving?.cancel()
        arriving = cut(after: time + .seconds(75), context)
    }

    private func cut(after time: TimeAmount, _ context: ChannelHandlerContext) -> Scheduled<Void> {
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        return context.eventLoop.scheduleTask(in: time) { bound.value.close(promise: nil) }
    }
}

/// The addresses that a full server answers, too: whoever watches must be able to tell it from a dead one, and a page that was
/// let in needs its parts.
struct AlwaysAnswered: Sendable {
    private let paths: Set<String>
    /// Of addresses with parts that vary, what stands before the first.
    private let beginnings: [String]

    init(_ endpoints: [Endpoint]) {
        let all = endpoints.filter { $0.surface == .bare }.map(\.path)
        paths = Set(all.filter { !$0.contains("{") })
        beginnings = all.filter { $0.contains("{") }.map { String($0.prefix { $0 != "{" }) }
    }

    func contains(_ path: String?) -> Bool {
        guard let path = path?.prefix(while: { $0 != "?" }) else { return false }
        return paths.contains(String(path)) || beginnings.contains { path.hasPrefix($0) }
    }
}

/// What a full server says, written once, in both languages: in a flood most answers are this one.
private struct FullServer: Sendable {
    static let page = FullServer("text/html; charset=utf-8", html.bytes)
    static let problem = FullServer("application/problem+json; charset=utf-8", json.bytes)

    let head: HTTPResponse
    let body: ByteBuffer

    private init(_ type: String, _ bytes: [UInt8]) {
        body = ByteBuffer(bytes: bytes)
        head = HTTPResponse(
            status: .serviceUnavailable,
            headerFields: [
                .contentType: type, .retryAfter: "2", .cacheControl: "no-store", .contentLength: "\(bytes.count)",
                .xContentTypeOptions: "nosniff",
            ])
    }

    private static func both(_ text: Text) -> String { "\(text(.zh)) \(text(.en))" }

    private static var html: HTML {
        """
        <!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">\
        <title>\(both(SiteWords.product))</title><h1>\(SiteWords.full(.zh))</h1><p>\(SiteWords.unavailable(.zh))</p>\
        <div lang="en"><h1>\(SiteWords.full(.en))</h1><p>\(SiteWords.unavailable(.en))</p></div>
        """
    }

    private static var json: JSON {
        let refusal = Refusal.unavailable(retryAfter: 2)
        var json = JSON()
        json.object {
            $0.field("type", Problem.type(of: refusal))
            $0.field("title", both(SiteWords.full))
            $0.field("status", refusal.status)
            $0.field("detail", both(refusal.words))
        }
        return json
    }
}
