/// Character references: the numeric ones and the names that news texts use (HTML 4's Latin-1 set, punctuation and signs).
public enum CharacterReference {
    /// The reference at `at` (its `&`).
    /// - Returns: the characters and where the reference ends; `nil` where it is none, the ampersand then stands for itself.
    public static func resolve(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (String, Int)? {
        guard let semicolon = bytes[at...].prefix(nameBytesMax).firstIndex(of: UInt8(ascii: ";")), semicolon > at + 1 else { return nil }
        let name = UnsafeBufferPointer(rebasing: bytes[(at + 1)..<semicolon])
        if name[0] == UInt8(ascii: "#") {
            guard let scalar = numeric(name) else { return nil }
            return (String(scalar), semicolon + 1)
        }
        guard let scalar = named[String(decoding: name, as: UTF8.self)] else { return nil }
        return (String(scalar), semicolon + 1)
    }

    private static let nameBytesMax = 12

    /// `#8217`, `#x2019`. 0x80…0x9F are read as windows-1252, as browsers do; what is no character becomes U+FFFD.
    private static func numeric(_ name: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
        let isHex = name.count > 2 && name[1] | 0x20 == UInt8(ascii: "x")
        guard let value = UInt32(String(decoding: name.dropFirst(isHex ? 2 : 1), as: UTF8.self), radix: isHex ? 16 : 10) else { return nil }
        if (0x80...0x9F).contains(value) {
            return windows1252[Int(value) - 0x80]
        }
        return value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    /// What windows-1252 has at 0x80…0x9F; the five unassigned ones stay the controls that they are.
    private static let windows1252 = Array(
        "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)

    private static let latin1 = """
        nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo \
        frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve \
        Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute \
        ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
        """

    private static let named: [String: Unicode.Scalar] = {
        var table: [String: Unicode.Scalar] = [
            "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’",
            "sbquo": "‚",
            "ldquo": "“", "rdquo": "”", "bdquo": "„", "hellip": "…", "euro": "€", "trade": "™", "bull": "•", "prime": "′", "Prime": "″",
            "lsaquo": "‹", "rsaquo": "›", "OElig": "Œ", "oelig": "œ", "Scaron": "Š", "scaron": "š", "Yuml": "Ÿ", "fnof": "ƒ", "circ": "ˆ",
            "tilde": "˜", "ensp": "\u{2002}", "emsp": "\u{2003}", "thinsp": "\u{2009}", "zwnj": "\u{200C}", "zwj": "\u{200D}",
            "lrm": "\u{200E}",
            "rlm": "\u{200F}", "dagger": "†", "Dagger": "‡", "permil": "‰", "minus": "−", "larr": "←", "rarr": "→", "hearts": "♥",
        ]
        for (index, name) in latin1.split(separator: " ").enumerated() { table[String(name)] = Unicode.Scalar(0xA0 + UInt32(index)) }
        return table
    }()
}
