package dev.spoor.model.filter;

import dev.spoor.model.filter.Lexer.Kind;
import dev.spoor.model.filter.Lexer.Token;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the filter language: a superset of MLflow's trace search. The grammar (keywords in any case):
 *
 * <pre>
 * filter    := [ or ]
 * or        := and { OR and }
 * and       := not { AND not }
 * not       := NOT not | '(' or ')' | span '(' or ')' | TRUE | condition
 * condition := field comparison value | field [NOT] IN '(' value { ',' value } ')'
 *            | field [NOT] BETWEEN value AND value | field [NOT] (LIKE | ILIKE | RLIKE) text | field IS [NOT] NULL
 * comparison:= '=' | '!=' | '&lt;' | '&lt;=' | '&gt;' | '&gt;='
 * field     := name { '.' ( name | '`' any '`' | text ) }
 * value     := text | ['-'] number [unit] | TRUE | FALSE | now [ ('+' | '-') duration ]
 * text      := quoted by ' or ", the quote inside doubled
 * </pre>
 *
 * <p>Conditions on {@code span.} fields that are joined by AND (without NOT) must hold on the same span; {@code span(…)}
 * makes such a group explicitly, and may hold NOT. The short names ({@code model}, {@code tool} …) each ask for any span.
 * A stray AND at either end is passed over, as MLflow does.
 */
public final class FilterParser {
    /** The longest filter that is read. */
    public static final int MAX_CHARS = 32_768;

    /** The deepest nesting of brackets and NOT. */
    public static final int MAX_DEPTH = 100;

    private final TokenReader tokens;
    private int depth;

    private FilterParser(String text) {
        this.tokens = new TokenReader(text);
    }

    /**
     * @return the tree; {@link Filter#ALL} for blank text
     * @throws FilterException when the text is no filter
     */
    public static Filter parse(String text) {
        if (text.length() > MAX_CHARS) {
            throw new FilterException("Filter too long", MAX_CHARS, "at most " + MAX_CHARS + " characters", "");
        }
        return new FilterParser(text).whole();
    }

    private Filter whole() {
        while (tokens.takeWord("AND")) {
            // passed over, as MLflow does
        }
        if (tokens.peek().kind() == Kind.END) {
            return Filter.ALL;
        }
        Filter filter = or(false);
        Token rest = tokens.peek();
        if (rest.kind() != Kind.END) {
            throw tokens.unexpected(rest, "AND, OR or the end");
        }
        return SameSpan.lift(filter);
    }

    private Filter or(boolean inSpan) {
        List<Filter> parts = new ArrayList<>();
        do {
            parts.add(and(inSpan));
        } while (tokens.takeWord("OR"));
        return parts.size() == 1 ? parts.get(0) : inSpan ? new Filter.Or(parts) : SameSpan.or(parts);
    }

    private Filter and(boolean inSpan) {
        List<Filter> parts = new ArrayList<>();
        parts.add(not(inSpan));
        while (tokens.takeWord("AND")) {
            if (tokens.peek().kind() == Kind.END) {
                break;
            }
            parts.add(not(inSpan));
        }
        return parts.size() == 1 ? parts.get(0) : inSpan ? new Filter.And(parts) : SameSpan.and(parts);
    }

    private Filter not(boolean inSpan) {
        Token first = tokens.peek();
        if (++depth > MAX_DEPTH) {
            throw new FilterException("Nested too deep", first.position(), "at most " + MAX_DEPTH + " levels", "");
        }
        try {
            if (tokens.takeWord("NOT")) {
                Filter part = not(inSpan);
                return new Filter.Not(inSpan ? part : SameSpan.lift(part));
            }
            if (tokens.take("(")) {
                Filter inner = or(inSpan);
                tokens.require(")", "AND, OR or )");
                return inner;
            }
            if (first.isWord("span") && tokens.peekAfter().is("(")) {
                if (inSpan) {
                    throw tokens.unexpected(first, "no span( ) within span( )");
                }
                tokens.next();
                tokens.next();
                Filter condition = or(true);
                tokens.require(")", "AND, OR or )");
                return new Filter.AnySpan(condition);
            }
            if (tokens.takeWord("TRUE")) {
                return Filter.ALL;
            }
            return ConditionParser.condition(tokens, inSpan);
        } finally {
            depth--;
        }
    }
}
