/// What is said around promises: what is open besides, what falls together, how to stop, how long such takes.
enum ClaimWords {
    // MARK: The next best

    static let nextSame = Text(zh: "别处还缺同样的：", en: "The same is still needed here:")
    static let nextLike = Text(zh: "还有一项类似的求助：", en: "A need much like it is still open:")

    // MARK: In dispute

    static let nothingCame = Text(zh: "还是没有收到。", en: "Nothing has come yet.")
    static let stillNothing = Text(zh: "还是没有收到", en: "Still nothing")

    // MARK: Falling together

    static let alsoMine = Text(zh: "您手上还有：", en: "You have promised already:")
    static func andMore(_ count: Int) -> Text { Text(zh: "还有 \(count) 份", en: "\(count) more") }
    static func by(_ moment: Int64) -> Text { Text(zh: "\(moment: moment) 前", en: "by \(moment: moment)") }
    static let sameTime = Text(
        zh: "时间挨得很近，两边都来得及吗？来不及就放下一份，没有人会怪您：",
        en: "This falls at about the same time. Can you do both? If not, let one go; nobody will blame you:")
    static func byOthers(_ quantity: Int64, _ unit: String) -> Text {
        Text(
            zh: "别人也答应了同一样，共 \(quantity: quantity, unit: unit)，都还在路上。",
            en: "Others have promised the same too: \(quantity: quantity, unit: unit), all still on the way.")
    }

    // MARK: More than asked for

    static func mayBe(_ most: Int64, _ unit: String) -> Text {
        Text(zh: "（最多可认 \(quantity: most, unit: unit)）", en: " (up to \(quantity: most, unit: unit) may be promised)")
    }
    static let allowance = Text(
        zh: "可以多认百分之几（路上常有损耗时用；不要就填 0）", en: "How many percent more may be promised (0 for none)")
    static let allowanceShort = Text(zh: "允许多认一些", en: "Let more be promised")
    static let allowanceHint = Text(
        zh: "比所要的多认一点，防着路上少了；所要的到齐了就不再收。",
        en:
            "A little more than is asked for, against what gets lost on the way. Once all of it has come, no more is taken."
    )
    static let allowanceRange = Text(zh: "填 0 到 100 之间的整数。", en: "A whole number from 0 to 100.")
    static func allowanceMost(_ most: Int64) -> Text {
        Text(zh: "最多 \(quantity: most)，和所要的一样多。", en: "At most \(quantity: most), as much as is asked for.")
    }
    static func allowanceInUse(_ over: Int64) -> Text {
        Text(
            zh: "已经多认了 \(quantity: over)，不能再少；等有人放回再改。",
            en: "\(quantity: over) more is promised already; it can't be less until somebody lets go.")
    }
    static let allowanceNeedsNumber = Text(
        zh: "没写数量的，本来就认多少都行。", en: "A line without a number takes any amount already.")

    static func stayHome(_ state: Need.State) -> Text {
        Text(
            zh: "不用去了：这项求助现在是“\(NeedWords.name(of: state))”。谢谢您，出发前问了一声。",
            en:
                "You need not go: this need is now “\(NeedWords.name(of: state))”. Thank you for asking before you set out."
        )
    }

    // MARK: Stopping

    static let stop = Text(zh: "我到此为止", en: "I stop now")
    static let stopHint = Text(
        zh: "做到哪儿算哪儿，没关系：做完的记下，剩下的放回去让别人接着做。不用说理由。",
        en: "It's no shame: what is done is kept, what is left goes back for somebody else. No reason is asked.")
    static let stopDone = Text(zh: "已经送到多少（没有就填 0）", en: "How much has arrived (0 if nothing)")
    static func brought(_ quantity: Int64, _ unit: String) -> Text {
        Text(zh: "其中送到 \(quantity: quantity, unit: unit)", en: "\(quantity: quantity, unit: unit) of it brought")
    }
    static let stopNote = Text(zh: "给接着做的人留句话", en: "A word for whoever goes on")
    static let stopNoteWho = Text(
        zh: "认领了这项求助的人和办理人员看得到，求助者看不到。",
        en: "Read by those who have promised something here and by the case team – not by the requester.")
    static let parting = Text(zh: "给接着做的人", en: "For whoever goes on")
    static let noteWho = Text(zh: "求助者和办理人员看得到", en: "Read by the requester and the case team")
    static func stopQuantity(_ most: Int64) -> Text {
        Text(zh: "填 0 到 \(quantity: most) 之间的数。", en: "A number from 0 to \(quantity: most).")
    }

    // MARK: How long such takes

    static func usual(_ span: Int64, of count: Int, isNear: Bool) -> Text {
        isNear
            ? Text(
                zh: "估计：这类事在本省从答应到确认收到，一般 \(span: span)（看 \(count) 次）。",
                en: "Estimate: such took about \(span: span) in this province from promise to receipt (\(count) times)."
            )
            : Text(
                zh: "估计：这类事从答应到确认收到，一般 \(span: span)（看 \(count) 次）。",
                en: "Estimate: such took about \(span: span) from promise to receipt (\(count) times).")
    }

    // MARK: Photos

    static let photos = Text(zh: "送到的照片", en: "Photos of what was brought")
    static let addPhoto = Text(zh: "添照片（送到的东西、运单）", en: "Add a photo (what was brought, the waybill)")
    static let photoWho = Text(
        zh: "只有求助者、负责人和送的人能看，不公开；拍摄地点会去掉。",
        en:
            "Only the requester, whoever answers for the need and whoever brought it see them; where they were taken is removed."
    )

    // MARK: What changed since

    static let changedSince = Text(
        zh: "您认领之后有改动。请先看一眼，再确认出发。",
        en: "It has changed since you promised. Look at what changed, then say that you go.")
    static func changed(_ what: Text, of item: String) -> Text { Text(zh: "\(item)：\(what)", en: "\(item): \(what)") }
    static let changedItem = Text(zh: "要什么", en: "What is wanted")
    static let changedQuantity = Text(zh: "要多少", en: "How much is wanted")
    static let changedTime = Text(zh: "什么时候、在哪里做", en: "When and where")
    static let changedUnsaid = Text(zh: "（现在不能显示）", en: "(not shown at present)")
    static let placeBefore = Text(zh: "您之前看到的地址", en: "the address that you saw")
    static let placeNow = Text(
        zh: "地址、收货时间或位置改了：出发前请在求助那一页重新查看联系方式",
        en:
            "address, receiving hours or point are others now: look at the contact on the need's page again before you go"
    )
}
