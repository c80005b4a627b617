package dev.spoor.dialects.prices;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The names under which a table may hold a model, from the one that was sent to the plainest. */
final class ModelNames {
    /** A provider in front, as routers and Gemini write it: {@code openai/gpt-5}, {@code models/gemini-2.5-pro}. */
    private static final Pattern PATH = Pattern.compile("^.*/");

    /** A region in front, as Bedrock writes it: {@code us.anthropic.claude-…}. */
    private static final Pattern REGION = Pattern.compile("^(us|eu|apac|global|jp|au)\\.(?=[a-z]+\\.)");

    private static final Pattern BEDROCK_MAKER = Pattern.compile("^(anthropic|amazon|meta|mistral|cohere)\\.");
    private static final Pattern BEDROCK_VERSION = Pattern.compile("-v\\d+(:\\d+)?$");
    private static final Pattern VERTEX_VERSION = Pattern.compile("@.*$");
    /** A day at the end: {@code -2024-07-18}, {@code -20250514}; or {@code -latest}. */
    private static final Pattern DAY = Pattern.compile("-(\\d{4}-\\d{2}-\\d{2}|\\d{8}|latest)$");

    private static final int MAX_CHARS = 300;

    private ModelNames() {}

    static List<String> of(String model) {
        String name = model.strip();
        if (name.length() > MAX_CHARS) {
            return List.of();
        }
        Set<String> names = new LinkedHashSet<>();
        names.add(name);
        name = name.toLowerCase(Locale.ROOT);
        for (Pattern dropped :
                new Pattern[] {null, PATH, REGION, VERTEX_VERSION, BEDROCK_VERSION, DAY, BEDROCK_MAKER, DAY}) {
            name = dropped == null ? name : dropped.matcher(name).replaceFirst("");
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return new ArrayList<>(names);
    }
}
