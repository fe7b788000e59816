internal import Engine
internal import Foundation

/// How the same need is written again.
enum DoubleEdit: String, Sendable, CaseIterable {
    case asItWas, typo, droppedSuffix, fullWidth, traditional, reordered, fewerLines, shortTitle, noInstitution

    /// The entry written so; nothing where it can't be.
    func applied(to entry: NeedEntry, _ random: inout SplitMix64) -> NeedEntry? {
        var edited = entry
        switch self {
        case .asItWas: return entry
        case .typo: return DoubleEdit.slip(in: entry, &random)
        case .droppedSuffix:
            guard let suffix = DoublesWords.suffixes.first(where: { entry.institution.hasSuffix($0) }) else {
                return nil
            }
            edited = entry.renamed(String(entry.institution.dropLast(suffix.count)))
            return edited.institution.count < 3 ? nil : edited
        case .fullWidth:
            edited.title = DoubleEdit.widened(entry.title)
            edited.institution = DoubleEdit.widened(entry.institution)
            edited.lines = entry.lines.map { DoubleEdit.line($0, DoubleEdit.widened) }
        case .traditional:
            edited.title = DoubleEdit.traditional(entry.title)
            edited.institution = DoubleEdit.traditional(entry.institution)
            edited.lines = entry.lines.map { DoubleEdit.line($0, DoubleEdit.traditional) }
        case .reordered:
            guard entry.lines.count > 1 else { return nil }
            edited.lines = entry.lines.shuffled(using: &random)
        case .fewerLines:
            guard entry.lines.count > 3 else { return nil }
            edited.lines = Array(entry.lines.shuffled(using: &random).prefix(entry.lines.count * 2 / 3))
        case .shortTitle: edited.title = entry.institution + DoublesWords.wants
        case .noInstitution:
            edited.institution = ""
            edited.title = entry.institution + DoublesWords.wants
            edited.area = []
        }
        return edited
    }

    /// One wrong character in the name, in the title just as well; not the first two, which are mostly the place.
    private static func slip(in entry: NeedEntry, _ random: inout SplitMix64) -> NeedEntry? {
        var name = Array(entry.institution)
        let places = name.indices.dropFirst(2).filter { index in DoublesWords.slips.contains { $0.right == name[index] }
        }
        guard name.count >= 5, let place = places.randomElement(using: &random),
            let slip = DoublesWords.slips.first(where: { $0.right == name[place] })
        else { return nil }
        name[place] = slip.wrong
        return entry.renamed(String(name))
    }

    private static func line(_ line: NeedEntry.Line, _ change: (String) -> String) -> NeedEntry.Line {
        var line = line
        line.item = change(line.item)
        line.specification = change(line.specification)
        return line
    }

    private static func widened(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    (0x21...0x7E).contains(scalar.value)
                        ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
                })) + String(DoublesWords.space)
    }

    private static func traditional(_ text: String) -> String {
        text.applyingTransform(StringTransform("Hans-Hant"), reverse: false) ?? text
    }
}

/// What looks like the same need and is none.
enum DoubleTrap: String, Sendable, CaseIterable {
    case otherCity, department, branch, neighbour, otherNumber

    /// A need that must not be taken for the one of `source`.
    func entry(beside source: DoublesSource, among sources: [DoublesSource], _ random: inout SplitMix64) -> NeedEntry? {
        let name = source.firstName
        var entry: NeedEntry
        switch self {
        case .otherCity:
            let others = sources.filter { $0.city != source.city }
            guard name.hasSuffix(DoublesWords.redCross), let other = others.randomElement(using: &random) else {
                return nil
            }
            entry = DoublesSource.entry(name: DoublesWords.redCross, of: source)
            entry.area = ["", other.province, other.city, other.district]
        case .department:
            guard name.hasSuffix(DoublesWords.suffixes[0]) else { return nil }
            entry = DoublesSource.entry(name: name + DoublesWords.department, of: source)
        case .branch:
            guard name.hasSuffix(DoublesWords.suffixes[0]) else { return nil }
            entry = DoublesSource.entry(name: name + DoublesWords.branch, of: source)
        case .neighbour:
            let syllables = DoublesWords.syllables
            let place = String([syllables[Int.random(in: 0..<syllables.count, using: &random)], syllables[0]])
            entry = DoublesSource.entry(name: place + DoublesWords.other, of: source)
        case .otherNumber:
            guard let number = Numbered.other(than: name) else { return nil }
            entry = DoublesSource.entry(name: number, of: source)
        }
        entry.phone = DoublesCorpus.phone(&random)
        return entry
    }
}

/// 第一医院 and 第二医院 of one town.
enum Numbered {
    static func other(than name: String) -> String? {
        for (one, two) in zip(DoublesNumbers.all, DoublesNumbers.all.dropFirst() + DoublesNumbers.all.prefix(1))
        where name.contains(one) { return name.replacing(one, with: two) }
        return nil
    }
}

extension NeedEntry {
    /// The same need of an institution with another name.
    fileprivate func renamed(_ name: String) -> NeedEntry {
        var entry = self
        entry.title = title.replacing(institution, with: name)
        entry.institution = name
        return entry
    }
}
