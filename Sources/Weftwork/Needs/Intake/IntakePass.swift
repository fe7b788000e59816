internal import Database
internal import Engine

/// Past the limit of an address – a hospital or a mobile network shares one – a code by SMS lets one person through, on the same page;
/// what they typed is kept. The code follows from number and time: nothing is stored for it.
struct IntakePass: Sendable {
    /// What the form shows of it.
    enum Step: Sendable {
        case none, offered, sent
    }

    private static let lifetime = 10 * Time.minute
    private static let sendsAnHour = 3, entriesAnHour = 5, sendsOfAddress = 60
    /// Wrong codes an hour: of one address, whatever numbers it tries; of one address for one number; for one number from anywhere – six
    /// tries of somebody else shut nobody out of their own number.
    private static let guessesOfAddress = 60, guessesAnHour = 6, guessesOfNumber = 60

    let acts: NeedActs
    let limiter: RateLimiter

    private var now: Int64 { acts.world.now() }

    /// What the form shows next: a way past the limit where there is one.
    func step(after form: Form, isOver: Bool = false) -> Step {
        guard acts.configuration.offersPhone else { return .none }
        if form["do"] == "code" || form["smsCode"] != nil { return .sent }
        return isOver ? .offered : .none
    }

    /// Counts an entry by its address, or by the number whose code stands in the form.
    /// - Throws: ``Refusal/tooMany(retryAfter:)`` past the limit, ``Refusal/invalid(_:)`` for a code that is wrong or over.
    func admit(_ ask: Ask) async throws {
        guard ask.viewer.isGuest else { return }
        guard acts.configuration.offersPhone, let typed = ask.form.text("smsCode") else {
            return try await limiter.check(
                .intake, ask.remote, limit: acts.configuration.intakePerHour, per: Time.hour, now: now)
        }
        let number = try mobile(ask.form), key = "intake \(number)"
        // The address first: past it no number is even written down.
        let guesses = [
            ("guess from \(ask.remote)", IntakePass.guessesOfAddress),
            ("\(key) \(ask.remote)", IntakePass.guessesAnHour),
            (key, IntakePass.guessesOfNumber),
        ]
        for (guess, limit) in guesses {
            try await limiter.check(.code, guess, limit: limit, per: Time.hour, now: now)
        }
        let digits = Clean.line(typed).filter { $0.isASCII && $0.isNumber }
        guard [0, 1].contains(where: { Sodium.equal(Array(code(for: number, ago: $0).utf8), Array(digits.utf8)) })
        else {
            throw Refusal.invalid("smsCode", IntakePassWords.wrong)
        }
        for (guess, _) in guesses { try await limiter.giveBack(.code, guess) }
        try await limiter.check(.intake, key, limit: IntakePass.entriesAnHour, per: Time.hour, now: now)
    }

    /// Sends a code to the number of the form; only past the limit: before it nobody needs one.
    func send(_ ask: Ask) async throws {
        let number = try mobile(ask.form)
        if try await !isOver(ask) { return }
        try await limiter.check(.code, "from \(ask.remote)", limit: IntakePass.sendsOfAddress, per: Time.hour, now: now)
        try await limiter.check(.code, "to \(number)", limit: IntakePass.sendsAnHour, per: Time.hour, now: now)
        let now = now, text = IntakePassWords.sms(code(for: number, ago: 0))(ask.language)
        guard let message = SMS(to: number, text: text, until: now + IntakePass.lifetime) else {
            throw Refusal.invalid("contact.phone", PaperWords.noMobile)
        }
        try await acts.database.write { [acts] db in
            try db.enqueue(.sms, message.sealed(by: acts.vault), id: acts.world.newID(), at: now)
        }
    }

    private func isOver(_ ask: Ask) async throws -> Bool {
        do {
            try await limiter.check(
                .intake, ask.remote, limit: acts.configuration.intakePerHour, per: Time.hour, now: now)
            try await limiter.giveBack(.intake, ask.remote)
            return false
        } catch let refusal as Refusal where refusal.status == 429 {
            return true
        }
    }

    private func mobile(_ form: Form) throws(Refusal) -> String {
        guard acts.configuration.offersPhone, let number = MobileNumber.international(form["contact.phone"] ?? "")
        else {
            throw .invalid("contact.phone", PaperWords.noMobile)
        }
        return number
    }

    /// - Parameter ago: so many of its lifetimes: whoever is slow still gets through with the one before.
    private func code(for number: String, ago: Int64) -> String {
        let period = now / IntakePass.lifetime - ago
        let value = UInt64(bitPattern: acts.vault.shortFingerprint("intake code", "\(number) \(period)")) % 1_000_000
        let digits = String(value)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }
}

/// What a form shows of it.
struct IntakePassParts {
    let frame: Frame

    func html(_ step: IntakePass.Step, _ fields: Fields) -> HTML {
        let field: HTML =
            step == .sent
            ? fields.text(
                "smsCode", IntakePassWords.code, mode: "numeric", autocomplete: "one-time-code", isRequired: true) : ""
        guard step != .none else { return "" }
        // Whoever presses Enter in the field means to send the form: its button comes first.
        let go: HTML = step == .sent ? "<button class=\"btn main\">\(frame(IntakePassWords.go))</button>" : ""
        return """
            <section class="card" id="pass"><p>\(frame(step == .sent ? IntakePassWords.sent : IntakePassWords.hint))</p>\(field)\
            <p class="row">\(go)<button class="btn" name="do" value="code">\
            \(frame(step == .sent ? IntakePassWords.again : IntakePassWords.send))</button></p></section>
            """
    }
}
