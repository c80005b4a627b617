package dev.spoor.model.filter;

import dev.spoor.model.filter.Lexer.Kind;
import dev.spoor.model.filter.Lexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a field's name and finds it in the catalogue. */
final class FieldParser {

    /** Keys under which MLflow keeps what has a field of its own here. */
    private static final Map<FieldRef, Field> OWN_FIELDS = Map.of(
            new FieldRef(Field.METADATA, "mlflow.trace.session"), Field.SESSION,
            new FieldRef(Field.METADATA, "mlflow.trace.user"), Field.USER,
            new FieldRef(Field.METADATA, "mlflow.sourceRun"), Field.RUN_ID,
            new FieldRef(Field.TAG, "mlflow.traceName"), Field.NAME);

    private static final List<String> TRACE_PREFIXES = List.of("attributes.", "attribute.", "trace.");

    private FieldParser() {}

    /**
     * @param spanShort whether the name was a short one of a span's field, as {@code model}
     */
    record Named(FieldRef ref, Token at, boolean spanShort) {}

    /** Reads the next tokens as a field's name; inside {@code span(…)} the prefix {@code span.} may be left out. */
    static Named field(TokenReader tokens, boolean inSpan) {
        Token first = tokens.next();
        if (first.kind() != Kind.WORD && first.kind() != Kind.QUOTED_KEY) {
            throw tokens.unexpected(first, "the name of a field, such as status, tag.env or span.name");
        }
        String name = first.text() + rest(tokens);
        Named named = inSpan ? find("span." + name, first) : null;
        if (named == null || named.ref().field().scope() != Field.Scope.SPAN) {
            named = find(name, first);
        }
        for (int i = 0; named == null && i < TRACE_PREFIXES.size(); i++) {
            String prefix = TRACE_PREFIXES.get(i);
            if (name.startsWith(prefix)) {
                Named inner = find(name.substring(prefix.length()), first);
                named = inner != null && inner.ref().field().scope() == Field.Scope.TRACE ? inner : null;
            }
        }
        if (named == null) {
            throw new FilterException(
                    "Unknown field '" + name + "'", first.position(), "a known field", Nearest.to(name));
        }
        if (inSpan && named.ref().field().scope() != Field.Scope.SPAN) {
            throw new FilterException(
                    "Field '" + name + "' is not of a span", first.position(), "a span's field within span( )", "");
        }
        Field own = OWN_FIELDS.get(named.ref());
        return own == null ? named : new Named(FieldRef.of(own), first, false);
    }

    private static String rest(TokenReader tokens) {
        List<String> parts = new ArrayList<>();
        while (tokens.peek().glued() && (tokens.peek().is(".") || tokens.peek().is("-"))) {
            String separator = tokens.next().text();
            Token part = tokens.next();
            if (!part.glued() || part.kind() == Kind.SYMBOL || part.kind() == Kind.END) {
                throw tokens.unexpected(part, "a name after '" + separator + "'");
            }
            parts.add(separator + part.text());
        }
        return String.join("", parts);
    }

    private static @Nullable Named find(String name, Token at) {
        for (Field field : Field.values()) {
            for (String known : field.names()) {
                boolean spanShort = field.scope() == Field.Scope.SPAN && !field.keyed() && !known.startsWith("span.");
                if (!field.keyed() && known.equals(name)) {
                    return new Named(FieldRef.of(field), at, spanShort);
                }
                if (field.keyed() && name.startsWith(known + ".") && name.length() > known.length() + 1) {
                    return new Named(new FieldRef(field, name.substring(known.length() + 1)), at, false);
                }
            }
        }
        return null;
    }
}
