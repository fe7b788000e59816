import Database
import Engine
import Testing

@testable import Weftwork

/// What a mail server says of mail that came back: read as the untrusted text it is.
@Suite struct DeliveryReportTests {
    private static let status = """
        Reporting-MTA: dns; mail.example

        Original-Recipient: rfc822;Ward@Hospital.example
        Final-Recipient: rfc822; <box17@inner.example>
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 no such user,
         and none that is like it

        Final-Recipient: rfc822; other@hospital.example
        Action: delayed
        """

    private static func report(
        _ status: String = status, type: String = "multipart/report; report-type=delivery-status; boundary=\"b;1\"",
        encoding: String = "7bit", returned: String = "Message-ID: <0190@weftwork>\nSubject: x\n"
    ) -> [UInt8] {
        Array(
            """
            From MAILER-DAEMON Thu Nov 26 2026
            Subject: Undelivered
            Content-Type: \(type)

            preamble: nobody reads it
            --b;1
            Content-Type: text/plain

            It could not be delivered.
            --b;1
            Content-Type: message/delivery-status
            Content-Transfer-Encoding: \(encoding)

            \(status)

            --b;1
            Content-Type: text/rfc822-headers

            \(returned)
            --b;1--
            Final-Recipient: rfc822; behind@the.end.example
            """.utf8)
    }

    /// The line that is named; nothing where it was read.
    private static func line(_ bytes: [UInt8]) -> String? {
        do {
            _ = try DeliveryReport(bytes)
            return nil
        } catch Refusal.unreadable(let words) {
            return String(words(.en).prefix { $0 != ":" })
        } catch {
            return "\(error)"
        }
    }

    @Test func whatFailedIsFoundAndNothingElse() throws {
        let report = try DeliveryReport(Self.report())
        #expect(report.failed == ["ward@hospital.example", "box17@inner.example"])
        #expect(report.messageID == "<0190@weftwork>")
        let windows = try DeliveryReport(Self.report().flatMap { $0 == 10 ? [13, 10] : [$0] })
        #expect(windows == report)
        let quoted = try DeliveryReport(
            Self.report(
                Self.status.replacing("@", with: "=40").replacing("<", with: "=\n<"), encoding: "Quoted-Printable"))
        #expect(quoted == report)
        let delayed = try DeliveryReport(Self.report(Self.status.replacing("Action: failed", with: "Action: DELAYED")))
        #expect(delayed.failed.isEmpty)
    }

    /// Whoever writes a report names no address to which we sent nothing, and no mail that was sent to another.
    @Test(arguments: TestApp.kinds) func ofMailFromElsewhereNothingIsBelieved(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, acts = test.app.needs, vault = test.app.vault
        var entry = test.entry()
        entry.email = "ward@hospital.example"
        let need = try await test.submit(entry), id = test.clock.world.newID()
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        let keeper = Viewer(.operator, language: .en)
        let theirs = Mail.number(id, to: "box17@inner.example", vault)
        let ours = Mail.number(id, to: "Ward@Hospital.example", vault)
        #expect(Mail.isNumber(theirs, ofMailTo: "box17@inner.example", vault))
        let others = [
            "<1@elsewhere.example>", "<0190@weftwork>", "<\(id)@weftwork>", "<>", ours.replacing("@weftwork", with: ""),
            ours.replacing("weftwork", with: "weftwork.evil.example"), Mail.number(id, to: "a@b.example", vault),
        ]
        for number in others {
            let count = try await acts.takeBounce(
                Self.report(returned: "Message-ID: \(number)\n"), by: keeper, in: network)
            #expect(!count.isOurs && count.addresses == 0 && count.needs == 0, "\(number)")
        }
        for head in ["no head at all", "Subject: x\n"] {
            await #expect(throws: Refusal.self) {
                _ = try await acts.takeBounce(Self.report(returned: head), by: keeper, in: network)
            }
        }
        // A mail to another tells nothing of her address.
        let other = try await acts.takeBounce(
            Self.report(returned: "Message-ID: \(theirs)\n"), by: keeper, in: network)
        #expect(other.addresses == 1 && other.needs == 0)
        #expect(try await test.app.database.read { db in try db.failedWays(of: need) }.isEmpty)
        // Told once more, it is not written once more.
        for _ in 1...2 {
            let count = try await acts.takeBounce(
                Self.report(returned: "Message-ID: \(ours)\n"), by: keeper, in: network)
            #expect(count.isOurs && count.addresses == 1 && count.needs == 1)
        }
        let written = try await test.app.database.read { db in
            try db.value(
                "SELECT count(*) FROM events WHERE object_id = \(need.id) AND kind = \(Event.Kind.bounced)",
                as: Int.self)
        }
        #expect(written == 1)
        await test.app.database.close()
    }

    @Test func whatIsNoReportNamesItsLine() {
        #expect(Self.line([]) == "line 1")
        #expect(Self.line(Array("Subject: hello\n\nbody".utf8)) == "line 1")
        #expect(Self.line(Array("Subject: hello\nno field\n\nbody".utf8)) == "line 2")
        #expect(Self.line(Self.report(type: "text/plain")) == "line 3")
        #expect(Self.line(Self.report(type: "multipart/report")) == "line 3")
        #expect(Self.line(Self.report(type: "multipart/report; boundary=other")) == "line 3")
        #expect(
            Self.line(Self.report(type: "multipart/report; report-type=disposition-notification; boundary=\"b;1\""))
                == "line 3")
        #expect(Self.line(Self.report("Reporting-MTA: dns; mail.example")) == "line 14")
        #expect(Self.line(Self.report("Final-Recipient: rfc822; a@b.example")) == "line 14")
        #expect(Self.line(Self.report("X: y\n\nFinal-Recipient: rfc822; nonsense\nAction: failed")) == "line 16")
        #expect(Self.line(Self.report("Final-Recipient: rfc822; a@b.example\nAction failed")) == "line 15")
        #expect(Self.line(Self.report(encoding: "base64")) != nil, "what is no base64 holds no address")
    }

    /// Whatever comes in, it is read or refused, and neither takes long.
    @Test func nastyInputIsRefused() {
        #expect(Self.line([UInt8](repeating: 10, count: ReceivedMail.mostLines + 1)) == "line 1")
        #expect(Self.line([UInt8](repeating: 65, count: ReceivedMail.mostBytes + 1)) == "line 1")
        #expect(Self.line([UInt8](repeating: 0xFF, count: 1000)) == "line 1")
        #expect(Self.line(Array(" folded: first".utf8)) == "line 1")
        let deep = (0..<50).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined()
        #expect(Self.line(Array(deep.utf8)) != nil)
        let wide = "Content-Type: multipart/report; boundary=b\n\n" + String(repeating: "--b\n\nx\n", count: 1000)
        #expect(Self.line(Array(wide.utf8)) != nil)
        let heads = (0...MailHeaders.mostFields).map { "X-\($0): y\n" }.joined()
        #expect(Self.line(Array(heads.utf8)) == "line \(MailHeaders.mostFields + 1)")
        let many = (0...DeliveryReport.mostRecipients + 1).map {
            "Final-Recipient: rfc822; a\($0)@b.example\nAction: failed\n"
        }.joined(separator: "\n")
        #expect(Self.line(Self.report(many)) != nil)
        let folded = "Subject: x\n" + String(repeating: " y\n", count: 100_000) + "\n"
        #expect(Self.line(Array(folded.utf8)) == "line 1")
        // Cut anywhere, it neither breaks nor names an address that it doesn't hold.
        let whole = Self.report()
        for length in stride(from: 0, to: whole.count, by: 7) {
            let found = (try? DeliveryReport(Array(whole.prefix(length))))?.failed ?? []
            #expect(Set(found).isSubset(of: ["ward@hospital.example", "box17@inner.example"]), "\(length)")
        }
    }
}
