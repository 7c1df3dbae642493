// Word lists and weights, linked as they are: one block for each file of data/. Every table has its source and licence in NOTICE.
    .section .rodata

// Abbreviations: the files of the languages one after the other; each begins with its line "language CODE".
    .globl copydesk_abbreviations_start, copydesk_abbreviations_end
copydesk_abbreviations_start:
    .incbin "abbreviations/en.txt"
copydesk_abbreviations_end:

// Word weights for keywords: a binary table, see deploy/tables/word_weights.py.
    .globl copydesk_word_weights_start, copydesk_word_weights_end
copydesk_word_weights_start:
    .incbin "enrichment/word_weights.bin"
copydesk_word_weights_end:

    .section .note.GNU-stack,"",%progbits
