/// The attributes that anyone asks for; the parser passes over all others.
public enum HTMLAttributeName: UInt8, CaseIterable, Sendable {
    case `class`, id, role, itemprop, itemtype, itemscope, rel, href, src, srcset, datetime, content, property, name, type, style, hidden
    case lang, dir, charset, title, alt, pubdate, value, open, start, ariaHidden, httpEquiv, dataComponent, dataTestid, dataModule, dataSrc
    case xmlLang, dataOriginal, dataSrcset, cite, width, height

    /// As it is written, in lower case.
    var spelling: String {
        switch self {
        case .xmlLang: return "xml:lang"
        default: break
        }
        var text = ""
        for letter in "\(self)" { text += letter.isUppercase ? "-" + letter.lowercased() : String(letter) }
        return text
    }
}

/// One attribute of an element: its name, and where its value stands in the parsed bytes, references not yet resolved.
public struct HTMLAttribute: Sendable {
    public var name: HTMLAttributeName
    public var start: UInt32
    public var length: UInt32
}
