package dev.spoor.sdk.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what Spoor's configuration files hold of TOML 1.0: tables, also inline, dotted and quoted keys, texts, numbers,
 * booleans and lists of them. Lists of lists or tables, and dates, are refused with their line.
 */
final class TomlReader {
    private final String file;
    private final String text;
    private int at;

    private TomlReader(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** @return by key with dots: a {@code String} as it would be written in the environment, or a list of them */
    static Map<String, Object> read(String file, String text) {
        return new TomlReader(file, text.replace("\r\n", "\n")).document();
    }

    private Map<String, Object> document() {
        Map<String, Object> values = new LinkedHashMap<>();
        String table = "";
        while (true) {
            blank(true);
            if (at == text.length()) {
                return values;
            }
            if (peek() == '[') {
                at++;
                if (peek() == '[') {
                    throw problem("lists of tables are not supported");
                }
                table = key() + ".";
                expect(']');
            } else {
                entry(table, values);
            }
            blank(false);
            if (at < text.length() && peek() != '\n') {
                throw problem("expected the end of the line, found '" + peek() + "'");
            }
        }
    }

    private void entry(String table, Map<String, Object> values) {
        String key = table + key();
        expect('=');
        blank(false);
        if (next('{')) {
            blank(false);
            while (!next('}')) {
                entry(key + ".", values);
                blank(false);
                if (!next(',') && peek() != '}') {
                    throw problem("expected ',' or '}'");
                }
                blank(false);
            }
        } else if (values.put(key, peek() == '[' ? list() : scalar()) != null) {
            throw problem("'" + key + "' is set twice");
        }
    }

    private String key() {
        StringBuilder key = new StringBuilder();
        do {
            blank(false);
            if (!key.isEmpty()) {
                key.append('.');
            }
            if (peek() == '"' || peek() == '\'') {
                key.append(string());
            } else {
                int start = at;
                while (at < text.length() && (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '-')) {
                    at++;
                }
                if (at == start) {
                    throw problem("expected a key");
                }
                key.append(text, start, at);
            }
            blank(false);
        } while (next('.'));
        return key.toString();
    }

    private List<String> list() {
        List<String> items = new ArrayList<>();
        at++;
        blank(true);
        while (!next(']')) {
            if (peek() == '[' || peek() == '{') {
                throw problem("lists of lists or tables are not supported");
            }
            items.add(scalar());
            blank(true);
            if (!next(',') && peek() != ']') {
                throw problem("expected ',' or ']'");
            }
            blank(true);
        }
        return items;
    }

    private String scalar() {
        char c = peek();
        if (c == '"' || c == '\'') {
            return string();
        }
        int start = at;
        while (at < text.length() && ",]}#\n \t".indexOf(peek()) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        boolean known = word.equals("true")
                || word.equals("false")
                || word.matches("[+-]?[0-9][0-9_]*(\\.[0-9_]+)?([eE][+-]?[0-9]+)?");
        if (!known) {
            throw problem("expected a value, found '" + word + "'; texts stand in quotes");
        }
        return word.replace("_", "");
    }

    private String string() {
        char quote = peek();
        String three = String.valueOf(quote).repeat(3);
        boolean lines = text.startsWith(three, at);
        String end = lines ? three : String.valueOf(quote);
        at += end.length();
        if (lines) {
            next('\n');
        }
        StringBuilder value = new StringBuilder();
        while (at < text.length() && !text.startsWith(end, at) && (lines || peek() != '\n')) {
            char c = text.charAt(at++);
            value.append(c == '\\' && quote == '"' ? escape() : String.valueOf(c));
        }
        if (!text.startsWith(end, at)) {
            throw problem("a text has no end");
        }
        at += end.length();
        return value.toString();
    }

    private String escape() {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        return switch (c) {
            case '"', '\\' -> String.valueOf(c);
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case 'u' -> unicode(4);
            case 'U' -> unicode(8);
            case '\n' -> {
                blank(true);
                yield "";
            }
            default -> throw problem("unknown escape '\\" + c + "'");
        };
    }

    private String unicode(int digits) {
        try {
            String character = Character.toString(Integer.parseInt(text.substring(at, at + digits), 16));
            at += digits;
            return character;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw problem("expected " + digits + " hex digits of a character");
        }
    }

    private void blank(boolean lines) {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                while (at < text.length() && peek() != '\n') {
                    at++;
                }
            } else if (c == ' ' || c == '\t' || lines && c == '\n') {
                at++;
            } else {
                return;
            }
        }
    }

    /** The end reads as a line's end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\n';
    }

    private boolean next(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        blank(false);
        if (!next(c)) {
            throw problem("expected '" + c + "'");
        }
    }

    private SettingsException problem(String what) {
        long line = text.substring(0, Math.min(at, text.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
        return new SettingsException(file + ", line " + line + ": " + what);
    }
}
