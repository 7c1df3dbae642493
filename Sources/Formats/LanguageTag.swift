/// What sources write for a language, as BCP 47: tags are kept, names become codes, the rest is nothing.
public enum LanguageTag {
    /// - Parameter text: `en`, `en-GB`, `en_US`, `english`, `Deutsch`.
    /// - Returns: the tag with its usual case (`en-GB`, `zh-Hant`), `nil` where the text is neither a tag nor a known name.
    public static func normalise(_ text: String) -> String? {
        let trimmed = text.trimmingSpaces
        if let named = names[trimmed.lowercased()] { return named }
        let parts = trimmed.split(whereSeparator: { $0 == "-" || $0 == "_" })
        guard let first = parts.first, (2...3).contains(first.utf8.count), first.utf8.allSatisfy(isLetter), parts.count <= 4 else {
            return nil
        }
        var tag = first.lowercased()
        if tag == "und" || tag == "mul" || tag == "zxx" { return nil }
        for part in parts.dropFirst() {
            guard (1...8).contains(part.utf8.count), part.utf8.allSatisfy({ isLetter($0) || $0 &- 48 < 10 }) else { return nil }
            switch part.utf8.count {
            case 2: tag += "-" + part.uppercased()
            case 4: tag += "-" + part.prefix(1).uppercased() + part.dropFirst().lowercased()
            default: tag += "-" + part.lowercased()
            }
        }
        return tag
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") }

    private static let names: [String: String] = [
        "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es", "español": "es",
        "italian": "it",
        "italiano": "it", "portuguese": "pt", "português": "pt", "dutch": "nl", "nederlands": "nl", "polish": "pl", "polski": "pl",
        "russian": "ru", "русский": "ru", "ukrainian": "uk", "українська": "uk", "arabic": "ar", "العربية": "ar", "chinese": "zh",
        "中文": "zh",
        "japanese": "ja", "日本語": "ja", "korean": "ko", "한국어": "ko", "turkish": "tr", "türkçe": "tr", "swedish": "sv", "svenska": "sv",
        "norwegian": "no", "danish": "da", "dansk": "da", "finnish": "fi", "suomi": "fi", "czech": "cs", "slovak": "sk", "hungarian": "hu",
        "romanian": "ro", "bulgarian": "bg", "greek": "el", "hebrew": "he", "persian": "fa", "farsi": "fa", "hindi": "hi", "bengali": "bn",
        "urdu": "ur", "indonesian": "id", "malay": "ms", "vietnamese": "vi", "thai": "th", "catalan": "ca", "croatian": "hr",
        "serbian": "sr",
        "slovenian": "sl", "lithuanian": "lt", "latvian": "lv", "estonian": "et", "kazakh": "kk", "pashto": "ps", "dari": "fa-AF",
        "swahili": "sw", "tamil": "ta", "telugu": "te", "marathi": "mr", "galician": "gl", "basque": "eu", "albanian": "sq",
        "macedonian": "mk",
    ]
}
