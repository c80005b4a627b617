package dev.spoor.server.config;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** All settings, read off {@link SpoorConfig}. */
public final class SettingTable {
    private static final List<Row> ROWS = rows(SpoorConfig.class, "");
    private static final Map<String, Row> BY_NAME = byName();

    private SettingTable() {}

    /**
     * One setting.
     *
     * @param name dotted path in snake case, as in a file: {@code otlp.max_depth}
     * @param variable the environment variable: {@code SPOOR_OTLP_MAX_DEPTH}
     * @param flag of {@code spoor serve}, empty for none
     * @param byDefault the default as a user would write it
     */
    public record Row(
            String name,
            String variable,
            String flag,
            Class<?> type,
            String byDefault,
            String doc,
            long min,
            long max) {

        /** What kind of text it takes, for people. */
        public String kind() {
            if (type == int.class || type == long.class) {
                return "number";
            } else if (type == boolean.class) {
                return "true or false";
            } else if (type == ByteSize.class) {
                return "size";
            } else if (type == Duration.class) {
                return "duration";
            } else if (type == Path.class) {
                return "path";
            } else if (type == List.class) {
                return "list, separated by commas";
            } else if (type.isEnum()) {
                return Arrays.stream(type.getEnumConstants())
                        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" or "));
            }
            return "text";
        }
    }

    /** In the order of declaration. */
    public static List<Row> rows() {
        return ROWS;
    }

    /** The setting of that name. */
    static Row row(String name) {
        Row row = BY_NAME.get(name);
        if (row == null) {
            throw new ConfigException("there is no setting '" + name + "'" + didYouMean(name, Row::name));
        }
        return row;
    }

    static boolean has(String name) {
        return BY_NAME.containsKey(name);
    }

    /** "; did you mean 'x'?" for the nearest name. */
    static String didYouMean(String found, java.util.function.Function<Row, String> spelling) {
        return ROWS.stream()
                .map(spelling)
                .min(java.util.Comparator.comparingInt(name -> distance(found, name)))
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElse("");
    }

    /** The table of all settings in Markdown, as {@code docs/configuration.md} has it. */
    public static String markdown() {
        StringBuilder out = new StringBuilder("| setting | environment | flag | takes | default | what it does |\n")
                .append("| --- | --- | --- | --- | --- | --- |\n");
        UnaryOperator<String> code = text -> text.isEmpty() ? "" : "`" + text + "`";
        for (Row row : ROWS) {
            out.append("| ")
                    .append(String.join(
                            " | ",
                            code.apply(row.name()),
                            code.apply(row.variable()),
                            code.apply(row.flag()),
                            row.kind(),
                            code.apply(row.byDefault()),
                            row.doc()))
                    .append(" |\n");
        }
        return out.toString();
    }

    private static List<Row> rows(Class<?> record, String prefix) {
        List<Row> rows = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            String name = prefix + snakeCase(component.getName());
            Setting setting = component.getAnnotation(Setting.class);
            if (setting == null) {
                rows.addAll(rows(component.getType(), name + "."));
            } else {
                String variable = "SPOOR_" + name.replace('.', '_').toUpperCase(Locale.ROOT);
                rows.add(new Row(
                        name,
                        variable,
                        setting.flag(),
                        component.getType(),
                        setting.byDefault(),
                        setting.value(),
                        setting.min(),
                        setting.max()));
            }
        }
        return List.copyOf(rows);
    }

    private static Map<String, Row> byName() {
        Map<String, Row> byName = new TreeMap<>();
        ROWS.forEach(row -> byName.put(row.name(), row));
        return byName;
    }

    static String snakeCase(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + change);
            }
            above = row;
        }
        return above[b.length()];
    }
}
