package dev.spoor.dialects;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which attributes hold what went into a span, and what came out of it, in any dialect. Immutable. */
final class ContentKeys {
    private static final Set<Field> IN =
            EnumSet.of(Field.INPUT, Field.INPUT_MESSAGES, Field.TOOL_ARGUMENTS, Field.SYSTEM_INSTRUCTIONS);
    private static final Set<Field> OUT =
            EnumSet.of(Field.OUTPUT, Field.OUTPUT_MESSAGES, Field.TOOL_RESULT, Field.DOCUMENTS);

    /** Of those that spread a conversation over many keys. */
    private static final List<String> IN_PREFIXES = List.of("llm.input_messages.", "gen_ai.prompt.");

    private static final List<String> OUT_PREFIXES =
            List.of("llm.output_messages.", "gen_ai.completion.", "retrieval.documents.");

    private final Set<String> in = new HashSet<>();
    private final Set<String> out = new HashSet<>();

    ContentKeys(List<Dialect> dialects) {
        for (Dialect dialect : dialects) {
            for (KeyTable.Entry entry : dialect.table.allEntries) {
                if (IN.contains(entry.field())) {
                    in.addAll(List.of(entry.keys()));
                } else if (OUT.contains(entry.field())) {
                    out.addAll(List.of(entry.keys()));
                }
            }
        }
    }

    boolean isInput(String key) {
        return in.contains(key) || IN_PREFIXES.stream().anyMatch(key::startsWith);
    }

    boolean isOutput(String key) {
        return out.contains(key) || OUT_PREFIXES.stream().anyMatch(key::startsWith);
    }
}
