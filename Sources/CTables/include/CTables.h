// Accessors of the tables in tables.S: where the bytes of a file of data/ begin and how many they are.
#pragma once
#include <stddef.h>

typedef struct {
    const unsigned char *_Nonnull start;
    size_t count;
} copydesk_table;

// Declares the accessor copydesk_NAME() of the bytes between the labels copydesk_NAME_start and copydesk_NAME_end.
#define COPYDESK_TABLE(NAME) \
    extern const unsigned char copydesk_##NAME##_start[]; \
    extern const unsigned char copydesk_##NAME##_end[]; \
    static inline copydesk_table copydesk_##NAME(void) { \
        copydesk_table table = {copydesk_##NAME##_start, (size_t)(copydesk_##NAME##_end - copydesk_##NAME##_start)}; \
        return table; \
    }

// Text: lines of abbreviations and sentence openers, one block for each language.
COPYDESK_TABLE(abbreviations)

// Binary: background weights of words by language (deploy/tables/word_weights.py says how it is laid out).
COPYDESK_TABLE(word_weights)

// Text: elided articles and prepositions, a language a line.
COPYDESK_TABLE(elisions)

// Text: themes with their terms; English words with their valence. Each begins with lines that say how it is written.
COPYDESK_TABLE(themes)
COPYDESK_TABLE(tone_en)

// Binary: the table of language identification.
COPYDESK_TABLE(languages)
// Binary: the word list of names; layout in Sources/Enrichment/Mentions/WordLexicon.swift.
COPYDESK_TABLE(mention_words)
// Binary: the weights of names; layout in Sources/Enrichment/Mentions/MentionWeights.swift.
COPYDESK_TABLE(mention_weights)
// Text: words of titles, companies, places; aliases and nicknames.
COPYDESK_TABLE(mention_names)

// Binary: pairs of letters by language, characters of double-byte sets; layout in deploy/tables/charset_models.py.
COPYDESK_TABLE(charset_models)

// Text: the named character references of HTML with their code points.
COPYDESK_TABLE(references)
// Text: words about the parts of web pages. Binary: the weights of their text blocks (Sources/Formats/Pages/PageForest.swift).
COPYDESK_TABLE(page_words)
COPYDESK_TABLE(page_forest)
// Text: words of times and amounts, one block for each language (LexiconReader says how lines are read).
COPYDESK_TABLE(expressions)
// Text: speech verbs and function words of the quotation stage, one block for each language.
COPYDESK_TABLE(speech)

// Binary: the places of the world; layout in Sources/Enrichment/Places/Gazetteer.swift.
COPYDESK_TABLE(gazetteer)
// Text: words that stand before, in and behind names of places.
COPYDESK_TABLE(place_words)

// Text: words of dates, one block for each language (dates/common.txt says how lines are read); zones by offset.
COPYDESK_TABLE(dates)
COPYDESK_TABLE(zones)
// Text: words of bylines; its head says how lines are read.
COPYDESK_TABLE(byline_words)
