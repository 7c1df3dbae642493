/// BCP 47 tags, as far as enrichers need them.
enum LanguageTag {
    /// The language without script and region: `pt` of `pt-BR`, in lower case; nil where there is no tag.
    static func primary(of tag: String?) -> String? {
        guard let tag, let first = tag.utf8.split(whereSeparator: { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }).first else {
            return nil
        }
        return String(Substring(first)).lowercased()
    }
}
