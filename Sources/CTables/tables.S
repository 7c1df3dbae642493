// Word lists and weights, linked as they are: one block for each file of data/. Every table has its source and licence in NOTICE.
    .section .rodata

// Abbreviations: the files of the languages one after the other; each begins with its line "language CODE".
    .globl copydesk_abbreviations_start, copydesk_abbreviations_end
copydesk_abbreviations_start:
    .incbin "abbreviations/en.txt"
    .incbin "abbreviations/cs.txt"
    .incbin "abbreviations/da.txt"
    .incbin "abbreviations/de.txt"
    .incbin "abbreviations/el.txt"
    .incbin "abbreviations/es.txt"
    .incbin "abbreviations/fi.txt"
    .incbin "abbreviations/fr.txt"
    .incbin "abbreviations/hr.txt"
    .incbin "abbreviations/hu.txt"
    .incbin "abbreviations/it.txt"
    .incbin "abbreviations/nb.txt"
    .incbin "abbreviations/nl.txt"
    .incbin "abbreviations/pl.txt"
    .incbin "abbreviations/pt.txt"
    .incbin "abbreviations/ro.txt"
    .incbin "abbreviations/ru.txt"
    .incbin "abbreviations/sk.txt"
    .incbin "abbreviations/sl.txt"
    .incbin "abbreviations/sr.txt"
    .incbin "abbreviations/sv.txt"
    .incbin "abbreviations/tr.txt"
    .incbin "abbreviations/uk.txt"
copydesk_abbreviations_end:

// Word weights for keywords: a binary table, see deploy/tables/word_weights.py.
    .globl copydesk_word_weights_start, copydesk_word_weights_end
copydesk_word_weights_start:
    .incbin "enrichment/word_weights.bin"
copydesk_word_weights_end:

// Elided articles and prepositions: text, a language a line.
    .globl copydesk_elisions_start, copydesk_elisions_end
copydesk_elisions_start:
    .incbin "enrichment/elisions.txt"
copydesk_elisions_end:

// Themes and the valence of words: text, a line each.
    .globl copydesk_themes_start, copydesk_themes_end
copydesk_themes_start:
    .incbin "enrichment/themes.tsv"
copydesk_themes_end:

    .globl copydesk_tone_en_start, copydesk_tone_en_end
copydesk_tone_en_start:
    .incbin "enrichment/tone_en.tsv"
copydesk_tone_en_end:

// Language identification: written by "yardstick train-language" (layout: LanguageTable.swift).
    .balign 8
    .globl copydesk_languages_start, copydesk_languages_end
copydesk_languages_start:
    .incbin "languages.bin"
copydesk_languages_end:

// Speech verbs and function words: the files of the languages one after the other, then the given names of all.
    .globl copydesk_speech_start, copydesk_speech_end
copydesk_speech_start:
    .incbin "speech/en.tsv"
    .incbin "speech/de.tsv"
    .incbin "speech/fr.tsv"
    .incbin "speech/es.tsv"
    .incbin "speech/pt.tsv"
    .incbin "speech/it.tsv"
    .incbin "speech/given.tsv"
copydesk_speech_end:

// Names: word list (flags, classes of meaning, places of several words), and the tagger's weights.
    .balign 64
    .globl copydesk_mention_words_start, copydesk_mention_words_end
copydesk_mention_words_start:
    .incbin "mentions/words.bin"
copydesk_mention_words_end:
    .balign 64
    .globl copydesk_mention_weights_start, copydesk_mention_weights_end
copydesk_mention_weights_start:
    .incbin "mentions/weights.bin"
copydesk_mention_weights_end:
// Names: classes of words, aliases, nicknames; a text.
    .globl copydesk_mention_names_start, copydesk_mention_names_end
copydesk_mention_names_start:
    .incbin "mentions/names.txt"
copydesk_mention_names_end:
// What text of a charset is likely to hold: written by deploy/tables/charset_models.py.
    .balign 8
    .globl copydesk_charset_models_start, copydesk_charset_models_end
copydesk_charset_models_start:
    .incbin "charsets/models.bin"
copydesk_charset_models_end:
// Named character references: text, a name a line.
    .globl copydesk_references_start, copydesk_references_end
copydesk_references_start:
    .incbin "markup/references.txt"
copydesk_references_end:
// Web pages: words of their parts, and the trained weights of their text blocks (layout: PageForest.swift).
    .globl copydesk_page_words_start, copydesk_page_words_end
copydesk_page_words_start:
    .incbin "pages/words.txt"
copydesk_page_words_end:
    .balign 64
    .globl copydesk_page_forest_start, copydesk_page_forest_end
copydesk_page_forest_start:
    .incbin "pages/forest.bin"
copydesk_page_forest_end:
// Words of times and amounts: the files of the languages one after the other, those first that others include.
    .globl copydesk_expressions_start, copydesk_expressions_end
copydesk_expressions_start:
    .incbin "expressions/common.tsv"
    .incbin "expressions/en.tsv"
    .incbin "expressions/de.tsv"
    .incbin "expressions/es.tsv"
    .incbin "expressions/fr.tsv"
    .incbin "expressions/it.tsv"
    .incbin "expressions/pt.tsv"
copydesk_expressions_end:

// Places of the world and their names: written by "yardstick make-gazetteer" (layout: Gazetteer.swift).
    .balign 64
    .globl copydesk_gazetteer_start, copydesk_gazetteer_end
copydesk_gazetteer_start:
    .incbin "places/gazetteer.bin"
copydesk_gazetteer_end:
// Words about places: a text.
    .globl copydesk_place_words_start, copydesk_place_words_end
copydesk_place_words_start:
    .incbin "places/words.txt"
copydesk_place_words_end:

// Dates: words that languages share, then the files of the languages, those with most news first (where a word is of several, the first decides).
    .globl copydesk_dates_start, copydesk_dates_end
copydesk_dates_start:
    .incbin "dates/common.txt"
    .incbin "dates/en.txt"
    .incbin "dates/es.txt"
    .incbin "dates/de.txt"
    .incbin "dates/fr.txt"
    .incbin "dates/pt.txt"
    .incbin "dates/it.txt"
    .incbin "dates/ru.txt"
    .incbin "dates/ja.txt"
    .incbin "dates/zh.txt"
    .incbin "dates/ar.txt"
    .incbin "dates/ko.txt"
    .incbin "dates/nl.txt"
    .incbin "dates/pl.txt"
    .incbin "dates/tr.txt"
    .incbin "dates/uk.txt"
    .incbin "dates/cs.txt"
    .incbin "dates/sv.txt"
    .incbin "dates/da.txt"
    .incbin "dates/nb.txt"
    .incbin "dates/fi.txt"
    .incbin "dates/el.txt"
    .incbin "dates/hu.txt"
    .incbin "dates/ro.txt"
    .incbin "dates/bg.txt"
    .incbin "dates/id.txt"
    .incbin "dates/vi.txt"
    .incbin "dates/th.txt"
    .incbin "dates/fa.txt"
    .incbin "dates/he.txt"
    .incbin "dates/hi.txt"
    .incbin "dates/bn.txt"
    .incbin "dates/ur.txt"
    .incbin "dates/ms.txt"
    .incbin "dates/ca.txt"
    .incbin "dates/sr.txt"
    .incbin "dates/hr.txt"
    .incbin "dates/sk.txt"
    .incbin "dates/sl.txt"
    .incbin "dates/lt.txt"
    .incbin "dates/lv.txt"
    .incbin "dates/et.txt"
    .incbin "dates/sw.txt"
    .incbin "dates/mr.txt"
    .incbin "dates/te.txt"
    .incbin "dates/ta.txt"
    .incbin "dates/az.txt"
    .incbin "dates/kk.txt"
    .incbin "dates/ka.txt"
    .incbin "dates/hy.txt"
    .incbin "dates/sq.txt"
    .incbin "dates/mk.txt"
    .incbin "dates/bs.txt"
    .incbin "dates/is.txt"
    .incbin "dates/gl.txt"
    .incbin "dates/eu.txt"
    .incbin "dates/my.txt"
    .incbin "dates/km.txt"
    .incbin "dates/ne.txt"
    .incbin "dates/si.txt"
    .incbin "dates/gu.txt"
    .incbin "dates/kn.txt"
    .incbin "dates/ml.txt"
    .incbin "dates/pa.txt"
    .incbin "dates/am.txt"
    .incbin "dates/uz.txt"
    .incbin "dates/mn.txt"
    .incbin "dates/af.txt"
    .incbin "dates/fil.txt"
    .incbin "dates/be.txt"
    .incbin "dates/cy.txt"
    .incbin "dates/ps.txt"
    .incbin "dates/ky.txt"
    .incbin "dates/tg.txt"
    .incbin "dates/sd.txt"
copydesk_dates_end:
// Words of bylines: a text.
    .globl copydesk_byline_words_start, copydesk_byline_words_end
copydesk_byline_words_start:
    .incbin "bylines/words.txt"
copydesk_byline_words_end:
    .globl copydesk_zones_start, copydesk_zones_end
copydesk_zones_start:
    .incbin "dates/zones.txt"
copydesk_zones_end:

    .section .note.GNU-stack,"",%progbits
