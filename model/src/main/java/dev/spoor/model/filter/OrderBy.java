package dev.spoor.model.filter;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One key to sort traces by. Absent values come last either way; ties are broken by time, newest first, then by trace id.
 * MLflow's {@code order_by}: {@code timestamp_ms DESC}, {@code tag.env}.
 */
public record OrderBy(FieldRef ref, boolean descending) {
    private static final Set<FieldType> UNSORTED = EnumSet.of(FieldType.CONTENT, FieldType.PROMPT);

    /**
     * Parses one key; ascending unless it ends in DESC.
     *
     * @throws FilterException when it is none, or of a span or assessment
     */
    public static OrderBy parse(String text) {
        if (text.length() > FilterParser.MAX_CHARS) {
            throw new FilterException("Order too long", FilterParser.MAX_CHARS, "a field", "");
        }
        TokenReader tokens = new TokenReader(text);
        FieldParser.Named named = FieldParser.field(tokens, false);
        Field field = named.ref().field();
        if (field.scope() != Field.Scope.TRACE || UNSORTED.contains(field.type())) {
            throw new FilterException(
                    "Traces cannot be sorted by " + FilterPrinter.print(named.ref()),
                    named.at().position(),
                    "a field of the trace, a tag or metadata",
                    "");
        }
        boolean descending = tokens.takeWord("DESC");
        if (!descending) {
            tokens.takeWord("ASC");
        }
        if (tokens.peek().kind() != Lexer.Kind.END) {
            throw tokens.unexpected(tokens.peek(), "ASC, DESC or the end");
        }
        return new OrderBy(named.ref(), descending);
    }

    /** Parses keys in order of weight; of a field named twice the first counts. */
    public static List<OrderBy> parseAll(List<String> texts) {
        List<OrderBy> keys = new ArrayList<>();
        for (String text : texts) {
            OrderBy key = parse(text);
            if (keys.stream().noneMatch(known -> known.ref().equals(key.ref()))) {
                keys.add(key);
            }
        }
        return List.copyOf(keys);
    }
}
