package dev.spoor.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An attribute's value: everything that OTLP's {@code AnyValue} can hold, and so everything that JSON can hold.
 * Immutable.
 */
public sealed interface Value {

    /** A value that is absent or JSON's null. */
    Empty EMPTY = new Empty();

    record Text(String text) implements Value {}

    record Bool(boolean value) implements Value {}

    record Int(long value) implements Value {}

    record Real(double value) implements Value {}

    /** Raw bytes; the array belongs to the value and must not be changed. */
    @SuppressWarnings("ArrayRecordComponent") // equality of bytes is defined below
    record Bytes(byte[] bytes) implements Value {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && java.util.Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return java.util.Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Bytes[" + bytes.length + "]";
        }
    }

    record ListOf(List<Value> items) implements Value {
        public ListOf {
            items = List.copyOf(items);
        }
    }

    /** Entries in the order they were sent. */
    record MapOf(Map<String, Value> entries) implements Value {
        public MapOf {
            entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    record Empty() implements Value {}

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(boolean value) {
        return new Bool(value);
    }

    static Value of(long value) {
        return new Int(value);
    }

    static Value of(double value) {
        return new Real(value);
    }
}
