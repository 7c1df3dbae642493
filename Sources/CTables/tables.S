// Word lists and weights, linked as they are: one block for each file of data/. Every table has its source and licence in NOTICE.
    .section .rodata

// Abbreviations: the files of the languages one after the other; each begins with its line "language CODE".
    .globl copydesk_abbreviations_start, copydesk_abbreviations_end
copydesk_abbreviations_start:
    .incbin "abbreviations/en.txt"
copydesk_abbreviations_end:

    .section .note.GNU-stack,"",%progbits
