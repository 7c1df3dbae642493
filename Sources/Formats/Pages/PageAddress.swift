/// Addresses that pages give.
enum PageAddress {
    /// The host of an absolute address, lower case, without `www.`.
    static func host(_ url: String) -> String? {
        guard let scheme = url.range(ofSubstring: "://") else { return nil }
        let rest = url[scheme...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        var host = rest.split(separator: "@").last.map { $0.lowercased() } ?? ""
        if let colon = host.firstIndex(of: ":") { host = String(host[..<colon]) }
        if host.hasPrefix("www.") { host.removeFirst(4) }
        return host.isEmpty ? nil : host
    }

    /// The address in full, `nil` where it is none of the web or its base is unknown.
    static func absolute(_ url: String, base: String?) -> String? {
        let url = url.trimmingSpaces
        guard !url.isEmpty, url.utf8.count <= 4_096, !url.contains(" ") else { return nil }
        let lower = url.prefix(8).lowercased()
        if lower.hasPrefix("http://") || lower.hasPrefix("https://") { return url }
        guard let base, let scheme = base.range(ofSubstring: "://") else { return nil }
        if url.hasPrefix("//") { return base[..<base.index(scheme, offsetBy: -2)] + url }
        if url.contains(":"), !url.hasPrefix("/") { return nil }
        let root = base[..<scheme] + base[scheme...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if url.hasPrefix("/") { return root + url }
        let path = base[scheme...].prefix { $0 != "?" && $0 != "#" }
        guard let slash = path.lastIndex(of: "/") else { return root + "/" + url }
        return base[..<scheme] + path[...slash] + url
    }

    /// The address without parameters that only say where its reader came from, and without a fragment.
    static func withoutTracking(_ url: String) -> String {
        let whole = url.prefix { $0 != "#" }
        guard let mark = whole.firstIndex(of: "?") else { return String(whole) }
        let kept = whole[whole.index(after: mark)...].split(separator: "&").filter { parameter in
            let name = parameter.prefix { $0 != "=" }.lowercased()
            return !name.hasPrefix("utm_") && !name.hasPrefix("mc_") && !tracking.contains(name)
        }
        return kept.isEmpty ? String(whole[..<mark]) : whole[...mark] + kept.joined(separator: "&")
    }

    private static let tracking: Set<String> = [
        "fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "ncid", "cmpid", "cmp", "ocid", "smid", "smtyp", "ito", "xtor",
        "at_medium",
        "at_campaign", "ref_src", "ref_url", "spm", "_ga", "_hsenc", "_hsmi", "guccounter", "guce_referrer", "guce_referrer_sig", "sh",
        "taid",
        "wt_mc", "wt_zmc", "icid", "partner", "sref", "fb_ref", "soc_src", "soc_trk", "trk", "mkt_tok", "vero_id", "wickedid", "twclid",
        "ttclid",
        "srsltid",
    ]
}

extension String {
    /// The index behind the first occurrence of `mark`.
    fileprivate func range(ofSubstring mark: String) -> String.Index? {
        let pattern = Array(mark.utf8)
        var start = utf8.startIndex
        while start != utf8.endIndex {
            if utf8[start...].starts(with: pattern) { return utf8.index(start, offsetBy: pattern.count) }
            start = utf8.index(after: start)
        }
        return nil
    }
}
