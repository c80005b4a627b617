package dev.spoor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/**
 * Changes the attributes in a capture's OTLP JSON as careless and hostile senders would, and leaves ids, times and shape
 * alone, so that the whole batch must be kept. The same random numbers change it the same.
 */
final class MutatedCaptures {
    /** Stands for bytes that are no UTF-8, of the same length, which JSON cannot hold. */
    private static final byte[] MARK = "<no-utf-8>".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] NO_UTF_8 = {
        'a', (byte) 0xff, (byte) 0xc3, '(', (byte) 0xed, (byte) 0xa0, (byte) 0x80, (byte) 0xe2, (byte) 0x28, (byte) 0xf8
    };

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random;

    MutatedCaptures(Random random) {
        this.random = random;
    }

    /** Changes every list of attributes below the node, which is an export request. */
    void mutate(JsonNode node) {
        node.fields().forEachRemaining(field -> {
            if (field.getValue() instanceof ArrayNode list && field.getKey().equals("attributes")) {
                attributes(list);
            } else if (field.getKey().equals("body") && field.getValue() instanceof ObjectNode body) {
                if (random.nextInt(3) == 0) {
                    value(body);
                }
            } else {
                mutate(field.getValue());
            }
        });
        if (node instanceof ArrayNode list) {
            list.forEach(this::mutate);
        }
    }

    private void attributes(ArrayNode list) {
        for (int i = list.size() - 1; i >= 0; i--) {
            switch (random.nextInt(8)) {
                case 0 -> list.remove(i);
                case 1 -> {
                    ObjectNode twice = list.get(i).deepCopy();
                    value((ObjectNode) twice.path("value"));
                    list.add(twice);
                }
                case 2, 3, 4 -> {
                    if (list.get(i).path("value") instanceof ObjectNode value) {
                        value(value);
                    }
                }
                default -> {
                    // Stays.
                }
            }
        }
    }

    private void value(ObjectNode value) {
        String text = value.has("stringValue")
                ? value.path("stringValue").asText()
                : value.isEmpty() ? "" : value.iterator().next().toString();
        JsonNode before = value.deepCopy();
        value.removeAll();
        switch (random.nextInt(12)) {
            case 0 -> value.put("intValue", Long.toString(random.nextLong()));
            case 1 -> value.put("doubleValue", random.nextBoolean() ? "NaN" : "-1e300");
            case 2 -> value.put("boolValue", random.nextBoolean());
            case 3 ->
                value.put("bytesValue", Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
            case 4 -> value.put("stringValue", text.substring(0, text.isEmpty() ? 0 : random.nextInt(text.length())));
            case 5 -> value.put("stringValue", JSON.valueToTree(text).toString());
            case 6 -> value.put("stringValue", text + new String(MARK, StandardCharsets.US_ASCII) + text);
            case 7 -> value.put("stringValue", "[".repeat(1 + random.nextInt(3000)) + text);
            case 8 -> value.put("stringValue", random.nextInt(10) == 0 ? (text + "x").repeat(20_000) : "\u0000\ufffd");
            case 9 -> nested(value, before);
            case 10 ->
                value.putObject("arrayValue").putArray("values").add(before).addObject();
            default -> {
                // Nothing at all.
            }
        }
    }

    private void nested(ObjectNode value, JsonNode before) {
        ObjectNode at = value;
        for (int i = random.nextInt(40); i > 0; i--) {
            at = at.putObject("kvlistValue")
                    .putArray("values")
                    .addObject()
                    .put("key", "content")
                    .putObject("value");
        }
        at.putObject("arrayValue").putArray("values").add(before).addObject();
    }

    /** Puts the bytes that are no UTF-8 into a request in protobuf. */
    static byte[] withoutUtf8(byte[] protobuf) {
        for (int i = 0; i + MARK.length <= protobuf.length; i++) {
            if (protobuf[i] == MARK[0] && matches(protobuf, i)) {
                System.arraycopy(NO_UTF_8, 0, protobuf, i, NO_UTF_8.length);
            }
        }
        return protobuf;
    }

    private static boolean matches(byte[] bytes, int from) {
        return java.util.Arrays.equals(bytes, from, from + MARK.length, MARK, 0, MARK.length);
    }
}
