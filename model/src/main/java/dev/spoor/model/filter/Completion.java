package dev.spoor.model.filter;

import java.util.Arrays;
import java.util.List;

/**
 * What an editor needs to complete filters and explain them.
 *
 * @param name to insert; ends in a dot where a key follows
 * @param aliases other names that mean the same
 * @param operators in the order to offer
 * @param values values that are known beforehand, else empty
 */
public record Completion(
        String name,
        List<String> aliases,
        Field.Scope scope,
        FieldType type,
        String meaning,
        List<String> operators,
        List<String> values) {

    /** One for each field of the catalogue, in its order. */
    public static List<Completion> fields() {
        return Arrays.stream(Field.values()).map(Completion::of).toList();
    }

    private static Completion of(Field field) {
        String dot = field.keyed() ? "." : "";
        return new Completion(
                field.printedName() + dot,
                field.names().stream().skip(1).map(name -> name + dot).toList(),
                field.scope(),
                field.type(),
                field.meaning(),
                Arrays.stream(Operator.values())
                        .filter(field.type().operators()::contains)
                        .map(Operator::text)
                        .toList(),
                values(field));
    }

    private static List<String> values(Field field) {
        return switch (field) {
            case STATUS -> List.of("OK", "ERROR", "IN_PROGRESS");
            case SPAN_STATUS -> List.of("OK", "ERROR", "UNSET");
            case SPAN_TYPE ->
                dev.spoor.model.SpanType.KNOWN.stream()
                        .map(dev.spoor.model.SpanType::name)
                        .toList();
            case SPAN_KIND ->
                Arrays.stream(dev.spoor.model.SpanKind.values()).map(Enum::name).toList();
            default -> List.of();
        };
    }
}
