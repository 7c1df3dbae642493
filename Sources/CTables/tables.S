// Word lists and weights, linked as they are: one block for each file of data/. Every table has its source and licence in NOTICE.
    .section .rodata

// Abbreviations: the files of the languages one after the other; each begins with its line "language CODE".
    .globl copydesk_abbreviations_start, copydesk_abbreviations_end
copydesk_abbreviations_start:
    .incbin "abbreviations/en.txt"
copydesk_abbreviations_end:

// Language identification: written by "yardstick train-language" (layout: LanguageTable.swift).
    .balign 8
    .globl copydesk_languages_start, copydesk_languages_end
copydesk_languages_start:
    .incbin "languages.bin"
copydesk_languages_end:

    .section .note.GNU-stack,"",%progbits
