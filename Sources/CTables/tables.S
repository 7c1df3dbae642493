// Word lists and weights, linked as they are: one block for each file of data/. Every table has its source and licence in NOTICE.
    .section .rodata

    .section .note.GNU-stack,"",%progbits
