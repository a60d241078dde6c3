#include "CSimdJSON.h"

#include "FieldTable.hpp"
#include "StructureWalk.hpp"

#include <algorithm>
#include <memory>
#include <new>
#include <simdjson.h>

struct csj_fields {
    FieldTable table;
};

struct csj_parser {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> stage;
    std::unique_ptr<uint8_t[]> scratch;
    size_t capacity = 0;
    StructureWalk walk;

    // Lines.
    const uint8_t *bytes = nullptr;
    size_t length = 0;
    size_t at = 0;
    uint32_t index = 0;
    size_t lineFeeds = 0;
    /// Stage 1 refused the lines together, so each is indexed for itself.
    bool isLineByLine = false;

    csj_status reserve(size_t wanted) noexcept;
    csj_status indexStructure(const uint8_t *from, size_t count, simdjson::stage1_mode mode) noexcept;
    csj_status nextTogether(const FieldTable &fields, csj_slot *slots, csj_line &line) noexcept;
    csj_status nextAlone(const FieldTable &fields, csj_slot *slots, csj_line &line) noexcept;
    size_t lineEnd(size_t from) const noexcept;
    void finish(csj_line &line, size_t start, size_t end) noexcept;
    csj_status decode(const FieldTable &fields, csj_slot *slots, size_t &end) noexcept;
};

namespace {

csj_status statusOf(simdjson::error_code code) noexcept {
    switch (code) {
    case simdjson::SUCCESS: return CSJ_OK;
    case simdjson::UTF8_ERROR: return CSJ_NO_UTF8;
    case simdjson::UNCLOSED_STRING: return CSJ_OPEN_STRING;
    case simdjson::UNESCAPED_CHARS: return CSJ_CONTROL_CHARACTER;
    case simdjson::MEMALLOC: case simdjson::CAPACITY: return CSJ_NO_MEMORY;
    default: return CSJ_SYNTAX;
    }
}

bool isBlank(const uint8_t *bytes, size_t from, size_t to) noexcept {
    for (; from < to; from++) {
        if (bytes[from] != ' ' && bytes[from] != '\t' && bytes[from] != '\r') { return false; }
    }
    return true;
}

}  // namespace

csj_status csj_parser::reserve(size_t wanted) noexcept {
    if (wanted <= capacity) { return CSJ_OK; }
    size_t grown = capacity == 0 ? 1 << 16 : capacity;
    while (grown < wanted) { grown *= 2; }
    if (!stage) {
        const auto code = simdjson::get_active_implementation()->create_dom_parser_implementation(grown, 1, stage);
        if (code != simdjson::SUCCESS) { return CSJ_NO_MEMORY; }
    } else if (stage->set_capacity(grown) != simdjson::SUCCESS) {
        capacity = 0;
        return CSJ_NO_MEMORY;
    }
    scratch.reset(new (std::nothrow) uint8_t[grown + CSJ_PADDING]);
    if (!scratch) {
        capacity = 0;
        return CSJ_NO_MEMORY;
    }
    capacity = grown;
    walk.setScratch(scratch.get());
    return CSJ_OK;
}

csj_status csj_parser::indexStructure(const uint8_t *from, size_t count, simdjson::stage1_mode mode) noexcept {
    if (count == 0) {
        walk.begin(from, 0, nullptr, 0);
        return CSJ_OK;
    }
    const auto code = stage->stage1(from, count, mode);
    if (code == simdjson::EMPTY) {
        walk.begin(from, count, nullptr, 0);
        return CSJ_OK;
    }
    if (code != simdjson::SUCCESS) { return statusOf(code); }
    walk.begin(from, count, stage->structural_indexes.get(), stage->n_structural_indexes);
    return CSJ_OK;
}

size_t csj_parser::lineEnd(size_t from) const noexcept {
    const void *found = memchr(bytes + from, '\n', length - from);
    return found ? size_t(static_cast<const uint8_t *>(found) - bytes) : length;
}

void csj_parser::finish(csj_line &line, size_t start, size_t end) noexcept {
    line.start = start;
    line.length = end - start;
    line.line_feeds_before = lineFeeds;
    at = length;
    if (end < length) {
        at = end + 1;
        lineFeeds++;
    }
}

/// Decodes the object at `index`; `end` is the offset behind its closing brace.
csj_status csj_parser::decode(const FieldTable &fields, csj_slot *slots, size_t &end) noexcept {
    memset(slots, 0, fields.slotCount * sizeof(csj_slot));
    walk.resetScratch();
    walk.hasUnknownFields = false;
    const csj_status status = walk.object(fields, index, slots);
    if (status == CSJ_OK || status == CSJ_CONFLICT) { end = walk.structure[index - 1] + 1; }
    return status;
}

csj_status csj_parser::nextTogether(const FieldTable &fields, csj_slot *slots, csj_line &line) noexcept {
    if (index >= walk.count) {
        lineFeeds += size_t(std::count(bytes + at, bytes + length, uint8_t('\n')));
        at = length;
        return CSJ_END;
    }
    // Only white space lies between `at` and the next structural position.
    const size_t first = walk.structure[index];
    size_t start = at;
    for (size_t i = at; i < first; i++) {
        if (bytes[i] == '\n') {
            lineFeeds++;
            start = i + 1;
        }
    }
    const size_t stop = lineEnd(first);
    size_t end = start;
    csj_status status = decode(fields, slots, end);
    line.unknown_fields = walk.hasUnknownFields;
    finish(line, start, stop);
    if (status == CSJ_OK || status == CSJ_CONFLICT) {
        // The object has to end on its line, with nothing behind it.
        if (end <= stop && (index >= walk.count || walk.structure[index] > stop)) { return status; }
        status = CSJ_SYNTAX;
    }
    const uint32_t *behind = std::lower_bound(walk.structure, walk.structure + walk.count, uint32_t(stop));
    index = uint32_t(behind - walk.structure);
    return status;
}

csj_status csj_parser::nextAlone(const FieldTable &fields, csj_slot *slots, csj_line &line) noexcept {
    while (at < length) {
        const size_t start = at;
        const size_t stop = lineEnd(start);
        if (isBlank(bytes, start, stop)) {
            finish(line, start, stop);
            continue;
        }
        finish(line, start, stop);
        line.unknown_fields = false;
        csj_status status = indexStructure(bytes + start, stop - start, simdjson::stage1_mode::regular);
        if (status != CSJ_OK) { return status; }
        index = 0;
        size_t end = 0;
        status = decode(fields, slots, end);
        line.unknown_fields = walk.hasUnknownFields;
        return status == CSJ_OK && index != walk.count ? CSJ_SYNTAX : status;
    }
    return CSJ_END;
}

extern "C" {

csj_fields *csj_fields_create(void) noexcept { return new (std::nothrow) csj_fields; }
void csj_fields_destroy(csj_fields *fields) noexcept { delete fields; }

bool csj_fields_add(csj_fields *fields, const char *name, size_t length, uint32_t slot) noexcept {
    return fields->table.add(reinterpret_cast<const uint8_t *>(name), length, slot);
}

int32_t csj_fields_find(const csj_fields *fields, const uint8_t *name, size_t length) noexcept {
    return fields->table.find(name, length);
}

uint32_t csj_fields_slot_count(const csj_fields *fields) noexcept { return fields->table.slotCount; }

csj_parser *csj_create(uint32_t max_depth) noexcept {
    csj_parser *parser = new (std::nothrow) csj_parser;
    if (parser) { parser->walk.maxDepth = max_depth < 1024 ? max_depth : 1024; }
    return parser;
}

void csj_destroy(csj_parser *parser) noexcept { delete parser; }
uint32_t csj_conflict(const csj_parser *parser) noexcept { return parser->walk.conflictSlot; }

csj_status csj_open_lines(csj_parser *parser, const uint8_t *bytes, size_t length) noexcept {
    const csj_status reserved = parser->reserve(length + 1);
    if (reserved != CSJ_OK) { return reserved; }
    parser->bytes = bytes;
    parser->length = length;
    parser->at = 0;
    parser->index = 0;
    parser->lineFeeds = 0;
    // A string that spans lines holds a raw line feed, which stage 1 refuses: what passes here passes line by line.
    parser->isLineByLine = parser->indexStructure(bytes, length, simdjson::stage1_mode::regular) != CSJ_OK;
    return CSJ_OK;
}

csj_status csj_next_line(
    csj_parser *parser, const csj_fields *fields, csj_slot *slots, csj_line *line) noexcept {
    return parser->isLineByLine ? parser->nextAlone(fields->table, slots, *line)
                                : parser->nextTogether(fields->table, slots, *line);
}

size_t csj_line_feeds(const csj_parser *parser) noexcept { return parser->lineFeeds; }

csj_status csj_open_document(csj_parser *parser, const uint8_t *bytes, size_t length) noexcept {
    const csj_status reserved = parser->reserve(length + 1);
    if (reserved != CSJ_OK) { return reserved; }
    csj_status status = parser->indexStructure(bytes, length, simdjson::stage1_mode::regular);
    if (status != CSJ_OK) { return status; }
    uint32_t index = 0;
    size_t end;
    status = parser->walk.skip(index, end);
    if (status != CSJ_OK) { return status; }
    return index == parser->walk.count ? CSJ_OK : CSJ_SYNTAX;
}

csj_status csj_read_value(csj_parser *parser, uint32_t position, csj_slot *slot) noexcept {
    parser->walk.resetScratch();
    *slot = csj_slot{};
    return parser->walk.value(position, *slot);
}

csj_status csj_read_object(
    csj_parser *parser, const csj_fields *fields, uint32_t position, csj_slot *slots) noexcept {
    parser->index = position;
    size_t end;
    return parser->decode(fields->table, slots, end);
}

csj_status csj_first_element(const csj_parser *parser, uint32_t position, uint32_t *element) noexcept {
    const StructureWalk &walk = parser->walk;
    if (position + 1 >= walk.count || walk.bytes[walk.structure[position]] != '[') { return CSJ_END; }
    *element = position + 1;
    return walk.bytes[walk.structure[*element]] == ']' ? CSJ_END : CSJ_OK;
}

csj_status csj_next_element(csj_parser *parser, uint32_t *element) noexcept {
    StructureWalk &walk = parser->walk;
    size_t end;
    const csj_status status = walk.skip(*element, end);
    if (status != CSJ_OK) { return status; }
    if (*element >= walk.count || walk.bytes[walk.structure[*element]] != ',') { return CSJ_END; }
    *element += 1;
    return CSJ_OK;
}

}  // extern "C"
