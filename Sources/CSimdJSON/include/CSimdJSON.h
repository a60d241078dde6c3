/// A C door to simdjson: JSON Lines and JSON documents, decoded into slots without copying.
///
/// simdjson finds structure and checks UTF-8 (its stage 1); the walk over that structure is ours, because it has to
/// validate every value, keep numbers as text and never throw. Nothing here allocates per record.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#define CSJ_NOEXCEPT noexcept
#else
#define CSJ_NOEXCEPT
#endif

/// Readable bytes that have to follow the bytes given to `csj_open_lines` and `csj_open_document`.
enum { CSJ_PADDING = 64 };

typedef enum csj_status {
    CSJ_OK = 0,
    /// No more lines, no more elements.
    CSJ_END,
    /// Structure that is no JSON: a missing comma, a word that is no literal, something behind the object.
    CSJ_SYNTAX,
    /// JSON, but not the object that was asked for.
    CSJ_NO_OBJECT,
    CSJ_NO_UTF8,
    /// A string that never ends.
    CSJ_OPEN_STRING,
    /// A raw control character inside a string, line breaks and NUL among them.
    CSJ_CONTROL_CHARACTER,
    /// `\x` with an unknown x, `\u` without four hexadecimal digits.
    CSJ_BAD_ESCAPE,
    CSJ_TOO_DEEP,
    /// A field is given twice with different values; `csj_conflict` tells which slot.
    CSJ_CONFLICT,
    CSJ_NO_MEMORY
} csj_status;

typedef enum csj_kind {
    CSJ_ABSENT = 0,
    CSJ_STRING,
    CSJ_NUMBER,
    CSJ_TRUE,
    CSJ_FALSE,
    CSJ_NULL,
    CSJ_ARRAY,
    CSJ_OBJECT
} csj_kind;

/// One value. `bytes` holds a string's text (escapes resolved; U+0000 and lone surrogates become U+FFFD), a number's
/// token as written, or the raw JSON of an array or object. Valid until the next call that reads with the parser.
typedef struct csj_slot {
    const uint8_t *bytes;
    uint32_t length;
    /// Where an array or object begins, for the document calls.
    uint32_t position;
    uint32_t kind;
} csj_slot;

/// Where a line lay: offsets in the bytes given, line feeds before it, and whether it had fields outside the table.
typedef struct csj_line {
    size_t start;
    size_t length;
    size_t line_feeds_before;
    bool unknown_fields;
} csj_line;

typedef struct csj_fields csj_fields;
typedef struct csj_parser csj_parser;

/// A table of field names without regard to ASCII case; several names may share a slot. NULL without memory.
csj_fields *csj_fields_create(void) CSJ_NOEXCEPT;
void csj_fields_destroy(csj_fields *fields) CSJ_NOEXCEPT;
/// Names longer than 63 bytes are refused.
bool csj_fields_add(csj_fields *fields, const char *name, size_t length, uint32_t slot) CSJ_NOEXCEPT;
/// The slot of a name, or -1.
int32_t csj_fields_find(const csj_fields *fields, const uint8_t *name, size_t length) CSJ_NOEXCEPT;
uint32_t csj_fields_slot_count(const csj_fields *fields) CSJ_NOEXCEPT;

/// `max_depth`: objects and arrays inside each other, at most 1024. NULL without memory.
csj_parser *csj_create(uint32_t max_depth) CSJ_NOEXCEPT;
void csj_destroy(csj_parser *parser) CSJ_NOEXCEPT;
/// The slot that `CSJ_CONFLICT` was about.
uint32_t csj_conflict(const csj_parser *parser) CSJ_NOEXCEPT;

/// Takes whole lines; a last one may lack its line feed. The bytes stay the caller's and must not move.
csj_status csj_open_lines(csj_parser *parser, const uint8_t *bytes, size_t length) CSJ_NOEXCEPT;
/// Decodes the next line that is not blank. `CSJ_END` after the last; any other status but `CSJ_OK` is about this
/// line alone, and `line` is set then too.
csj_status csj_next_line(
    csj_parser *parser, const csj_fields *fields, csj_slot *slots, csj_line *line) CSJ_NOEXCEPT;

/// Line feeds passed so far; all of them after `CSJ_END`.
size_t csj_line_feeds(const csj_parser *parser) CSJ_NOEXCEPT;

/// Takes one JSON document and validates it whole; its root has position 0.
csj_status csj_open_document(csj_parser *parser, const uint8_t *bytes, size_t length) CSJ_NOEXCEPT;
/// The value at a position, strings as text.
csj_status csj_read_value(csj_parser *parser, uint32_t position, csj_slot *slot) CSJ_NOEXCEPT;
/// Decodes the object at a position.
csj_status csj_read_object(
    csj_parser *parser, const csj_fields *fields, uint32_t position, csj_slot *slots) CSJ_NOEXCEPT;
/// The first element of the array at `position`; `CSJ_END` when it is empty.
csj_status csj_first_element(const csj_parser *parser, uint32_t position, uint32_t *element) CSJ_NOEXCEPT;
/// Moves `element` on to the one behind it, `CSJ_END` at the last.
csj_status csj_next_element(csj_parser *parser, uint32_t *element) CSJ_NOEXCEPT;

#ifdef __cplusplus
}
#endif
