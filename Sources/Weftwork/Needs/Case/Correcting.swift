internal import Database
internal import Engine

/// Corrections by the requester or the desk. Telling the truth costs her nothing: less, later, "we have enough" keep the
/// verification; what makes the need another voids it, field by field.
extension CaseDesk {
    func correct(_ said: Correction, _ need: Need, _ ties: Ties) throws -> NeedChange {
        let correction = said.beside(need)
        guard !correction.isEmpty else { throw Refusal.invalid("correction", NeedWords.nothingChanged) }
        if correction.contact != nil || correction.address != nil || correction.receiving != nil {
            // Her link goes to the address that stands here: only whoever holds it, or said it in the first place, sets it.
            guard ties.contains(.requesterInFull) || ties.contains(.submitter) else {
                throw Refusal.forbidden(NeedWords.secretLinkOnly)
            }
            try tellRequester(.contactChanged, of: need)
        }
        var change = NeedChange(need: need)
        var voided: Set<String> = []
        try correctTexts(correction, &change, &voided)
        try correctLines(correction, &change, &voided)
        try correctPrivate(correction, &change, &voided)
        try correctPlace(correction, &change, &voided)
        change.need.held = NeedRules.held(
            title: change.need.title, description: change.need.description, lines: change.need.lines)
        change.need = NeedRules.derived(change.need)
        change.events = CorrectionRecord.events(correction, from: need, to: change.need) + change.events
        if try !voids(voided, of: need, &change) { try tellMoved(need, change.need) }
        try db.reindex(change.need)
        try rekey(change.need, from: need)
        return change
    }

    /// What was verified and says something else now has to be verified again.
    ///
    /// - Returns: whether anything has.
    private func voids(_ fields: Set<String>, of need: Need, _ change: inout NeedChange) throws -> Bool {
        let wasVerified = need.confidence != nil && ![.submitted, .acknowledged, .verifying].contains(need.state)
        guard wasVerified, !fields.isEmpty else { return false }
        change.need.voided.formUnion(fields)
        change.events.append(
            EventDraft(
                kind: .voided, audience: .case, details: [("fields", .text(fields.sorted().joined(separator: " ")))]))
        try tellClaimants(of: need, .needChanged)
        return true
    }

    /// Another stands first among those whom one reaches about it: whom the desk has called is not whom it reaches now.
    func voidContact(of need: Need) throws -> Need {
        var change = NeedChange(need: need)
        guard need.state.isOpen, try voids(["contact"], of: need, &change) else { return need }
        return try finish(change, from: need)
    }

    /// What the need is found by follows what it says now; the queue's marks are made anew.
    private func rekey(_ need: Need, from old: Need) throws {
        guard let part = try db.privatePart(of: need, in: acts.vault) else { return }
        let keys = acts.duplicateKeys(of: need, part)
        guard Set(keys) != Set(try db.keys(of: need)) || need.likenessText != old.likenessText else { return }
        try db.replaceKeys(keys, of: need)
        try db.recheckDoubles(of: need)
    }

    private func correctTexts(_ correction: Correction, _ change: inout NeedChange, _ voided: inout Set<String>) throws
    {
        if let title = correction.title.map(Clean.sentence), title != change.need.title {
            guard !title.isEmpty else { throw Refusal.invalid("title", NeedWords.titleMissing) }
            guard title.count <= 160 else { throw Refusal.invalid("title", NeedWords.tooLong(160)) }
            change.need.title = title
            voided.insert("title")
        }
        if let description = correction.description.map(Clean.prose), description != change.need.description {
            guard description.count <= 4000 else { throw Refusal.invalid("description", NeedWords.tooLong(4000)) }
            change.need.description = description
            voided.insert("description")
        }
        // A form shows minutes: the same minute sent back is the same time.
        if let neededBy = correction.neededBy,
            Format.field(neededBy) != change.need.neededBy.map(Format.field)
        {
            // Asked once, as at intake: a day that is over hides a need from whoever would help.
            if let taken = correction.asTyped, NeedCleaning.isOver(neededBy, now: now),
                !taken.contains(NeedCleaning.mark(neededBy: correction.neededByTyped))
            {
                throw Refusal.invalid("neededBy", AskingWords.past(now))
            }
            // A later day is hers to say; an earlier one is another need.
            if neededBy < change.need.neededBy ?? Int64.min { voided.insert("neededBy") }
            change.need.neededBy = neededBy
        }
        if correction.takesNeededByBack { change.need.neededBy = nil }
    }

    private func correctLines(_ correction: Correction, _ change: inout NeedChange, _ voided: inout Set<String>) throws
    {
        let known = Set(change.need.lines.map(\.id))
        let named = Set(correction.quantities.keys).union(correction.met).union(correction.items.keys)
            .union(correction.specifications.keys).union(correction.allowances.keys).union(correction.works.keys)
        guard named.isSubset(of: known) else { throw Refusal.invalid("lines", NeedWords.unknownLine) }
        for index in change.need.lines.indices {
            var line = change.need.lines[index]
            if let item = correction.items[line.id].map(Clean.line), item != line.item {
                guard !item.isEmpty else { throw Refusal.invalid("lines.\(index).item", NeedWords.itemMissing) }
                guard item.count <= 200 else { throw Refusal.invalid("lines.\(index).item", NeedWords.tooLong(200)) }
                line.item = item
                line.isControlled = picture.settings.catalogue.isControlled(item)
                voided.insert("lines")
            }
            if let words = correction.specifications[line.id].map(Clean.line), words != line.specification {
                guard words.count <= 500 else {
                    throw Refusal.invalid("lines.\(index).specification", NeedWords.tooLong(500))
                }
                line.specification = words
                voided.insert("lines")
            }
            if let most = correction.quantities[line.id]?.most, most <= 0 {
                throw Refusal.invalid("lines.\(index).quantity", NeedWords.positiveQuantity)
            }
            if let quantity = correction.quantities[line.id], quantity != line.said {
                if isMore(quantity, than: line.quantity) { voided.insert("lines") }
                line.quantity = lowered(quantity, on: line)
                line.wanted = line.most == quantity.most ? nil : quantity.most
                if line.wanted != nil { try askToLetGo(line, of: change.need) }
            }
            if let allowed = try correction.allowance(of: line, at: index) {
                line.allowance = allowed
            }
            try correctWork(correction, &line, at: index, &voided)
            if correction.met.contains(line.id) { line.isMet = true }
            change.need.lines[index] = line
        }
    }

    private func correctWork(
        _ correction: Correction, _ line: inout NeedLine, at index: Int, _ voided: inout Set<String>
    ) throws {
        guard let typed = correction.works[line.id] else { return }
        let old = line
        let past: LineWorkRules.Past =
            correction.asTyped.map { $0.contains(NeedCleaning.mark(work: typed)) ? .taken : .asked } ?? .refused
        let read = LineWorkRules.read(
            typed, over: old.work, old.substitute, kind: old.kind, "lines.\(index)", now: now, past: past)
        guard read.problems.isEmpty else { throw Refusal.invalid(read.problems) }
        (line.work, line.substitute) = (read.work, read.substitute)
        if LineWorkRules.isStricter(line, than: old) { voided.insert("lines") }
    }

    /// Another time or place is told to whoever has promised to come, though nothing has to be checked again.
    private func tellMoved(_ old: Need, _ new: Need) throws {
        let moved = Set(zip(old.lines, new.lines).filter { $1.work.isMoved(from: $0.work) }.map(\.0.id))
        guard !moved.isEmpty else { return }
        let open = try db.claims(of: old).filter { moved.contains($0.lineID) && $0.state == .open }
        for member in Set(open.map(\.memberID)).sorted() { try tell(.timeChanged, member: member, about: old) }
    }

    /// Less than before – or a number where there was none – keeps the verification.
    private func isMore(_ new: Quantity, than old: Quantity) -> Bool {
        guard let oldMost = old.most else { return false }
        guard let newMost = new.most else { return true }
        return newMost > oldMost
    }

    /// A quantity sinks at once to what is promised or has arrived; nobody travels in vain.
    private func lowered(_ quantity: Quantity, on line: NeedLine) -> Quantity {
        guard let most = quantity.most else { return quantity }
        let bound = line.claimed + line.delivered - line.allowance
        return most >= bound && most > 0 ? quantity : .number(max(bound, 1))
    }

    /// More is promised than is still wanted: those who promised last are asked first whether they let go. Nobody must.
    private func askToLetGo(_ line: NeedLine, of need: Need) throws {
        guard let wanted = line.wanted else { return }
        let promised = line.claimed + line.delivered
        var tooMuch = promised - wanted, asked: Set<ID> = []
        let open = try db.claims(of: need).filter { $0.lineID == line.id && $0.state == .open }
        for claim in open.sorted(by: { ($0.createdAt, $0.id) > ($1.createdAt, $1.id) }) where tooMuch > 0 {
            tooMuch -= claim.quantity
            guard asked.insert(claim.memberID).inserted else { continue }
            try tell(.lessWanted(wanted, promised: promised), member: claim.memberID, about: need)
        }
    }

    private func correctPrivate(_ correction: Correction, _ change: inout NeedChange, _ voided: inout Set<String>)
        throws
    {
        guard let before = try db.privatePart(of: change.need, in: acts.vault) else { throw Refusal.notFound }
        var part = before
        part.original = before.original?.filter { field, _ in !correction.replaces(field) }
        if let address = correction.address.map(Clean.line), address != part.address {
            part.address = String(address.prefix(300))
            voided.insert("address")
        }
        // Other hours are hers to say: nothing has to be checked again.
        if let receiving = correction.receiving.map(Clean.line) {
            part.receiving = String(receiving.prefix(200)).nilIfEmpty
        }
        if let contact = correction.contact {
            let cleaned = try contact.cleaned(over: part.contacts.first ?? Contact())
            if cleaned != part.contacts.first { voided.insert("contact") }
            part.contacts = [cleaned] + part.contacts.dropFirst()
        }
        guard part != before else { return }
        change.events += CorrectionRecord.events(from: before, to: part)
        if part.contacts != before.contacts { try db.forgetWays(of: change.need) }
        try db.savePrivate(
            part, of: change.need, digits: acts.digits(of: part, code: change.need.code), in: acts.vault)
    }

}

extension Contact {
    /// What was said anew over what is known: one new way leaves the others as they are.
    func cleaned(over known: Contact) throws(Refusal) -> Contact {
        guard isReachable else { throw .invalid("contact.phone", NeedWords.contactMissing) }
        var cleaned = known
        if !name.isEmpty { cleaned.name = String(Clean.line(name).prefix(80)) }
        if !wechat.isEmpty {
            guard let wechat = Contacts.wechat(wechat) else {
                throw .invalid("contact.wechat", NeedWords.badWechat)
            }
            cleaned.wechat = wechat
        }
        if !phone.isEmpty {
            guard let phone = Contacts.phone(phone) else { throw .invalid("contact.phone", NeedWords.badPhone) }
            cleaned.phone = phone
        }
        if !email.isEmpty {
            guard let email = Contacts.email(email) else {
                throw .invalid("contact.email", PeopleWords.badEmail)
            }
            cleaned.email = email
        }
        return cleaned
    }
}
