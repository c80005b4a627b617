package dev.spoor.model.filter;

import java.util.ArrayList;
import java.util.List;

/** Cuts a filter's text into tokens. */
final class Lexer {
    enum Kind {
        /** A bare name or keyword. */
        WORD,
        /** A key in backticks. */
        QUOTED_KEY,
        /** Text in single or double quotes. */
        TEXT,
        /** A number, with a unit or without: {@code 2}, {@code 1.5}, {@code 1h30m}. */
        NUMBER,
        SYMBOL,
        END
    }

    /**
     * @param text without its quotes
     * @param glued whether it follows the token before without space
     */
    record Token(Kind kind, String text, int position, boolean glued) {
        boolean is(String symbol) {
            return kind == Kind.SYMBOL && text.equals(symbol);
        }

        boolean isWord(String keyword) {
            return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
        }

        String shown() {
            return kind == Kind.END ? "the end" : "'" + text + "'";
        }
    }

    private final String text;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        List<Token> tokens = new ArrayList<>();
        Token token;
        do {
            token = lexer.next();
            tokens.add(token);
        } while (token.kind() != Kind.END);
        return tokens;
    }

    private Token next() {
        int before = at;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        boolean glued = at == before && at > 0;
        if (at == text.length()) {
            return new Token(Kind.END, "", at, glued);
        }
        int start = at;
        char c = text.charAt(at);
        if (c == '\'' || c == '"') {
            return new Token(Kind.TEXT, quoted(c), start, glued);
        }
        if (c == '`') {
            return new Token(Kind.QUOTED_KEY, quoted(c), start, glued);
        }
        if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)) && !glued)) {
            while (at < text.length() && (isWordPart(text.charAt(at)) || text.charAt(at) == '.' || isExponentSign())) {
                at++;
            }
            return new Token(Kind.NUMBER, text.substring(start, at), start, glued);
        }
        if (isWordPart(c)) {
            while (at < text.length() && isWordPart(text.charAt(at))) {
                at++;
            }
            return new Token(Kind.WORD, text.substring(start, at), start, glued);
        }
        for (String two : List.of("!=", "<=", ">=", "==", "<>")) {
            if (text.startsWith(two, at)) {
                at += 2;
                return new Token(Kind.SYMBOL, two, start, glued);
            }
        }
        at++;
        if ("=<>(),.-+".indexOf(c) < 0) {
            throw new FilterException("Unexpected character '" + c + "'", start, "a condition, AND, OR or the end", "");
        }
        return new Token(Kind.SYMBOL, String.valueOf(c), start, glued);
    }

    /** A doubled quote inside stands for itself. */
    private String quoted(char quote) {
        int start = at++;
        StringBuilder inner = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != quote) {
                inner.append(c);
            } else if (at < text.length() && text.charAt(at) == quote) {
                inner.append(quote);
                at++;
            } else {
                return inner.toString();
            }
        }
        throw new FilterException("Quote " + quote + " is never closed", start, "a closing " + quote, "");
    }

    private boolean isExponentSign() {
        char c = text.charAt(at);
        return (c == '-' || c == '+')
                && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E')
                && at + 1 < text.length()
                && isDigit(text.charAt(at + 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isWordPart(char c) {
        return c == '_' || c == '$' || c == ':' || c == '/' || c == '@' || Character.isLetterOrDigit(c);
    }
}
