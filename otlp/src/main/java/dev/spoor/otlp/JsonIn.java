package dev.spoor.otlp;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Reads JSON as protobuf's JSON mapping allows it. The cursor stands on the value that is read next. */
final class JsonIn {
    private final JsonParser in;

    JsonIn(JsonParser in) {
        this.in = in;
    }

    /** Handles one field; the cursor stands on its value. */
    interface FieldHandler {
        /** @return false when the name is unknown, and its value is skipped */
        boolean field(String camelCaseName) throws IOException;
    }

    interface ItemHandler {
        void item() throws IOException;
    }

    /** Reads the first token, which must open an object, and then the object, which must be all there is. */
    void document(FieldHandler handler) throws IOException {
        if (in.nextToken() == null) {
            throw wrong("an object", "nothing");
        }
        object(handler);
        if (in.nextToken() != null) {
            throw wrong("the end", in.currentToken().toString());
        }
    }

    void object(FieldHandler handler) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw wrong("an object", found());
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = camelCase(in.currentName());
            in.nextToken();
            if (!handler.field(name)) {
                in.skipChildren();
            }
        }
    }

    void array(ItemHandler handler) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw wrong("an array", found());
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            item(handler);
        }
    }

    private static void item(ItemHandler handler) throws IOException {
        handler.item();
    }

    boolean isNull() {
        return in.currentToken() == JsonToken.VALUE_NULL;
    }

    String text() throws IOException {
        if (isNull()) {
            return "";
        }
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong("a text", found());
        }
        return in.getText();
    }

    boolean bool() throws IOException {
        return switch (in.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            case VALUE_STRING -> Boolean.parseBoolean(in.getText());
            default -> throw wrong("true or false", found());
        };
    }

    /** A 64-bit number, signed or unsigned, as a number or a text. */
    long int64() throws IOException {
        switch (in.currentToken()) {
            case VALUE_NULL -> {
                return 0;
            }
            case VALUE_NUMBER_INT -> {
                return number(in.getText());
            }
            case VALUE_NUMBER_FLOAT -> {
                return (long) in.getDoubleValue();
            }
            case VALUE_STRING -> {
                return number(in.getText().trim());
            }
            default -> throw wrong("a whole number", found());
        }
    }

    private long number(String text) throws IOException {
        try {
            return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw wrong("a 64-bit whole number", "'" + shortened(text) + "'");
        }
    }

    double real() throws IOException {
        switch (in.currentToken()) {
            case VALUE_NULL -> {
                return 0;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return in.getDoubleValue();
            }
            case VALUE_STRING -> {
                String text = in.getText();
                try {
                    return Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    throw wrong("a number", "'" + shortened(text) + "'");
                }
            }
            default -> throw wrong("a number", found());
        }
    }

    /** A number, or a name that ends in one of the given names, whose index is the number. */
    int enumNumber(String... names) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            return (int) int64();
        }
        String text = in.getText();
        for (int i = 0; i < names.length; i++) {
            if (text.endsWith(names[i])) {
                return i;
            }
        }
        return (int) number(text);
    }

    /** An id in hex. What is not hex becomes an id of no bytes, for which its span alone is refused. */
    ByteString hexId() throws IOException {
        String text = text();
        try {
            return ByteString.copyFrom(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            return ByteString.EMPTY;
        }
    }

    ByteString base64() throws IOException {
        String text = text();
        try {
            return ByteString.copyFrom(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw wrong("base64", "'" + shortened(text) + "'");
        }
    }

    private String found() {
        JsonToken token = in.currentToken();
        return token == null ? "the end" : token.asString() == null ? token.name() : "'" + token.asString() + "'";
    }

    private MalformedOtlpException wrong(String expected, @Nullable String found) {
        String field = in.getParsingContext().pathAsPointer().toString();
        return new MalformedOtlpException("not OTLP JSON: expected " + expected + " at "
                + (field.isEmpty() ? "/" : field) + place(in.currentLocation()) + ", found " + found);
    }

    static String place(@Nullable JsonLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private static String camelCase(String name) {
        if (name.indexOf('_') < 0) {
            return name;
        }
        StringBuilder camel = new StringBuilder(name.length());
        boolean upper = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                camel.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return camel.toString();
    }
}
