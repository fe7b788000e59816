internal import Database

/// The rules a network gives itself: as they hold, as they are being written.
struct GovernancePages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    var root: String { "/n/\(network.slug)/governance" }
    var viewer: Viewer { frame.ask.viewer }
    var done: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }

    // MARK: In force

    func page(_ reading: GovernanceReading) -> HTML {
        let none: HTML = "<p class=\"empty\">\(frame(GovernanceWords.none))</p>"
        return frame.page(
            GovernanceWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(GovernanceWords.title))</h1>\(done)<p>\(frame(GovernanceWords.intro))</p>\
            \(open(reading))\(reading.shown.map { version($0) } ?? none)\(settings(reading))\(bodies(reading))\(versions(reading))\
            <p><a class="btn" href="/n/\(network.slug)/align">\(frame(AlignWords.toAlign))</a></p></div>
            """)
    }

    /// For members: what is being written or decided; else the way to write.
    private func open(_ reading: GovernanceReading) -> HTML {
        guard reading.isMember else { return "" }
        if let open = reading.open {
            let words = open.state == .asked ? GovernanceWords.beingDecided : GovernanceWords.draftTitle
            return """
                <p class="note"><a href="\(root)/draft">\(frame(words))</a> · \(frame(GovernanceWords.versionTitle(open.number)))</p>
                """
        }
        guard Policy.allows(.draftGovernance, viewer) else { return "" }
        return "<p><a class=\"btn\" href=\"\(root)/draft\">\(frame(GovernanceWords.writeVersion))</a></p>"
    }

    private func version(_ version: GovernanceVersion) -> HTML {
        let when =
            version.endedAt.map(GovernanceWords.replaced) ?? version.adoptedAt.map(GovernanceWords.adopted)
            ?? GovernanceWords.noneYet
        let why: HTML =
            version.reason.isEmpty
            ? ""
            : "<p class=\"small\"><strong>\(frame(GovernanceWords.why)):</strong> \(frame.said(version.reason))</p>"
        let decision: HTML =
            version.proposalID.map {
                "<p><a href=\"/n/\(network.slug)/proposals/\($0)\">\(frame(GovernanceWords.decision))</a></p>"
            } ?? ""
        return """
            <section class="card"><h2>\(frame(GovernanceWords.versionTitle(version.number)))</h2>\
            <p class="small">\(frame(when))</p>\(why)\(texts(version))\(viewer.member == nil ? "" : decision)</section>
            """
    }

    private func texts(_ version: GovernanceVersion) -> HTML {
        GovernancePart.allCases.filter { version.texts.isWritten($0) }.map { part -> HTML in
            let words = version.texts.words(part, frame.language) ?? ""
            return """
                <h3>\(frame(GovernanceWords.name(of: part)))</h3><div class="prose">\(frame.said(words))</div>
                """
        }.joined()
    }

    private func settings(_ reading: GovernanceReading) -> HTML {
        let whence = reading.inForce.map { GovernanceWords.settingsBy($0.number) } ?? GovernanceWords.settingsUsual
        return """
            <section class="card" id="settings"><h2>\(frame(GovernanceWords.settings))</h2><p class="small">\(frame(whence))</p>\
            \(values(of: reading.settings))</section>
            """
    }

    /// What is a setting, with the clocks of those steps that the rules name.
    private func values(of settings: GovernanceSettings) -> HTML {
        let rows = GovernanceSetting.plain.map { setting -> HTML in
            let value = GovernanceWords.value(setting, setting.value(in: settings))
            return "<dt>\(frame(GovernanceWords.name(of: setting)))</dt><dd>\(frame(value))</dd>"
        }
        let steps = ClockLengths.steps.filter { settings.clocks?[$0.rawValue] != nil }
        let left = steps.isEmpty ? GovernanceWords.leftToDesk : GovernanceWords.otherClocks
        let rest: HTML = "<p class=\"small\">\(frame(left))</p>"
        return """
            <dl class="facts">\(rows)</dl><h3>\(frame(GovernanceWords.clocks))</h3>\
            \(steps.isEmpty ? "" : clocks(steps, settings))\(rest, if: steps.count < ClockLengths.steps.count)
            """
    }

    private func clocks(_ steps: [NeedClocks.Step], _ settings: GovernanceSettings) -> HTML {
        let heads = Need.Urgency.allCases.map { "<th scope=\"col\">\(frame(NeedWords.name(of: $0)))</th>" as HTML }
        let rows = steps.map { step -> HTML in
            let cells = Need.Urgency.allCases.map { urgency -> HTML in
                let setting = GovernanceSetting.clock(step, urgency)
                return """
                    <td role="cell" class="num" data-label="\(frame(NeedWords.name(of: urgency)))">\
                    \(frame(GovernanceWords.value(setting, setting.value(in: settings))))</td>
                    """
            }
            return """
                <tr role="row"><th scope="row" role="rowheader">\(frame(RosterWords.step(step.rawValue)))</th>\(cells)</tr>
                """
        }
        return """
            <table class="data" role="table"><thead><tr role="row"><th scope="col">\(frame(GovernanceWords.step))</th>\(heads)</tr>\
            </thead><tbody>\(rows)</tbody></table>
            """
    }

    private func bodies(_ reading: GovernanceReading) -> HTML {
        let shown = GovernanceBody.allCases.filter { body in
            body == .council ? reading.settings.hasCouncil : reading.settings.hasOversight && reading.isMember
        }
        guard !shown.isEmpty else { return "" }
        let rows = shown.map { body -> HTML in
            let count = reading.seats.count { $0.body == body && $0.isHeld(at: frame.now) }
            return """
                <li class="line"><span><a href="\(root)/\(body.rawValue)">\(frame(GovernanceWords.name(of: body)))</a><br>\
                <small>\(frame(GovernanceWords.about(body)))</small></span><span class="num">\(count)</span></li>
                """
        }
        return "<ul class=\"lines card\">\(rows)</ul>"
    }

    private func versions(_ reading: GovernanceReading) -> HTML {
        guard reading.versions.count > 1 else { return "" }
        let rows = reading.versions.map { version -> HTML in
            """
            <li><a href="\(root)?version=\(version.number)">\(frame(GovernanceWords.versionTitle(version.number)))</a> · \
            \(frame(GovernanceWords.adopted(version.adoptedAt)))</li>
            """
        }
        return "<section class=\"card\"><h2>\(frame(GovernanceWords.versions))</h2><ul>\(rows)</ul></section>"
    }

    // MARK: The draft

    func draft(_ reading: GovernanceReading, writing: Language) -> HTML {
        let fields = Fields(frame, form, problems)
        let version = reading.open
        let isAsked = version?.state == .asked
        let state: HTML =
            isAsked
            ? """
            <p class="note warn">\(frame(GovernanceWords.beingDecided)) \
            <a href="/n/\(network.slug)/proposals/\(version?.proposalID?.description ?? "")">\(frame(GovernanceWords.toProposal))</a></p>
            """ : "<p>\(frame(GovernanceWords.draftIntro))</p>"
        let mayWrite = Policy.allows(.draftGovernance, viewer) && !isAsked
        let body: HTML =
            mayWrite ? editor(version, reading, fields, writing) : version.map { read($0) } ?? ""
        let number = GovernanceWords.versionTitle(version?.number ?? (reading.versions.first?.number ?? 0) + 1)
        return frame.page(
            GovernanceWords.draftTitle, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(GovernanceWords.draftTitle))</h1>\(done)<p class="small">\(frame(number))</p>\
            \(fields.summary)\(state)\(body)<p><a class="btn" href="\(root)">\(frame(GovernanceWords.back))</a></p></div>
            """)
    }

    private func read(_ version: GovernanceVersion) -> HTML {
        """
        <section class="card">\(texts(version))</section>\
        <section class="card"><h2>\(frame(GovernanceWords.settings))</h2>\(values(of: version.settings))</section>
        """
    }

    private func editor(
        _ version: GovernanceVersion?, _ reading: GovernanceReading, _ fields: Fields, _ writing: Language
    ) -> HTML {
        let own = fields.of("draft")
        let texts = version?.texts ?? reading.inForce?.texts ?? GovernanceTexts()
        let settings = version?.settings ?? reading.settings
        let parts = GovernancePart.allCases.map { part in
            own.area(
                part.rawValue, GovernanceWords.name(of: part), rows: 4,
                isRequired: GovernancePart.needed.contains(part), value: texts[part, writing])
        }
        let values = GovernanceSetting.plain.map { setting in control(setting, setting.value(in: settings), own) }
        let other: HTML = """
            <p><a href="\(root)/draft?write=\(writing.other.rawValue)">\(frame(GovernanceWords.inOther(writing.other)))</a></p>
            """
        return """
            <form method="post" action="\(root)" class="stack">\(own.hidden)\
            <input type="hidden" name="write" value="\(writing.rawValue)"><input type="hidden" name="read" value="\(version?.mark ?? "")">\
            \(other)\(parts)<h2>\(frame(GovernanceWords.settings))</h2>\(values)\(clockFields(settings, own))\
            \(own.button(GovernanceWords.save))</form>\
            \(version.map { deciding($0, fields) } ?? "")
            """
    }

    private func control(_ setting: GovernanceSetting, _ value: String, _ own: Fields) -> HTML {
        let name = GovernanceWords.name(of: setting)
        if setting.isYesNo {
            let options = [("yes", frame(GovernanceWords.yes)), ("no", frame(GovernanceWords.no))]
            return own.select(setting.formField, name, options, chosen: value)
        }
        if setting == .unit {
            let options = VoiceUnit.allCases.map { ($0.rawValue, frame(VoiceWords.name(of: $0))) }
            return own.select(setting.formField, name, options, chosen: value)
        }
        return own.text(setting.formField, name, mode: "numeric", isRequired: true, value: value)
    }

    private func clockFields(_ settings: GovernanceSettings, _ own: Fields) -> HTML {
        let steps = ClockLengths.steps.map { step -> HTML in
            let cells = Need.Urgency.allCases.map { urgency -> HTML in
                let setting = GovernanceSetting.clock(step, urgency)
                let length = Int64(setting.value(in: settings)).map {
                    Format.exactSpan($0 * Time.minute, in: frame.language)
                }
                return own.text(setting.formField, NeedWords.name(of: urgency), value: length ?? "")
            }
            return """
                <fieldset class="group"><legend>\(frame(RosterWords.step(step.rawValue)))</legend>\
                <div class="four">\(cells)</div></fieldset>
                """
        }
        return own.folded(
            GovernanceWords.clocks, "<p class=\"small\">\(frame(GovernanceWords.clocksHint))</p>\(steps)")
    }

    private func deciding(_ version: GovernanceVersion, _ fields: Fields) -> HTML {
        let own = fields.of("ask")
        let missing: HTML =
            GovernanceRules.missing(version).isEmpty
            ? """
            <form method="post" action="\(root)/actions" class="stack">\(own.hidden)\
            <input type="hidden" name="mark" value="\(version.mark)"><p class="small">\(frame(GovernanceWords.askHint))</p>\
            \(own.area("reason", GovernanceWords.reason, rows: 2, isRequired: true))\
            \(own.button(GovernanceWords.ask, name: "action", value: "ask"))</form>
            """ : "<p class=\"note\">\(frame(GovernanceWords.lacks))</p>"
        return """
            <section class="card" id="ask"><h2>\(frame(GovernanceWords.ask))</h2>\(missing)\
            <form method="post" action="\(root)/actions">\(frame.hidden)<input type="hidden" name="mark" value="\(version.mark)">\
            <button class="btn quiet" name="action" value="discard">\(frame(GovernanceWords.discard))</button></form></section>
            """
    }
}
