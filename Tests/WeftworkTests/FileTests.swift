import Database
import Engine
import Testing

@testable import Weftwork

/// Photos: taken apart, looked at before they are decoded, made anew, sealed, seen by those on the case, gone with her contact.
@Suite struct FileTests {
    // MARK: Forms with files

    private func parts(_ body: String, _ boundary: String = "B") -> [String]? {
        Multipart(Array(body.utf8), boundary: boundary)?.parts.map {
            "\($0.name)|\($0.fileName ?? "-")|\(String(decoding: $0.content, as: UTF8.self))"
        }
    }

    @Test(arguments: [
        ("--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--B--\r\n", ["a|-|1"]),
        // Nothing in it, and line ends that belong to it.
        ("--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--B--", ["a|-|"]),
        ("--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n\r\n\r\n--B--", ["a|-|\r\n\r\n"]),
        // A line that only begins like the delimiter is content.
        ("--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--BC\r\ny\r\n--B--", ["a|-|x\r\n--BC\r\ny"]),
        ("--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\r\n--B--", ["a|-|\r"]),
        // White space after the delimiter, names in any case, a file with a trick in its name.
        (
            "--B \t\r\ncontent-disposition: FORM-DATA; NAME=\"p\"; filename=\"a%22b; name=\"\r\nContent-Type: x\r\n\r\n\0\u{1}\r\n--B--",
            ["p|a\"b; name=|\0\u{1}"]
        ),
        ("--B\r\nContent-Disposition: form-data; filename=\"f\"\r\n\r\n1\r\n--B--", []),
        ("--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--B--\r\nepilogue --B", ["a|-|1"]),
    ])
    func takesFormsApart(body: String, expected: [String]) {
        #expect(parts(body) == expected)
    }

    @Test(arguments: [
        "", "--B", "--B\r\n", "--B--x", "x--B--", "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1",
        "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n1\r\n--B--",
        "--B\nContent-Disposition: form-data; name=\"a\"\n\n1\n--B--",
    ])
    func refusesWhatBreaksOff(body: String) {
        // An end without a part is a form without fields.
        #expect(parts(body) == (body == "--B--x" ? [] : nil))
    }

    @Test func boundsPartsAndHeads() {
        let part = "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
        #expect(parts(String(repeating: part, count: Multipart.mostParts) + "--B--")?.count == Multipart.mostParts)
        #expect(parts(String(repeating: part, count: Multipart.mostParts + 1) + "--B--") == nil)
        let head = String(repeating: "x", count: Multipart.mostHead)
        #expect(parts("--B\r\nX: \(head)\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--B--") == nil)
    }

    @Test(arguments: [
        ("multipart/form-data; boundary=abc", "abc"), ("Multipart/Form-Data; charset=x; boundary=\"a b\"", "a b"),
        ("multipart/form-data", nil), ("multipart/mixed; boundary=a", nil), ("multipart/form-data; boundary=", nil),
        ("multipart/form-data; boundary=\"a\r\nb\"", nil),
        ("multipart/form-data; boundary=\(String(repeating: "a", count: 71))", nil),
    ])
    func readsTheBoundary(header: String, expected: String?) {
        #expect(Multipart.boundary(of: header) == expected)
    }

    // MARK: Heads

    @Test func knowsKindsBySize() {
        #expect(PictureHead.read(Sample.png(width: 3, height: 2)[...]).head?.kind == .png)
        let webp = Array("RIFF\0\0\0\0WEBPVP8L\0\0\0\0".utf8) + [0x2F, 0x3F, 0x81, 0x15, 0x00]
        let head = PictureHead.read(webp[...]).head
        #expect(head?.kind == .webp && head?.width == 0x13F + 1)
        #expect(PictureHead.read((Array("\0\0\0\u{18}ftypheic".utf8) + [0, 0, 0, 0])[...]) == .heic)
        for bytes in ["GIF89a", "<svg xmlns", "%PDF-1.7", "", "\u{FF}"] {
            #expect(PictureHead.read(Array(bytes.utf8)[...]) == .unknown, "\(bytes)")
        }
    }

    @Test func refusesABombBeforeItIsDecoded() {
        let bomb = Sample.png(width: 3, height: 2, saying: (60_000, 60_000))
        #expect(throws: Refusal.self) { try PictureRules.checked(bomb[...], field: "photo") }
    }

    @Test(arguments: Orientation.allCases)
    func everyPixelComesFromOne(_ orientation: Orientation) {
        let (width, height) = (3, 2)
        let (shownWidth, shownHeight) = orientation.isSideways ? (height, width) : (width, height)
        var seen: Set<Int> = []
        for y in 0..<shownHeight {
            for x in 0..<shownWidth {
                let source = orientation.source(x: x, y: y, width: width, height: height)
                #expect((0..<width).contains(source.x) && (0..<height).contains(source.y))
                seen.insert(source.y * width + source.x)
            }
        }
        #expect(seen.count == width * height)
    }

    @Test(arguments: [true, false], Orientation.allCases)
    func readsTheOrientation(isLittle: Bool, _ orientation: Orientation) {
        #expect(Orientation(tiff: Sample.tiff(orientation.rawValue, isLittle: isLittle)[...]) == orientation)
    }

    @Test func orientationThatIsNoneIsUpright() {
        #expect(Orientation(tiff: Sample.tiff(9)[...]) == nil)
        #expect(Orientation(tiff: Sample.tiff(6).prefix(19)) == nil)
    }

    // MARK: Made anew

    @Test func aPictureIsMadeAnewUprightSmallAndWithoutWhatTheCameraWrote() async throws {
        let workers = PictureWorkers()
        let wide = try await workers.picture(Sample.png(width: 2000, height: 500)[...], field: "photo")
        #expect(wide.width == 1600 && wide.height == 400)
        let small = try #require(PictureHead.read(wide.small[...]).head)
        #expect(small.width == 320 && small.height == 80 && small.kind == .jpeg)
        // As a phone would have it: on its side, with the place beside the pixels.
        let canary = Array("canary-latitude".utf8)
        let taken = Sample.withExif(wide.full, Sample.tiff(6) + canary)
        #expect(PictureHead.read(taken[...]).head?.orientation == .quarterRight)
        let made = try await workers.picture(taken[...], field: "photo")
        #expect(made.width == 400 && made.height == 1600)
        for bytes in [made.full, made.small] {
            #expect(!bytes.holds(canary) && !bytes.holds(Array("Exif".utf8)))
        }
        await #expect(throws: Refusal.self) {
            _ = try await workers.picture(taken.prefix(60), field: "photo")
        }
    }

    // MARK: Kept

    private func draft(_ words: String = "The empty shelf") async throws -> FileDraft {
        FileDraft(
            picture: try await PictureWorkers().picture(Sample.png(width: 40, height: 30)[...], field: "photo"),
            name: "IMG_1.png", words: words)
    }

    @Test(arguments: TestApp.kinds)
    func filesAreSealedCountedAndForgottenWithTheirSubject(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.submit(), draft = try await draft("canary-words")
        let vault = test.app.vault, ids = (test.clock.world.newID(), test.clock.world.newID())
        let kept = try await test.app.database.write { db in
            try db.keep(draft, of: need.files, most: 1, id: ids.0, vault: vault, at: 5)
        }
        await #expect(throws: Refusal.self) {
            try await test.app.database.write { db in
                _ = try db.keep(draft, of: need.files, most: 1, id: ids.1, vault: vault, at: 5)
            }
        }
        let (found, bytes, pieces) = try await test.app.database.read { db in
            (
                try db.files(of: need.files, vault: vault), try db.bytes(of: kept, .full, vault: vault),
                try db.query("SELECT bytes FROM file_pieces") { try $0[0] as [UInt8] }
                    + db.query("SELECT label FROM files") { try $0[0] as [UInt8] }
            )
        }
        #expect(found == [kept] && bytes == draft.picture.full)
        for piece in pieces {
            #expect(!piece.holds(Array("JFIF".utf8)) && !piece.holds(Array("canary-words".utf8)))
        }
        try await test.app.database.write { db in try db.forgetContact(of: need.id, in: need.networkID) }
        let left = try await test.app.database.read { db in
            (try db.file(kept.id, vault: vault), try db.value("SELECT count(*) FROM file_pieces", as: Int.self))
        }
        #expect(left.0 == nil && left.1 == 0)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func aNeedsPhotosAreForThoseOnTheCase(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.published(), acts = test.app.needs, she = test.requester(need.id)
        let file = try await acts.addPhoto(try await draft(), to: need.id, by: she, in: test.network.id)
        for name in ["verifier", "founder", "dispatcher"] {
            let photos = try await acts.photos(of: need.id, for: test.viewer(name), in: test.network.id)
            #expect(photos.map(\.file.id) == [file.id], "\(name)")
        }
        // Whoever sees one is on record, for her to read.
        for (name, sees) in [("verifier", true), ("volunteer2", false)] {
            var ask = Ask(
                id: "test", method: .get, path: "/", remote: "192.0.2.1", language: .en, viewer: test.viewer(name))
            ask.network = test.network
            #expect(try await acts.photoKeeper(ask, file) == sees, "\(name)")
        }
        let readers = try await acts.file(need.id, for: she, in: test.network.id).photoReaders
        #expect(readers.map(\.name) == ["verifier"])
        // Another photo, at once: it is seen that she looked after it came.
        test.clock.pass(10 * Time.second)
        let newest = try await acts.addPhoto(try await draft(), to: need.id, by: she, in: test.network.id)
        var ask = Ask(
            id: "test", method: .get, path: "/", remote: "192.0.2.1", language: .en, viewer: test.viewer("verifier"))
        ask.network = test.network
        #expect(try await acts.photoKeeper(ask, newest))
        let later = try await acts.file(need.id, for: she, in: test.network.id).photoReaders
        #expect(later.map(\.lastAt) == [test.clock.now])
        let claim = ClaimDraft(line: need.lines[0].id, quantity: 1000, promisedBy: test.clock.now + Time.hour)
        _ = try await acts.claim(claim, on: need.id, by: test.viewer("volunteer"), in: test.network.id)
        for name in ["volunteer", "volunteer2", "nobody"] {
            await #expect(throws: Refusal.self, "\(name)") {
                _ = try await acts.photos(of: need.id, for: test.viewer(name), in: test.network.id)
            }
            await #expect(throws: Refusal.self, "\(name)") {
                try await acts.addPhoto(try await draft(), to: need.id, by: test.viewer(name), in: test.network.id)
            }
        }
        // Whoever checks it tidies nothing away.
        await #expect(throws: Refusal.self) {
            try await acts.removePhoto(file.id, of: need.id, by: test.viewer("verifier"), in: test.network.id)
        }
        for _ in 2..<Need.mostPhotos {
            try await acts.addPhoto(try await draft(), to: need.id, by: she, in: test.network.id)
        }
        await #expect(throws: Refusal.self) {
            try await acts.addPhoto(try await draft(), to: need.id, by: she, in: test.network.id)
        }
        try await acts.removePhoto(file.id, of: need.id, by: she, in: test.network.id)
        #expect(try await acts.photos(of: need.id, for: she, in: test.network.id).count == Need.mostPhotos - 1)
        _ = try await acts.perform(.withdraw(reason: ""), on: need.id, by: she, in: test.network.id)
        let last = try #require(try await acts.photos(of: need.id, for: she, in: test.network.id).last).file.id
        await #expect(throws: Refusal.self) {
            try await acts.removePhoto(last, of: need.id, by: she, in: test.network.id)
        }
        try await acts.forget(need.id, by: she, in: test.network.id)
        #expect(try await acts.photos(of: need.id, for: test.viewer("founder"), in: test.network.id).isEmpty)
        await test.app.database.close()
    }

    @Test func onesOwnPhotoIsSeenByWhomOneChose() async throws {
        let test = try await TestApp()
        let acts = test.app.members, anna = test.viewer("volunteer")
        let person = try #require(anna.personID)
        await #expect(throws: Refusal.self, "no photo to show") {
            try await acts.savePortrait(
                PortraitDraft(file: nil, audience: "members", isOnPasses: false), by: anna)
        }
        try await acts.savePortrait(
            PortraitDraft(file: try await draft("Me"), audience: "stewards", isOnPasses: false), by: anna)
        func seers() async throws -> Set<String> {
            var seers: Set<String> = []
            for name in ["volunteer", "founder", "dispatcher", "volunteer2", "nobody"] {
                if try await acts.portrait(of: person, for: test.viewer(name)) != nil { seers.insert(name) }
            }
            return seers
        }
        #expect(try await seers() == ["volunteer", "founder", "dispatcher"])
        let pass = try await acts.makePass(
            PassDraft(task: "masks", hours: 2, claim: nil), by: anna, in: test.network.id)
        let code = acts.code(ofPass: pass.id)
        #expect(try await acts.scan(code, agent: "gate").photo == nil, "they have not agreed")
        try await acts.savePortrait(PortraitDraft(file: nil, audience: "case", isOnPasses: true), by: anna)
        #expect(try await acts.scan(code, agent: "gate").photo != nil)
        #expect(try await acts.photo(onPass: code) != nil)
        #expect(try await seers() == ["volunteer"])
        test.clock.pass(3 * Time.hour)
        #expect(try await acts.photo(onPass: code) == nil, "it is over")
        await test.app.database.close()
    }
}

/// The parsers of what strangers send, fed what nobody meant.
@Suite struct FileFuzzTests {
    @Test func formsWithFiles() {
        let form = "--B\r\nContent-Disposition: form-data; name=\"a\"; filename=\"f\"\r\n\r\n1\r\n--B\r\n\r\n\r\n--B--"
        var mutator = FuzzTests.Mutator(
            random: SplitMix64(seed: FuzzTests.seed ^ 31), seeds: [Array(form.utf8), Array("--B--".utf8)])
        for _ in 0..<FuzzTests.rounds {
            let bytes = mutator.next()
            if let read = Multipart(bytes, boundary: "B") {
                #expect(read.parts.count <= Multipart.mostParts)
                #expect(read.parts.reduce(0) { $0 + $1.content.count } <= bytes.count)
                _ = read.form
            }
            _ = Multipart.boundary(of: String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test func heads() {
        let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 30, 0, 40, 1, 1, 0x11, 0]
        let seeds = [
            Sample.png(width: 4, height: 3), jpeg, Sample.withExif(jpeg, Sample.tiff(6)),
            Array("RIFF\0\0\0\0WEBPVP8X\n\0\0\0\0\0\0\0\u{1}\0\0\u{1}\0\0EXIF\0\0\0\0".utf8),
            Array("\0\0\0\u{18}ftypheic".utf8),
        ]
        var mutator = FuzzTests.Mutator(random: SplitMix64(seed: FuzzTests.seed ^ 37), seeds: seeds)
        for _ in 0..<FuzzTests.rounds {
            let bytes = mutator.next()
            if let head = PictureHead.read(bytes[...]).head {
                #expect(head.width > 0 && head.height > 0)
                // What is small enough is really decoded: whatever it is, it ends and stays in its memory.
                if head.pixels < 1_000_000 { _ = GD.picture(bytes[...], head) }
            }
            _ = Orientation(tiff: bytes[...])
        }
    }
}

extension PictureHead.Reading {
    var head: PictureHead? {
        guard case .picture(let head) = self else { return nil }
        return head
    }
}

extension [UInt8] {
    /// Whether some bytes stand in these, one after the other.
    fileprivate func holds(_ other: [UInt8]) -> Bool {
        guard !other.isEmpty, count >= other.count else { return false }
        return (0...(count - other.count)).contains { self[$0..<$0 + other.count].elementsEqual(other) }
    }
}

extension Sample {
    /// A grey PNG, darker on the left, its pixels packed but not compressed.
    /// - Parameter saying: the size in its head, where it is a lie.
    static func png(width: Int, height: Int, saying: (Int, Int)? = nil) -> [UInt8] {
        func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
        func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
            let body = Array(name.utf8) + content
            return number(content.count) + body + number(Int(checksum(body)))
        }
        let (said, saidHeight) = saying ?? (width, height)
        let row: [UInt8] = [0] + (0..<width).map { UInt8(30 + $0 * 200 / max(1, width)) }
        let pixels = (0..<height).flatMap { _ in row }
        var packed: [UInt8] = [0x78, 0x01]
        for start in stride(from: 0, to: pixels.count, by: 60_000) {
            let end = min(start + 60_000, pixels.count), length = end - start
            packed += [end == pixels.count ? 1 : 0, UInt8(length & 255), UInt8(length >> 8)]
            packed += [UInt8(~length & 255), UInt8(~length >> 8 & 255)] + pixels[start..<end]
        }
        var (a, b) = (1, 0)
        for byte in pixels {
            a = (a + Int(byte)) % 65_521
            b = (b + a) % 65_521
        }
        packed += number(b << 16 | a)
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", number(said) + number(saidHeight) + [8, 0, 0, 0, 0]) + chunk("IDAT", packed)
            + chunk("IEND", [])
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
    }

    /// A TIFF directory that says which way up.
    static func tiff(_ orientation: Int, isLittle: Bool = false) -> [UInt8] {
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            let big = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * (count - 1 - $0))) }
            return isLittle ? big.reversed() : big
        }
        return Array((isLittle ? "II" : "MM").utf8) + number(42, 2) + number(8, 4) + number(1, 2)
            + number(0x0112, 2) + number(3, 2) + number(1, 4) + number(orientation, 2) + [0, 0] + number(0, 4)
    }

    /// A JPEG with what a camera writes beside its pixels.
    static func withExif(_ jpeg: [UInt8], _ tiff: [UInt8]) -> [UInt8] {
        let body = Array("Exif\0\0".utf8) + tiff, length = body.count + 2
        return Array(jpeg.prefix(2)) + [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + body + jpeg.dropFirst(2)
    }
}
