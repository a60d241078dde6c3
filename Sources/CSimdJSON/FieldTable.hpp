#pragma once

#include <array>
#include <cstdint>
#include <cstring>

/// Field names without regard to ASCII case, by open addressing over a hash of the lower-cased bytes.
struct FieldTable {
    static constexpr size_t longestName = 63;

    struct Entry {
        char name[longestName + 1];
        uint8_t length;
        int32_t slot;
    };

    std::array<Entry, 256> entries;
    uint32_t entryCount = 0;
    /// Entry index + 1; 0 is free.
    std::array<uint16_t, 1024> table{};
    uint32_t slotCount = 0;

    static uint8_t lowered(uint8_t byte) { return byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte; }

    static uint32_t hash(const uint8_t *name, size_t length) {
        uint32_t state = 2166136261u;
        for (size_t i = 0; i < length; i++) { state = (state ^ lowered(name[i])) * 16777619u; }
        return state ^ (state >> 15);
    }

    bool add(const uint8_t *name, size_t length, uint32_t slot) {
        if (length == 0 || length > longestName || entryCount == entries.size()) { return false; }
        Entry entry{};
        for (size_t i = 0; i < length; i++) { entry.name[i] = char(lowered(name[i])); }
        entry.length = uint8_t(length);
        entry.slot = int32_t(slot);
        entries[entryCount++] = entry;
        size_t place = hash(name, length) & (table.size() - 1);
        while (table[place] != 0) { place = (place + 1) & (table.size() - 1); }
        table[place] = uint16_t(entryCount);
        if (slot >= slotCount) { slotCount = slot + 1; }
        return true;
    }

    int32_t find(const uint8_t *name, size_t length) const {
        if (length == 0 || length > longestName) { return -1; }
        size_t place = hash(name, length) & (table.size() - 1);
        while (table[place] != 0) {
            const Entry &entry = entries[table[place] - 1];
            if (entry.length == length && equals(entry, name)) { return entry.slot; }
            place = (place + 1) & (table.size() - 1);
        }
        return -1;
    }

private:
    static bool equals(const Entry &entry, const uint8_t *name) {
        for (size_t i = 0; i < entry.length; i++) {
            if (uint8_t(entry.name[i]) != lowered(name[i])) { return false; }
        }
        return true;
    }
};
