package dev.spoor.model.filter;

import static dev.spoor.model.filter.Operator.*;

import dev.spoor.model.filter.Lexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads one condition: field, operator, values. */
final class ConditionParser {
    private static final Map<String, Operator> SYMBOLS =
            Map.of("=", EQUAL, "!=", NOT_EQUAL, "<", LESS, "<=", LESS_OR_EQUAL, ">", GREATER, ">=", GREATER_OR_EQUAL);

    private ConditionParser() {}

    static Filter condition(TokenReader tokens, boolean inSpan) {
        FieldParser.Named named = FieldParser.field(tokens, inSpan);
        FieldRef ref = named.ref();
        Token at = tokens.peek();
        Operator operator = operator(tokens, ref);
        if (!ref.field().type().operators().contains(operator)) {
            throw new FilterException(
                    ref.field().printedName() + " cannot be compared with " + operator.text(),
                    at.position(),
                    known(ref),
                    "");
        }
        List<Operand> operands = operands(tokens, ref, operator);
        Filter.Condition condition = new Filter.Condition(ref, operator, operands);
        if (inSpan || !named.spanShort()) {
            return condition;
        }
        return operator == IS_NULL
                ? new Filter.Not(new Filter.AnySpan(new Filter.Condition(ref, IS_NOT_NULL, List.of())))
                : new Filter.AnySpan(condition);
    }

    private static Operator operator(TokenReader tokens, FieldRef ref) {
        Token token = tokens.next();
        Operator symbol = token.kind() == Lexer.Kind.SYMBOL ? SYMBOLS.get(token.text()) : null;
        if (symbol != null) {
            return symbol;
        }
        if (token.isWord("IS")) {
            boolean not = tokens.takeWord("NOT");
            if (!tokens.takeWord("NULL")) {
                throw tokens.unexpected(tokens.peek(), not ? "NULL" : "NULL or NOT NULL");
            }
            return not ? IS_NOT_NULL : IS_NULL;
        }
        boolean not = token.isWord("NOT");
        Token word = not ? tokens.next() : token;
        if (word.isWord("IN")) {
            return not ? NOT_IN : IN;
        } else if (word.isWord("BETWEEN")) {
            return not ? NOT_BETWEEN : BETWEEN;
        } else if (word.isWord("LIKE")) {
            return not ? NOT_LIKE : LIKE;
        } else if (word.isWord("ILIKE")) {
            return not ? NOT_ILIKE : ILIKE;
        } else if (word.isWord("RLIKE")) {
            return not ? NOT_RLIKE : RLIKE;
        }
        String nearest = word.is("==") ? "=" : word.is("<>") ? "!=" : "";
        throw new FilterException("Unexpected " + word.shown(), word.position(), known(ref), nearest);
    }

    private static List<Operand> operands(TokenReader tokens, FieldRef ref, Operator operator) {
        List<Operand> operands = new ArrayList<>();
        switch (operator) {
            case IS_NULL, IS_NOT_NULL -> {}
            case IN, NOT_IN -> {
                tokens.require("(", "( and a list of values");
                do {
                    operands.add(OperandParser.operand(tokens, ref, operator));
                } while (tokens.take(","));
                tokens.require(")", "a comma or )");
            }
            case BETWEEN, NOT_BETWEEN -> {
                operands.add(OperandParser.operand(tokens, ref, operator));
                if (!tokens.takeWord("AND")) {
                    throw tokens.unexpected(tokens.peek(), "AND");
                }
                operands.add(OperandParser.operand(tokens, ref, operator));
            }
            default -> operands.add(OperandParser.operand(tokens, ref, operator));
        }
        return operands;
    }

    private static String known(FieldRef ref) {
        StringBuilder text = new StringBuilder("one of ");
        for (Operator operator : Operator.values()) {
            if (ref.field().type().operators().contains(operator)) {
                text.append(text.length() > 7 ? ", " : "").append(operator.text());
            }
        }
        return text.toString();
    }
}
