internal import Database
public import Engine

/// A need as it was typed or sent, through whatever door; every door fills one of these.
public struct NeedEntry: Sendable {
    public struct Line: Sendable, Equatable {
        public var item: String
        public var quantity: String
        public var unit: String
        public var specification: String
        public var kind: String
        /// Its time, and what may stand in for it.
        public var work: LineWorkEntry

        public init(
            item: String, quantity: String = "", unit: String = "", specification: String = "", kind: String = "",
            work: LineWorkEntry = LineWorkEntry()
        ) {
            self.work = work
            self.item = item
            self.quantity = quantity
            self.unit = unit
            self.specification = specification
            self.kind = kind
        }
    }

    public var title = ""
    public var description = ""
    public var category = ""
    public var urgency = ""
    public var neededBy = ""
    public var area: [String] = []
    public var address = ""
    /// When goods are taken in there, and by which gate.
    public var receiving = ""
    public var latitude = ""
    public var longitude = ""
    /// What the two are measured against: wgs84, gcj02 or bd09; the first where it isn't said.
    public var datum = ""
    /// A link of a map, or two numbers: instead of the two.
    public var mapLink = ""
    /// Which area is meant, by its code in the catalogue.
    public var areaCode = ""
    /// Whether somebody is there to be asked which of several places they mean.
    public var asksArea = false
    /// Whether it is typed in from paper: whoever wrote it is not there to be asked, and its day may be over by now.
    public var isCopied = false
    /// What was asked back and said a second time, by the marks of ``AskingBack``.
    var asTyped: Set<String> = []
    public var lines: [Line] = []
    /// Several lines as one text, one thing a line.
    public var pastedLines = ""
    /// Whether something else may stand in for what that text says.
    public var substitute = ""
    public var sourceKind = ""
    public var reference = ""
    public var institution = ""
    public var onBehalfOf = ""
    public var consent = ""
    public var name = ""
    /// One number, or several with names: `张三:139…|李四:021-…`.
    public var phone = ""
    public var email = ""
    public var wechat = ""
    public var preference = ""
    /// Which emergency it belongs to: id, name, `area` for the one that lies there; nothing for none.
    public var emergency = ""
    public var language = Language.zh

    public init() {}

    /// What of it everybody may read once it is published – and the institution, which helps to find the same need and is
    /// shown to nobody.
    var publicPart: NeedEntry {
        var part = NeedEntry()
        (part.title, part.lines, part.pastedLines) = (title, lines, pastedLines)
        (part.area, part.institution, part.language) = (area, institution, language)
        return part
    }
}

/// A need that can be stored: cleaned, checked, complete.
public struct NeedDraft: Sendable {
    public var title: String
    public var description: String
    public var category: Need.Category
    public var urgency: Need.Urgency
    public var neededBy: Int64?
    public var area: AreaPath
    public var areaCode: Int
    /// Areas it may mean, where the catalogue has several.
    public var areaCandidates: [CatalogueArea]
    public var lines: [LineDraft]
    public var source: Need.SourceKind
    public var reference: String
    public var institution: String
    public var consent: Need.Consent
    public var language: Language
    public var secret: PrivatePart

    public struct LineDraft: Sendable, Equatable {
        public var item: String
        public var kind: NeedLine.Kind
        public var quantity: Quantity
        public var unit: String
        public var specification: String
        public var isControlled: Bool
        public var work = LineWork.unsaid
        public var substitute: Substitute?
    }
}
