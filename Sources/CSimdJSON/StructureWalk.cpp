#include "StructureWalk.hpp"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace {

/// Compares up to 32 bytes; both sides have 32 readable ones.
inline bool equalBytes(const uint8_t *left, const uint8_t *right, uint32_t length) {
#ifdef __SSE2__
    const auto at = [](const uint8_t *bytes) { return _mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes)); };
    const uint32_t low = uint32_t(_mm_movemask_epi8(_mm_cmpeq_epi8(at(left), at(right))));
    const uint32_t high = uint32_t(_mm_movemask_epi8(_mm_cmpeq_epi8(at(left + 16), at(right + 16))));
    const uint64_t different = uint32_t(~(low | high << 16));
    return (different & ((uint64_t(1) << length) - 1)) == 0;
#else
    return memcmp(left, right, length) == 0;
#endif
}

inline bool isWord(const uint8_t *at, size_t length, const char *word, size_t wordLength) {
    return length == wordLength && memcmp(at, word, wordLength) == 0;
}

}  // namespace

/// Looks a key up and expects it at this ordinal from now on.
int32_t StructureWalk::slotOf(const FieldTable &fields, size_t start, size_t keyLength, uint32_t ordinal) {
    const int32_t slot = fields.find(bytes + start, keyLength);
    if (ordinal < guesses.size() && keyLength > 0 && keyLength <= sizeof(Guess::text)) {
        Guess &guess = guesses[ordinal];
        memcpy(guess.text, bytes + start, keyLength);
        guess.length = uint32_t(keyLength);
        guess.slot = slot;
    }
    return slot;
}

csj_status StructureWalk::slotOfEscaped(const FieldTable &fields, size_t start, size_t end, int32_t &slot) {
    uint8_t *keyEnd = StringText::resolve(bytes + start, bytes + end, written);
    if (!keyEnd) { return CSJ_BAD_ESCAPE; }
    slot = fields.find(written, size_t(keyEnd - written));
    written = keyEnd;
    return CSJ_OK;
}

bool StructureWalk::isNumber(const uint8_t *at, const uint8_t *end) const {
    const auto digits = [&] {
        const uint8_t *from = at;
        while (at < end && uint8_t(*at - '0') <= 9) { at++; }
        return at > from;
    };
    if (at < end && *at == '-') { at++; }
    const uint8_t *whole = at;
    if (!digits() || (*whole == '0' && at - whole > 1)) { return false; }
    if (at < end && *at == '.') {
        at++;
        if (!digits()) { return false; }
    }
    if (at < end && (*at | 0x20) == 'e') {
        at++;
        if (at < end && (*at == '+' || *at == '-')) { at++; }
        if (!digits()) { return false; }
    }
    return at == end;
}

/// A string, a number or a literal at structural position `index`.
inline csj_status StructureWalk::scalar(uint32_t index, csj_slot &slot, bool resolves) {
    const size_t start = offset(index);
    size_t end;
    if (bytes[start] == '"') {
        if (!stringEnd(start, offset(index + 1), end)) { return CSJ_SYNTAX; }
        slot.kind = CSJ_STRING;
        slot.bytes = bytes + start + 1;
        slot.length = uint32_t(end - start - 2);
        if (hasBackslash(start + 1, end - 1)) {
            uint8_t *textEnd = StringText::resolve(slot.bytes, bytes + end - 1, resolves ? written : nullptr);
            if (!textEnd) { return CSJ_BAD_ESCAPE; }
            if (resolves) {
                slot.bytes = written;
                slot.length = uint32_t(textEnd - written);
                written = textEnd;
            }
        }
        return CSJ_OK;
    }
    end = tokenEnd(start, offset(index + 1));
    slot.bytes = bytes + start;
    slot.length = uint32_t(end - start);
    switch (bytes[start]) {
    case 't': slot.kind = CSJ_TRUE; return isWord(slot.bytes, slot.length, "true", 4) ? CSJ_OK : CSJ_SYNTAX;
    case 'f': slot.kind = CSJ_FALSE; return isWord(slot.bytes, slot.length, "false", 5) ? CSJ_OK : CSJ_SYNTAX;
    case 'n': slot.kind = CSJ_NULL; return isWord(slot.bytes, slot.length, "null", 4) ? CSJ_OK : CSJ_SYNTAX;
    default: slot.kind = CSJ_NUMBER; return isNumber(slot.bytes, bytes + end) ? CSJ_OK : CSJ_SYNTAX;
    }
}

inline csj_status StructureWalk::read(uint32_t &index, csj_slot &slot, bool resolves) {
    if (index >= count) { return CSJ_SYNTAX; }
    const size_t start = structure[index];
    switch (bytes[start]) {
    case '{':
    case '[': {
        slot.kind = bytes[start] == '{' ? CSJ_OBJECT : CSJ_ARRAY;
        slot.position = index;
        slot.bytes = bytes + start;
        size_t end;
        const csj_status status = nested(index, end);
        slot.length = uint32_t(end - start);
        return status;
    }
    case '}': case ']': case ':': case ',':
        return CSJ_SYNTAX;
    default: {
        const csj_status status = scalar(index, slot, resolves);
        index++;
        return status;
    }
    }
}

csj_status StructureWalk::value(uint32_t &index, csj_slot &slot) { return read(index, slot, true); }

csj_status StructureWalk::skip(uint32_t &index, size_t &end) {
    csj_slot slot{};
    const csj_status status = read(index, slot, false);
    end = size_t(slot.bytes - bytes) + slot.length + (slot.kind == CSJ_STRING ? 1 : 0);
    return status;
}

/// Validates the object or array at `index` with a stack of its own, so that no input can exhaust the thread's.
csj_status StructureWalk::nested(uint32_t &index, size_t &end) {
    bool isObject[1024];
    uint32_t depth = 0;
    end = offset(index);
    bool wantsValue = true;
    while (true) {
        if (wantsValue) {
            const uint8_t opening = character(index);
            if (opening == '{' || opening == '[') {
                if (depth == maxDepth) { return CSJ_TOO_DEEP; }
                isObject[depth++] = opening == '{';
                index++;
                wantsValue = !(character(index) == (opening == '{' ? '}' : ']'));
            } else if (opening == 0 || strchr("}]:,", opening)) {
                return CSJ_SYNTAX;
            } else {
                csj_slot slot{};
                const csj_status status = scalar(index++, slot, false);
                if (status != CSJ_OK) { return status; }
                wantsValue = false;
            }
        } else {
            const bool inObject = isObject[depth - 1];
            const uint8_t next = character(index);
            if (next == (inObject ? '}' : ']')) {
                end = offset(index) + 1;
                index++;
                if (--depth == 0) { return CSJ_OK; }
                continue;
            }
            if (next != ',') { return CSJ_SYNTAX; }
            index++;
            wantsValue = true;
        }
        if (wantsValue && isObject[depth - 1]) {
            csj_slot key{};
            if (character(index) != '"') { return CSJ_SYNTAX; }
            const csj_status status = scalar(index++, key, false);
            if (status != CSJ_OK) { return status; }
            if (character(index++) != ':') { return CSJ_SYNTAX; }
        }
    }
}

/// A field that is given again: the same value, or an empty one on either side, is no conflict; `held` keeps the one
/// that says something.
bool StructureWalk::isSame(csj_slot &held, const csj_slot &again) {
    const auto isEmpty = [](const csj_slot &slot) {
        return slot.kind == CSJ_NULL || (slot.kind == CSJ_STRING && slot.length == 0);
    };
    if (isEmpty(again)) { return true; }
    if (isEmpty(held)) {
        held = again;
        return true;
    }
    return held.kind == again.kind && held.length == again.length
        && memcmp(held.bytes, again.bytes, held.length) == 0;
}

/// The slot of the key at `index`, which a colon has to follow; -1 for an unknown one.
csj_status StructureWalk::key(const FieldTable &fields, uint32_t index, uint32_t ordinal, int32_t &slot) {
    const size_t start = structure[index] + 1;
    const size_t colon = structure[index + 1];
    if (bytes[start - 1] != '"' || bytes[colon] != ':') { return CSJ_SYNTAX; }
    size_t end;
    if (!stringEnd(start - 1, colon, end)) { return CSJ_SYNTAX; }
    if (hasBackslash(start, end - 1)) { return slotOfEscaped(fields, start, end - 1, slot); }
    slot = slotOf(fields, start, end - 1 - start, ordinal);
    return CSJ_OK;
}

/// Whether the key at `index` is the one that stood here in the object before, written the same way.
inline bool StructureWalk::guessedKey(uint32_t index, uint32_t ordinal, int32_t &slot) const {
    if (ordinal >= guesses.size()) { return false; }
    const Guess &guess = guesses[ordinal];
    const size_t start = structure[index];
    const size_t colon = structure[index + 1];
    slot = guess.slot;
    return colon - start == size_t(guess.length) + 2 && guess.length > 0 && bytes[colon] == ':'
        && bytes[start] == '"' && bytes[colon - 1] == '"' && equalBytes(bytes + start + 1, guess.text, guess.length);
}

/// The usual value: a string without escapes that ends right before the next position.
inline bool StructureWalk::plainString(uint32_t &index, csj_slot &slot) const {
    const size_t start = structure[index];
    const size_t next = structure[index + 1];
    if (bytes[start] != '"' || bytes[next - 1] != '"' || next - start < 2) { return false; }
    if (start < backslashFrom || backslash < next) { return false; }
    slot.bytes = bytes + start + 1;
    slot.length = uint32_t(next - start - 2);
    slot.kind = CSJ_STRING;
    index++;
    return true;
}

csj_status StructureWalk::object(const FieldTable &fields, uint32_t &index, csj_slot *slots) {
    if (character(index) != '{') { return CSJ_NO_OBJECT; }
    if (character(++index) == '}') {
        index++;
        return CSJ_OK;
    }
    if (guessedFor != &fields) {
        guesses.fill(Guess{});
        guessedFor = &fields;
    }
    csj_status result = CSJ_OK;
    for (uint32_t ordinal = 0;; ordinal++) {
        // Key, colon, value and what follows: an object that ends has at least so many positions left.
        if (count - index < 4) { return CSJ_SYNTAX; }
        int32_t slot;
        csj_status status = CSJ_OK;
        if (!guessedKey(index, ordinal, slot)) { status = key(fields, index, ordinal, slot); }
        if (status != CSJ_OK) { return status; }
        index += 2;
        csj_slot again;
        csj_slot *target = &again;
        if (slot >= 0 && slots[slot].kind == CSJ_ABSENT) { target = &slots[slot]; }
        if (!plainString(index, *target)) { status = read(index, *target, slot >= 0); }
        if (status != CSJ_OK) { return status; }
        if (slot < 0) {
            hasUnknownFields = true;
        } else if (target == &again && !isSame(slots[slot], again)) {
            // The walk goes on after a conflict: broken structure behind it matters more.
            conflictSlot = uint32_t(slot);
            result = CSJ_CONFLICT;
        }
        const uint8_t next = character(index++);
        if (next == '}') { return result; }
        if (next != ',') { return CSJ_SYNTAX; }
    }
}
