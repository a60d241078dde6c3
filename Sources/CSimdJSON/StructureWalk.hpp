#pragma once

#include "CSimdJSON.h"
#include "FieldTable.hpp"
#include "StringText.hpp"

#include <array>
#include <cstdint>
#include <cstring>

/// Walks over the structural positions that simdjson's stage 1 found: `{ } [ ] : ,`, the opening quote of each string
/// and the first byte of each other scalar. Between one position and the next there is a single token and white space,
/// so the end of a token is found by going back from the next position.
class StructureWalk {
public:
    const uint8_t *bytes = nullptr;
    const uint32_t *structure = nullptr;
    /// Number of structural positions; the entry behind the last is `length`.
    uint32_t count = 0;
    size_t length = 0;
    uint32_t maxDepth = 64;
    uint32_t conflictSlot = 0;
    bool hasUnknownFields = false;

    void begin(const uint8_t *newBytes, size_t newLength, const uint32_t *newStructure, uint32_t newCount) {
        bytes = newBytes;
        length = newLength;
        structure = newStructure;
        count = newCount;
        backslash = newLength;
        backslashFrom = newLength;
    }

    void setScratch(uint8_t *newScratch) { scratch = newScratch; }

    /// Decodes the object at structural position `index` into zeroed slots and moves `index` behind its end.
    csj_status object(const FieldTable &fields, uint32_t &index, csj_slot *slots);
    /// Decodes any value; moves `index` behind it.
    csj_status value(uint32_t &index, csj_slot &slot);
    /// Validates any value; moves `index` behind it and sets `end` to the offset behind its last byte.
    csj_status skip(uint32_t &index, size_t &end);
    /// Forgets the texts handed out.
    void resetScratch() { written = scratch; }

private:
    struct Guess {
        uint8_t text[32];
        /// 0: nothing to expect.
        uint32_t length;
        int32_t slot;
    };

    /// What stood at each ordinal of the object before: fields come in one order nearly always.
    std::array<Guess, 128> guesses{};
    /// The table that the guesses speak of; tables outlive the parsers that use them.
    const FieldTable *guessedFor = nullptr;
    uint8_t *scratch = nullptr;
    uint8_t *written = nullptr;
    /// The first backslash at or behind `backslashFrom`.
    size_t backslash = 0;
    size_t backslashFrom = 0;

    static bool isSpace(uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }

    size_t offset(uint32_t index) const { return index < count ? structure[index] : length; }
    uint8_t character(uint32_t index) const { return index < count ? bytes[structure[index]] : 0; }

    size_t tokenEnd(size_t start, size_t next) const {
        while (next > start && isSpace(bytes[next - 1])) { next--; }
        return next;
    }

    /// Whether `[start, end)` holds an escape. Each byte is searched about once, also when a walk starts over.
    bool hasBackslash(size_t start, size_t end) {
        if (start >= backslashFrom && backslash >= end) { return false; }
        return findBackslash(start, end);
    }

    bool findBackslash(size_t start, size_t end) {
        if (start < backslashFrom) {
            backslash = firstBackslash(start, backslashFrom, backslash);
            backslashFrom = start;
        } else if (backslash < start) {
            backslash = firstBackslash(start, length, length);
            backslashFrom = start;
        }
        return backslash < end;
    }

    size_t firstBackslash(size_t from, size_t to, size_t otherwise) const {
        const void *found = memchr(bytes + from, '\\', to - from);
        return found ? size_t(static_cast<const uint8_t *>(found) - bytes) : otherwise;
    }

    bool stringEnd(size_t start, size_t next, size_t &end) const {
        end = bytes[next - 1] == '"' ? next : tokenEnd(start, next);
        return end >= start + 2 && bytes[end - 1] == '"';
    }

    int32_t slotOf(const FieldTable &fields, size_t start, size_t keyLength, uint32_t ordinal);
    csj_status slotOfEscaped(const FieldTable &fields, size_t start, size_t end, int32_t &slot);
    csj_status key(const FieldTable &fields, uint32_t index, uint32_t ordinal, int32_t &slot);
    bool guessedKey(uint32_t index, uint32_t ordinal, int32_t &slot) const;
    bool plainString(uint32_t &index, csj_slot &slot) const;
    static bool isSame(csj_slot &held, const csj_slot &again);
    csj_status read(uint32_t &index, csj_slot &slot, bool resolves);
    csj_status scalar(uint32_t index, csj_slot &slot, bool resolves);
    bool isNumber(const uint8_t *at, const uint8_t *end) const;
    csj_status nested(uint32_t &index, size_t &end);
};
