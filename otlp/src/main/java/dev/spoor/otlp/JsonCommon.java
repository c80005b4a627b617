package dev.spoor.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** What spans and log records share in OTLP JSON: attributes, values, resources, scopes. */
final class JsonCommon {
    private JsonCommon() {}

    static Resource resource(JsonIn in) throws IOException {
        Resource.Builder resource = Resource.newBuilder();
        in.object(name -> {
            switch (name) {
                case "attributes" -> in.array(() -> resource.addAttributes(keyValue(in)));
                case "droppedAttributesCount" -> resource.setDroppedAttributesCount((int) in.int64());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return resource.build();
    }

    static InstrumentationScope scope(JsonIn in) throws IOException {
        InstrumentationScope.Builder scope = InstrumentationScope.newBuilder();
        in.object(name -> {
            switch (name) {
                case "name" -> scope.setName(in.text());
                case "version" -> scope.setVersion(in.text());
                case "attributes" -> in.array(() -> scope.addAttributes(keyValue(in)));
                case "droppedAttributesCount" -> scope.setDroppedAttributesCount((int) in.int64());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return scope.build();
    }

    static KeyValue keyValue(JsonIn in) throws IOException {
        KeyValue.Builder pair = KeyValue.newBuilder();
        in.object(name -> {
            switch (name) {
                case "key" -> pair.setKey(in.text());
                case "value" -> pair.setValue(anyValue(in));
                default -> {
                    return false;
                }
            }
            return true;
        });
        return pair.build();
    }

    static AnyValue anyValue(JsonIn in) throws IOException {
        AnyValue.Builder value = AnyValue.newBuilder();
        in.object(name -> {
            if (in.isNull()) {
                return true;
            }
            switch (name) {
                case "stringValue" -> value.setStringValue(in.text());
                case "boolValue" -> value.setBoolValue(in.bool());
                case "intValue" -> value.setIntValue(in.int64());
                case "doubleValue" -> value.setDoubleValue(in.real());
                case "bytesValue" -> value.setBytesValue(in.base64());
                case "arrayValue" -> {
                    ArrayValue.Builder array = ArrayValue.newBuilder();
                    in.object(field -> {
                        if (!field.equals("values")) {
                            return false;
                        }
                        in.array(() -> array.addValues(anyValue(in)));
                        return true;
                    });
                    value.setArrayValue(array);
                }
                case "kvlistValue" -> {
                    KeyValueList.Builder list = KeyValueList.newBuilder();
                    in.object(field -> {
                        if (!field.equals("values")) {
                            return false;
                        }
                        in.array(() -> list.addValues(keyValue(in)));
                        return true;
                    });
                    value.setKvlistValue(list);
                }
                default -> {
                    return false;
                }
            }
            return true;
        });
        return value.build();
    }

    static void write(Resource resource, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("resource");
        writeAttributes(resource.getAttributesList(), out);
        writeCount("droppedAttributesCount", resource.getDroppedAttributesCount(), out);
        out.writeEndObject();
    }

    static void write(InstrumentationScope scope, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("scope");
        writeText("name", scope.getName(), out);
        writeText("version", scope.getVersion(), out);
        writeAttributes(scope.getAttributesList(), out);
        writeCount("droppedAttributesCount", scope.getDroppedAttributesCount(), out);
        out.writeEndObject();
    }

    static void writeAttributes(List<KeyValue> attributes, JsonGenerator out) throws IOException {
        if (!attributes.isEmpty()) {
            out.writeFieldName("attributes");
            writePairs(attributes, out);
        }
    }

    private static void writePairs(List<KeyValue> pairs, JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (KeyValue pair : pairs) {
            out.writeStartObject();
            out.writeStringField("key", pair.getKey());
            out.writeFieldName("value");
            write(pair.getValue(), out);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    static void write(AnyValue value, JsonGenerator out) throws IOException {
        out.writeStartObject();
        switch (value.getValueCase()) {
            case STRING_VALUE -> out.writeStringField("stringValue", value.getStringValue());
            case BOOL_VALUE -> out.writeBooleanField("boolValue", value.getBoolValue());
            case INT_VALUE -> out.writeStringField("intValue", Long.toString(value.getIntValue()));
            case DOUBLE_VALUE -> {
                // Jackson writes NaN and the infinities as texts, as protobuf's JSON mapping wants.
                out.writeNumberField("doubleValue", value.getDoubleValue());
            }
            case BYTES_VALUE ->
                out.writeStringField(
                        "bytesValue",
                        Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()));
            case ARRAY_VALUE -> {
                out.writeObjectFieldStart("arrayValue");
                out.writeArrayFieldStart("values");
                for (AnyValue item : value.getArrayValue().getValuesList()) {
                    write(item, out);
                }
                out.writeEndArray();
                out.writeEndObject();
            }
            case KVLIST_VALUE -> {
                out.writeObjectFieldStart("kvlistValue");
                out.writeFieldName("values");
                writePairs(value.getKvlistValue().getValuesList(), out);
                out.writeEndObject();
            }
            default -> {
                // An absent value is an empty object.
            }
        }
        out.writeEndObject();
    }

    static void writeText(String name, String text, JsonGenerator out) throws IOException {
        if (!text.isEmpty()) {
            out.writeStringField(name, text);
        }
    }

    static void writeCount(String name, int count, JsonGenerator out) throws IOException {
        if (count != 0) {
            out.writeNumberField(name, Integer.toUnsignedLong(count));
        }
    }

    static void writeNanos(String name, long nanos, JsonGenerator out) throws IOException {
        out.writeStringField(name, Long.toUnsignedString(nanos));
    }

    static void writeId(String name, ByteString id, JsonGenerator out) throws IOException {
        if (!id.isEmpty()) {
            out.writeStringField(name, HexFormat.of().formatHex(id.toByteArray()));
        }
    }
}
