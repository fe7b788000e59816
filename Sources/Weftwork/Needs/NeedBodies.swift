internal import Database
internal import Engine
internal import Foundation

/// The JSON of a need to post, as the contract has it.
struct NeedBody: Decodable {
    struct Place: Decodable {
        var address: String?
        var receiving: String?
        var area: [String]?
        var latitude: Double?
        var longitude: Double?
        /// wgs84 (which is meant where it isn't said), gcj02 or bd09.
        var datum: String?
        /// A link of a map, instead of the two.
        var link: String?
        var areaCode: LooseText?
    }

    struct Line: Decodable {
        var item: String?
        var quantity: LooseText?
        var unit: String?
        var specification: String?
        var kind: String?
        var from: String?
        var to: String?
        /// Of each person.
        var minutes: LooseText?
        var remote: LooseText?
        /// yes, no, ask.
        var substitute: LooseText?

        var work: LineWorkEntry {
            LineWorkEntry(
                from: from, to: to, minutes: minutes?.text, remote: remote?.text, substitute: substitute?.text)
        }
    }

    struct Source: Decodable {
        var kind: String?
        var reference: String?
    }

    struct ContactBody: Decodable {
        var name: String?
        var phone: String?
        var email: String?
        var wechat: String?
        var preference: String?
    }

    var title: String?
    var description: String?
    var category: String?
    var urgency: String?
    var neededBy: String?
    var place: Place?
    var lines: [Line]?
    var source: Source?
    var contact: ContactBody?
    var institution: String?
    var onBehalfOf: String?
    var consent: LooseText?
    /// An earlier need of hers that this one asks again.
    var again: Again?
    /// A need that she can see and that is hers too.
    var follow: String?
    /// The pre-issued code of the paper that it was written on.
    var code: String?
    /// Which emergency it belongs to: id, name, `area`, `none`.
    var emergency: String?

    struct Again: Decodable {
        var code: String?
        var secret: String?
    }

    var origin: NeedOrigin {
        var origin = NeedOrigin(follow: follow.flatMap { ID($0) })
        if let code = again?.code, let secret = again?.secret { origin.again = (code, .secret(secret)) }
        return origin
    }

    func entry(_ language: Language) -> NeedEntry {
        var entry = NeedEntry()
        entry.title = title ?? ""
        entry.description = description ?? ""
        entry.category = category ?? ""
        entry.urgency = urgency ?? ""
        entry.neededBy = neededBy ?? ""
        entry.area = place?.area ?? []
        entry.address = place?.address ?? ""
        entry.receiving = place?.receiving ?? ""
        entry.latitude = place?.latitude.map { "\($0)" } ?? ""
        entry.longitude = place?.longitude.map { "\($0)" } ?? ""
        entry.datum = place?.datum ?? ""
        entry.mapLink = place?.link ?? ""
        entry.areaCode = place?.areaCode?.text ?? ""
        entry.lines = (lines ?? []).map {
            NeedEntry.Line(
                item: $0.item ?? "", quantity: $0.quantity?.text ?? "", unit: $0.unit ?? "",
                specification: $0.specification ?? "", kind: $0.kind ?? "", work: $0.work)
        }
        entry.sourceKind = source?.kind ?? ""
        entry.reference = source?.reference ?? ""
        entry.institution = institution ?? ""
        entry.onBehalfOf = onBehalfOf ?? ""
        entry.consent = consent?.text ?? ""
        entry.name = contact?.name ?? ""
        entry.phone = contact?.phone ?? ""
        entry.email = contact?.email ?? ""
        entry.wechat = contact?.wechat ?? ""
        entry.preference = contact?.preference ?? ""
        entry.emergency = emergency ?? ""
        entry.language = language
        return entry
    }
}

/// A number, a word or a truth value, as text: people write quantities in all three ways.
struct LooseText: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            text = ""
        } else if let flag = try? container.decode(Bool.self) {
            text = flag ? "yes" : "no"
        } else if let number = try? container.decode(Decimal.self) {
            text = "\(number)"
        } else {
            text = try container.decode(String.self)
        }
    }

    init(_ text: String) {
        self.text = text
    }
}
