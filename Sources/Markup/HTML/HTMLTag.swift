/// The elements that the parser or its readers tell apart. All others are `unknown`; text and the root are nodes with tags of their own.
public enum HTMLTag: UInt8, CaseIterable, Sendable {
    case document, text, unknown
    case a, abbr, acronym, address, applet, area, article, aside, audio, b, base, basefont, bdi, bdo, bgsound, big, blockquote, body, br
    case button, canvas, caption, center, cite, code, col, colgroup, data, datalist, dd, del, details, dfn, dialog, dir, div, dl, dt, em
    case embed, fieldset, figcaption, figure, font, footer, form, frame, frameset, h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html, i
    case iframe, img, input, ins, kbd, keygen, label, legend, li, link, listing, main, map, mark, marquee, math, menu, meta, meter, nav
    case nobr, noembed, noframes, noscript, object, ol, optgroup, option, output, p, param, picture, plaintext, pre, progress, q, rp, rt
    case ruby, s, samp, script, search, section, select, small, source, span, strike, strong, style, sub, summary, sup, svg, table, tbody
    case td, template, textarea, tfoot, th, thead, time, title, tr, track, tt, u, ul, `var`, video, wbr, xmp

    /// What the standard says of an element, as the parser and the blocks need it.
    public struct Traits: OptionSet, Sendable {
        public let rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// Has no content and no end tag.
        static let void = Traits(rawValue: 1)
        /// Its content is text up to its end tag.
        static let raw = Traits(rawValue: 2)
        /// A line of text ends before and behind it.
        public static let block = Traits(rawValue: 4)
        /// Is ended by its end tag even amid blocks that stay open (the standard's formatting elements).
        static let formatting = Traits(rawValue: 8)
        /// Ends an open paragraph.
        static let closesParagraph = Traits(rawValue: 16)
        /// The standard's special elements: an end tag of no special element does not reach beyond them.
        static let special = Traits(rawValue: 32)
        /// A border that no end tag of something else crosses.
        static let border = Traits(rawValue: 64)
        /// May stand in the head.
        static let headContent = Traits(rawValue: 128)
        /// Draws no text of its own whatever its content: scripts, styles, media, controls.
        public static let silent = Traits(rawValue: 256)
        /// Where one of these stands inside a silent control, the control was never closed: its content is kept.
        public static let prose = Traits(rawValue: 512)
        /// White space between its children means nothing.
        static let elementsOnly = Traits(rawValue: 1_024)
        /// A border of the search for an open paragraph.
        static let paragraphBorder = Traits(rawValue: 2_048)
        public static let heading = Traits(rawValue: 4_096)
    }

    /// Traits by raw value; 256 entries, so that no look-up needs a check.
    static let traits: [Traits] = {
        var table = [Traits](repeating: [], count: 256)
        for (trait, tags) in lists { for tag in tags { table[Int(tag.rawValue)].insert(trait) } }
        return table
    }()

    /// What the standard says of this element.
    public var traits: Traits { Self.traits[Int(rawValue)] }

    private static let lists: [(Traits, [HTMLTag])] = [
        (
            .void,
            [
                .area, .base, .basefont, .bgsound, .br, .col, .embed, .frame, .hr, .img, .input, .keygen, .link, .meta, .param, .source,
                .track,
                .wbr,
            ]
        ),
        (.raw, [.script, .style, .iframe, .noembed, .noframes, .xmp, .title, .textarea]),
        (
            .block,
            [
                .address, .article, .aside, .blockquote, .body, .caption, .center, .dd, .details, .dialog, .dir, .div, .dl, .dt, .fieldset,
                .figcaption, .figure, .footer, .form, .frameset, .h1, .h2, .h3, .h4, .h5, .h6, .head, .header, .hgroup, .hr, .html, .legend,
                .li,
                .listing, .main, .menu, .nav, .ol, .optgroup, .option, .p, .pre, .search, .section, .summary, .table, .tbody, .td, .tfoot,
                .th,
                .thead, .tr, .ul, .xmp, .colgroup, .marquee,
            ]
        ),
        (.formatting, [.a, .b, .big, .code, .em, .font, .i, .nobr, .s, .small, .strike, .strong, .tt, .u]),
        (
            .closesParagraph,
            [
                .address, .article, .aside, .blockquote, .center, .details, .dialog, .dir, .div, .dl, .fieldset, .figcaption, .figure,
                .footer,
                .header, .hgroup, .main, .menu, .nav, .ol, .p, .search, .section, .summary, .ul, .h1, .h2, .h3, .h4, .h5, .h6, .pre,
                .listing,
                .form, .table, .hr, .xmp, .plaintext, .li, .dd, .dt,
            ]
        ),
        (
            .special,
            [
                .address, .applet, .area, .article, .aside, .base, .basefont, .bgsound, .blockquote, .body, .br, .button, .caption, .center,
                .col,
                .colgroup, .dd, .details, .dir, .div, .dl, .dt, .embed, .fieldset, .figcaption, .figure, .footer, .form, .frame, .frameset,
                .h1,
                .h2, .h3, .h4, .h5, .h6, .head, .header, .hgroup, .hr, .html, .iframe, .img, .input, .keygen, .li, .link, .listing, .main,
                .marquee, .menu, .meta, .nav, .noembed, .noframes, .noscript, .object, .ol, .p, .param, .plaintext, .pre, .script, .search,
                .section, .select, .source, .style, .summary, .table, .tbody, .td, .template, .textarea, .tfoot, .th, .thead, .title, .tr,
                .track,
                .ul, .wbr, .xmp,
            ]
        ),
        (.border, [.table, .td, .th, .caption, .template]),
        (.headContent, [.base, .basefont, .bgsound, .link, .meta, .title, .style, .script, .noscript, .template, .noframes, .head, .html]),
        (
            .silent,
            [
                .script, .style, .template, .svg, .iframe, .object, .embed, .select, .option, .button, .textarea, .canvas, .audio,
                .video,
                .map, .input, .head, .datalist, .dialog, .title, .noembed, .noframes, .applet, .meter, .progress,
            ]
        ),
        (.prose, [.p, .h1, .article, .main]),
        (.elementsOnly, [.table, .tbody, .thead, .tfoot, .tr, .ul, .ol, .dl, .head, .html, .select, .frameset, .colgroup]),
        (.paragraphBorder, [.applet, .caption, .html, .table, .td, .th, .marquee, .object, .template, .button]),
        (.heading, [.h1, .h2, .h3, .h4, .h5, .h6]),
    ]
}
