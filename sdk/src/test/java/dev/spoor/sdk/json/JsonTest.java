package dev.spoor.sdk.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    record Point(int x, Optional<String> label) {}

    enum Colour {
        RED {
            @Override
            public String toString() {
                return "a red";
            }
        }
    }

    static final class HoldsKey {
        final String apiKey = "sk-secret";
    }

    static final class Speaks {
        @Override
        public String toString() {
            return "I am \"it\"";
        }
    }

    @Test
    void valuesAreWrittenAsWhatTheyAre() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "a\"b\\c\n\u0001\uD83D\uDE00");
        value.put("none", null);
        value.put("numbers", new double[] {1.5, Double.NaN});
        value.put("record", new Point(3, Optional.of("p")));
        value.put("enum", Colour.RED);
        value.put("path", Path.of("/tmp/x"));
        value.put("time", Duration.ofSeconds(90));
        value.put("bytes", new byte[7]);
        value.put("decimal", new BigDecimal("1.10"));
        value.put("char", 'c');
        assertThat(JsonWriter.write(value))
                .isEqualTo("{\"text\":\"a\\\"b\\\\c\\n\\u0001\uD83D\uDE00\",\"none\":null,\"numbers\":[1.5,\"NaN\"],"
                        + "\"record\":{\"x\":3,\"label\":\"p\"},\"enum\":\"RED\",\"path\":\"/tmp/x\",\"time\":\"PT1M30S\","
                        + "\"bytes\":\"<7 bytes>\",\"decimal\":1.10,\"char\":\"c\"}");
    }

    @Test
    void objectsAreNotTakenApart() {
        assertThat(JsonWriter.write(new HoldsKey())).isEqualTo("\"<HoldsKey>\"");
        assertThat(JsonWriter.write(new Speaks())).isEqualTo("\"I am \\\"it\\\"\"");
        assertThat(JsonWriter.write(Stream.of(1))).isEqualTo("\"<Head>\"");
    }

    @Test
    void whatFailsLeavesAMark() {
        Object fails = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no");
            }
        };
        assertThat(JsonWriter.write(List.of(1, fails))).isEqualTo("[1,\"<failed: IllegalStateException>\"]");
    }

    @Test
    void aValueThatHoldsItselfEnds() throws Exception {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("self", map);
        JACKSON.readTree(JsonWriter.write(map));
    }

    @Test
    void limitsLeaveMarksAndValidJson() throws Exception {
        JsonLimits limits = new JsonLimits(200, 20, 3, 2);
        assertThat(JsonWriter.write("x".repeat(25), limits))
                .isEqualTo("\"" + "x".repeat(20) + "…[5 more characters]\"");
        assertThat(JsonWriter.write(List.of(1, 2, 3, 4, 5), limits)).isEqualTo("[1,2,3,\"<more>\"]");
        assertThat(JsonWriter.write(List.of(List.of(List.of(1))), limits)).isEqualTo("[[\"<too deep>\"]]");
        String large =
                JsonWriter.write(Map.of("a", Arrays.asList("y".repeat(90), "z".repeat(90)), "b", "c".repeat(300)));
        JACKSON.readTree(large);
        String cut = JsonWriter.write("\uD83D\uDE00".repeat(20), limits);
        assertThat(JACKSON.readTree(cut).asText()).startsWith("\uD83D\uDE00".repeat(10) + "…");
    }

    @Property
    void whatIsWrittenCanBeReadByAnyone(
            @ForAll("values") Object value, @ForAll @IntRange(min = 100, max = 400) int chars) throws Exception {
        String json = JsonWriter.write(value, new JsonLimits(chars, 30, 5, 4));
        JACKSON.readTree(json);
        assertThat(json.length()).isLessThan(chars + 400);
        JsonNode again = JACKSON.readTree(JsonWriter.write(JsonReader.read(json)));
        assertThat(again.equals(JsonTest::compare, JACKSON.readTree(json)))
                .as(json)
                .isTrue();
    }

    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.strings().map(Object.class::cast),
                Arbitraries.longs().map(Object.class::cast),
                Arbitraries.doubles().map(Object.class::cast),
                Arbitraries.of(true, false).map(Object.class::cast));
        return Arbitraries.recursive(
                () -> leaf,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(8).map(Object.class::cast),
                        Arbitraries.maps(Arbitraries.strings(), inner)
                                .ofMaxSize(8)
                                .map(Object.class::cast)),
                0,
                4);
    }

    @Test
    void whatIsNoJsonIsRefusedWithItsPlace() {
        for (String bad :
                List.of("", "{", "[1,]", "{\"a\" 1}", "\"x", "01x", "nul", "1 2", "\"\\q\"", "\"\\u12\"", "-")) {
            assertThatThrownBy(() -> JsonReader.read(bad))
                    .as(bad)
                    .isInstanceOf(JsonReader.JsonException.class)
                    .hasMessageContaining("at character");
        }
        assertThatThrownBy(() -> JsonReader.read("[".repeat(10_000))).hasMessageContaining("nested deeper");
        assertThatThrownBy(() -> JsonReader.readObject("[]")).hasMessageContaining("expected an object");
    }
}
