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

    .section .note.GNU-stack,"",%progbits
