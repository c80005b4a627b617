package dev.spoor.model.filter;

import dev.spoor.model.filter.Lexer.Kind;
import dev.spoor.model.filter.Lexer.Token;
import java.util.List;

/** Tokens one after the other, with a look ahead. */
final class TokenReader {
    private final List<Token> tokens;
    private int at;

    TokenReader(String text) {
        this.tokens = Lexer.tokens(text);
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekAfter() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    boolean take(String symbol) {
        return peek().is(symbol) && next() != null;
    }

    boolean takeWord(String keyword) {
        return peek().isWord(keyword) && next() != null;
    }

    void require(String symbol, String expected) {
        if (!take(symbol)) {
            throw unexpected(peek(), expected);
        }
    }

    FilterException unexpected(Token token, String expected) {
        return new FilterException("Unexpected " + token.shown(), token.position(), expected, "");
    }
}
