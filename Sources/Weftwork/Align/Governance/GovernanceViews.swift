internal import Database

/// The rules for programs.
struct GovernanceView: View {
    let reading: GovernanceReading

    func write(to json: inout JSON) {
        json.object { json in
            json.name("rules")
            if let shown = reading.shown { write(shown, to: &json) } else { json.raw("null") }
            json.name("draft")
            if let open = reading.open { write(open, to: &json) } else { json.raw("null") }
            json.field("versions", VersionView.all(reading.versions))
            json.name("settings")
            write(reading.settings, to: &json)
            json.field("setBy", reading.inForce?.number)
        }
    }

    private func write(_ version: GovernanceVersion, to json: inout JSON) {
        json.object { json in
            json.field("number", version.number)
            json.field("state", version.state.rawValue)
            json.field("mark", version.mark)
            json.field("reason", version.reason)
            json.field("proposal", reading.isMember ? version.proposalID : nil)
            json.field("adoptedAt", moment: version.adoptedAt)
            json.field("endedAt", moment: version.endedAt)
            json.name("texts")
            json.object { json in
                for part in GovernancePart.allCases where version.texts.isWritten(part) {
                    json.name(dynamic: part.rawValue)
                    json.object { json in
                        for language in Language.allCases where !version.texts[part, language].isEmpty {
                            json.name(dynamic: language.rawValue)
                            json.value(version.texts[part, language])
                        }
                    }
                }
            }
            json.name("settings")
            write(version.settings, to: &json)
        }
    }

    private func write(_ settings: GovernanceSettings, to json: inout JSON) {
        json.object { json in
            for setting in GovernanceSetting.allCases {
                let value = setting.value(in: settings)
                json.name(dynamic: setting.rawValue)
                if setting.isYesNo {
                    json.raw(value == "yes" ? "true" : "false")
                } else if setting == .unit {
                    json.value(value)
                } else if value.isEmpty {
                    json.raw("null")
                } else {
                    json.number(Double(value) ?? 0)
                }
            }
        }
    }

    private struct VersionView: View {
        let version: GovernanceLine

        static func all(_ versions: [GovernanceLine]) -> [VersionView] { versions.map { VersionView(version: $0) } }

        func write(to json: inout JSON) {
            json.object {
                $0.field("number", version.number)
                $0.field("adoptedAt", moment: version.adoptedAt)
                $0.field("endedAt", moment: version.endedAt)
                $0.field("reason", version.reason)
            }
        }
    }
}

extension GovernanceSeat: View {
    func write(to json: inout JSON) {
        json.object {
            $0.field("id", id)
            $0.field("body", body.rawValue)
            $0.field("member", memberID)
            $0.field("organisation", organisationID)
            $0.field("sector", sector?.rawValue)
            $0.field("state", state.rawValue)
            $0.field("proposal", proposalID)
            $0.field("from", moment: from)
            $0.field("until", moment: until)
        }
    }
}

extension OversightFinding: View {
    func write(to json: inout JSON) { json.object { fields(&$0) } }

    func fields(_ json: inout JSON) {
        json.field("id", id)
        json.field("about", about.rawValue)
        json.field("words", hidden == nil ? words : "")
        json.field("hidden", hidden)
        json.field("by", byID)
        json.field("at", moment: at)
        json.field("owner", ownerID)
        json.field("due", moment: state == .open ? dueAt : nil)
        json.field("state", state.rawValue)
        json.field("answer", hidden == nil ? answer : "")
        json.field("answeredAt", moment: answeredAt)
        json.field("again", again)
        json.field("settledAt", moment: settledAt)
    }
}

struct OversightView: View {
    let reading: OversightReading

    func write(to json: inout JSON) {
        json.object { json in
            json.field("exists", reading.exists)
            json.field("isComplete", reading.isComplete)
            json.field("seats", reading.seats)
            json.field("findings", reading.findings)
            json.field("proposals", reading.proposals.map { BodyProposalView(proposal: $0) })
            json.field("decided", reading.decided.map { DecidedView(decided: $0) })
            json.name("chain")
            if let chain = reading.chain {
                json.object { json in
                    json.field("events", Int(chain.number))
                    json.field("sealedAt", moment: chain.sealedAt)
                    json.field("checkedAt", moment: chain.check?.at)
                    json.field("checkedTo", chain.check.map { Int($0.number) })
                    json.field("firstBreak", chain.check?.firstBreak.map { Int($0) })
                }
            } else {
                json.raw("null")
            }
            json.name("figures")
            guard let figures = reading.figures else { return json.raw("null") }
            json.object { json in
                json.field("since", moment: figures.since)
                json.field("promises", figures.promises)
                json.field("kept", figures.kept)
                json.field("late", figures.late)
                json.field("decided", figures.decided)
                json.field("undecided", figures.undecided)
                json.field("awards", figures.awards)
                json.field("reversed", figures.reversed)
                json.field("events", figures.events)
                json.field("sealed", figures.sealed)
                json.field("reveals", figures.reveals)
                json.field("bulkAlerts", figures.bulk)
                json.field("lookers", figures.lookers == 0 || figures.lookers >= 5 ? figures.lookers : nil)
                json.name("revealsByWeek")
                json.array(figures.weeks) { $0.number(Double($1)) }
            }
        }
    }
}

struct CouncilView: View {
    let reading: CouncilReading

    func write(to json: inout JSON) {
        json.object { json in
            json.field("exists", reading.exists)
            json.name("seats")
            json.array(reading.seats) { json, seat in
                guard reading.isMember else {
                    return json.object {
                        $0.field("organisation", seat.organisationID.flatMap { reading.organisations[$0] })
                        $0.field("until", moment: seat.until)
                    }
                }
                seat.write(to: &json)
            }
            json.field("proposals", reading.proposals.map { BodyProposalView(proposal: $0) })
            json.name("minutes")
            json.array(reading.minutes) { json, minutes in
                json.object {
                    $0.field("id", minutes.id)
                    $0.field("day", moment: minutes.day)
                    $0.field("audience", minutes.audience.name)
                    $0.field("words", minutes.hidden == nil ? minutes.words : "")
                    $0.field("hidden", minutes.hidden)
                }
            }
        }
    }
}

private struct DecidedView: View {
    let decided: Decided

    func write(to json: inout JSON) {
        json.object {
            $0.field("id", decided.proposal.id)
            $0.field("question", decided.proposal.hidden == nil ? decided.proposal.question : "")
            $0.field("verdict", decided.verdict.rawValue)
            $0.field("at", moment: decided.at)
        }
    }
}

/// What a body was asked.
private struct BodyProposalView: View {
    let proposal: Proposal

    func write(to json: inout JSON) {
        json.object {
            $0.field("id", proposal.id)
            $0.field("question", proposal.hidden == nil ? proposal.question : "")
            $0.field("hidden", proposal.hidden)
            $0.field("method", proposal.method.rawValue)
            $0.field("state", proposal.state.rawValue)
        }
    }
}

extension GovernanceActs {
    /// The line among what a network agrees on.
    func line(for viewer: Viewer, in network: ID) async throws -> [AlignLine] {
        let member = viewer.member.flatMap { $0.networkID == network ? $0 : nil }
        return try await database.read { db in
            let inForce = try db.governanceInForce(of: network)
            let open = member == nil ? nil : try db.governanceOpen(of: network)
            guard inForce != nil || member != nil else { return [] }
            let waits = open?.state == .asked ? GovernanceWords.beingDecided : nil
            return [AlignLine(.governance, "/governance", state: GovernanceWords.state(inForce), waits: waits)]
        }
    }
}
