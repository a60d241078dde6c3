#pragma once

#include "CSimdJSON.h"

#include <cstdint>
#include <cstring>

/// The text of a JSON string: escapes checked and resolved. The bytes are valid UTF-8 and hold no raw control
/// characters, as stage 1 has made sure.
namespace StringText {

inline int32_t hexDigit(uint8_t byte) {
    if (byte >= '0' && byte <= '9') { return byte - '0'; }
    const uint8_t letter = byte | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/// Four hexadecimal digits, or -1.
inline int32_t codeUnit(const uint8_t *bytes, const uint8_t *end) {
    if (end - bytes < 4) { return -1; }
    int32_t value = 0;
    for (int i = 0; i < 4; i++) {
        const int32_t digit = hexDigit(bytes[i]);
        if (digit < 0) { return -1; }
        value = value << 4 | digit;
    }
    return value;
}

inline uint8_t *appendScalar(uint8_t *target, uint32_t scalar) {
    if (scalar < 0x80) {
        *target++ = uint8_t(scalar);
    } else if (scalar < 0x800) {
        *target++ = uint8_t(0xC0 | scalar >> 6);
        *target++ = uint8_t(0x80 | (scalar & 0x3F));
    } else if (scalar < 0x10000) {
        *target++ = uint8_t(0xE0 | scalar >> 12);
        *target++ = uint8_t(0x80 | (scalar >> 6 & 0x3F));
        *target++ = uint8_t(0x80 | (scalar & 0x3F));
    } else {
        *target++ = uint8_t(0xF0 | scalar >> 18);
        *target++ = uint8_t(0x80 | (scalar >> 12 & 0x3F));
        *target++ = uint8_t(0x80 | (scalar >> 6 & 0x3F));
        *target++ = uint8_t(0x80 | (scalar & 0x3F));
    }
    return target;
}

inline bool simpleEscape(uint8_t letter, uint8_t &byte) {
    switch (letter) {
    case '"': case '\\': case '/': byte = letter; return true;
    case 'b': byte = '\b'; return true;
    case 'f': byte = '\f'; return true;
    case 'n': byte = '\n'; return true;
    case 'r': byte = '\r'; return true;
    case 't': byte = '\t'; return true;
    default: return false;
    }
}

/// Reads what follows `\u`; false when it is malformed. Lone surrogates and NUL, which no text can hold, become U+FFFD.
inline bool unicodeEscape(const uint8_t *&at, const uint8_t *end, uint32_t &scalar) {
    const int32_t first = codeUnit(at, end);
    if (first < 0) { return false; }
    at += 4;
    scalar = uint32_t(first);
    if (first >= 0xD800 && first < 0xDC00) {
        const int32_t second = end - at >= 6 && at[0] == '\\' && at[1] == 'u' ? codeUnit(at + 2, end) : -1;
        if (second >= 0xDC00 && second < 0xE000) {
            scalar = 0x10000 + (uint32_t(first - 0xD800) << 10 | uint32_t(second - 0xDC00));
            at += 6;
            return true;
        }
    }
    if ((first >= 0xD800 && first < 0xE000) || first == 0) { scalar = 0xFFFD; }
    return true;
}

/// Resolves the escapes of `[at, end)` into `target`, which takes at most as many bytes; without a target it only
/// checks. Returns the end of what was written, or NULL for a malformed escape.
inline uint8_t *resolve(const uint8_t *at, const uint8_t *end, uint8_t *target) {
    uint8_t discarded[4];
    const bool writes = target != nullptr;
    if (!writes) { target = discarded; }
    while (at < end) {
        const uint8_t *slash = static_cast<const uint8_t *>(memchr(at, '\\', size_t(end - at)));
        const size_t plain = size_t((slash ? slash : end) - at);
        if (writes) {
            memcpy(target, at, plain);
            target += plain;
        }
        if (!slash) { break; }
        if (end - slash < 2) { return nullptr; }
        at = slash + 2;
        uint8_t byte;
        uint32_t scalar;
        if (slash[1] == 'u') {
            if (!unicodeEscape(at, end, scalar)) { return nullptr; }
        } else if (simpleEscape(slash[1], byte)) {
            scalar = byte;
        } else {
            return nullptr;
        }
        uint8_t *written = appendScalar(target, scalar);
        if (writes) { target = written; }
    }
    return target;
}

}  // namespace StringText
