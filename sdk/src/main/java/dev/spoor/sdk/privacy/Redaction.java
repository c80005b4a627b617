package dev.spoor.sdk.privacy;

import dev.spoor.sdk.json.JsonLimits;
import dev.spoor.sdk.json.JsonReader;
import dev.spoor.sdk.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces what is secret in texts, and in JSON under keys that name secrets, by {@value #REDACTED}. JSON stays JSON.
 * Immutable; safe for several threads.
 */
public final class Redaction {
    /** What stands there instead. */
    public static final String REDACTED = "[REDACTED]";

    /** Parts of names, letters and digits only, of values that are secret. */
    private static final List<String> SECRET_PARTS = List.of(
            "password",
            "passwd",
            "passphrase",
            "secret",
            "apikey",
            "authorization",
            "cookie",
            "privatekey",
            "credential");

    /** What was cut was cut when the value was taken; here nothing more is. */
    private static final JsonLimits NOTHING_IS_CUT =
            new JsonLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 250);

    /** @param possible false when a text surely holds none */
    private record Rule(Pattern pattern, Predicate<String> possible, Predicate<String> confirms) {}

    private final KnownNames<Boolean> secretNames = new KnownNames<>(this::namesSecret);
    private final boolean secretKeys;
    private final List<String> keys;
    private final List<Rule> rules;

    private Redaction(Builder builder) {
        this.secretKeys = builder.secrets;
        this.keys = List.copyOf(builder.keys);
        this.rules = List.copyOf(builder.rules);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What shall be replaced; nothing until it is said. */
    public static final class Builder {
        private boolean secrets;
        private final List<String> keys = new ArrayList<>();
        private final List<Rule> rules = new ArrayList<>();

        private Builder() {}

        /** API keys, tokens and private keys by their formats, and values under names such as {@code password}. */
        public Builder secrets() {
            secrets = true;
            rules.add(new Rule(SecretPatterns.SECRETS, SecretPatterns::hasSecretSign, found -> true));
            return this;
        }

        /** E-mail addresses. */
        public Builder emails() {
            rules.add(new Rule(SecretPatterns.EMAILS, text -> text.indexOf('@') > 0, found -> true));
            return this;
        }

        /** Numbers of payment cards: 13 to 19 digits of which the last is the right check digit (ISO/IEC 7812). */
        public Builder cards() {
            rules.add(new Rule(SecretPatterns.CARDS, SecretPatterns::mayHoldCard, SecretPatterns::hasCheckDigit));
            return this;
        }

        /** Values of that name; case, and all but letters and digits, count not. */
        public Builder key(String name) {
            keys.add(plain(name));
            return this;
        }

        /** @throws java.util.regex.PatternSyntaxException when it is none */
        public Builder pattern(String regex) {
            rules.add(new Rule(Pattern.compile(regex), text -> true, found -> true));
            return this;
        }

        public Redaction build() {
            return new Redaction(this);
        }
    }

    /** Whether there is nothing to replace. */
    public boolean isNone() {
        return !secretKeys && keys.isEmpty() && rules.isEmpty();
    }

    /** Whether the value of this name is replaced whatever it holds. */
    public boolean isSecret(String key, Object value) {
        if (value instanceof Boolean || !mayNameSecret(key)) {
            return false;
        }
        // "token" is a secret; "max_tokens", "next_page_token", "token_usage", and a number called
        // "time_to_first_token" are not.
        return !(value instanceof Number && plain(key).endsWith("token") && !keys.contains(plain(key)));
    }

    /** Whether {@link #isSecret} holds for some values of this name. */
    boolean mayNameSecret(String key) {
        return (secretKeys || !keys.isEmpty()) && secretNames.of(key);
    }

    private boolean namesSecret(String key) {
        String plain = plain(key);
        return keys.contains(plain)
                || secretKeys
                        && (plain.endsWith("token") && !plain.endsWith("pagetoken")
                                || SECRET_PARTS.stream().anyMatch(plain::contains));
    }

    private static String plain(String key) {
        StringBuilder plain = new StringBuilder(key.length());
        for (int i = 0; i < key.length(); i++) {
            if (Character.isLetterOrDigit(key.charAt(i))) {
                plain.append(key.charAt(i));
            }
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    /** The text without what is secret: the same object when nothing is. JSON in it is read as such. */
    public String apply(String text) {
        if (isNone() || text.isEmpty()) {
            return text;
        }
        if (!mayHoldSomething(text)) {
            return text;
        }
        char first = text.charAt(0);
        if (first == '{' || first == '[' || first == '"') {
            try {
                boolean[] changed = {false};
                Object cleaned = clean(JsonReader.read(text), changed);
                return changed[0] ? JsonWriter.write(cleaned, NOTHING_IS_CUT) : text;
            } catch (JsonReader.JsonException e) {
                return plainText(text);
            }
        }
        return plainText(text);
    }

    /** False for most texts, and quickly: false when neither a rule nor a key's name can find anything in it. */
    private boolean mayHoldSomething(String text) {
        for (Rule rule : rules) {
            if (rule.possible().test(text)) {
                return true;
            }
        }
        if (secretKeys || !keys.isEmpty()) {
            for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
                String key = keyBefore(text, colon);
                if (key != null && secretNames.of(key)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The text in quotes before a colon, in JSON, or in JSON inside a text of JSON. */
    private static @Nullable String keyBefore(String text, int colon) {
        int end = colon - 1;
        while (end >= 0 && (text.charAt(end) == ' ' || text.charAt(end) == '\\')) {
            end--;
        }
        if (end < 1 || text.charAt(end) != '"') {
            return null;
        }
        int start = text.lastIndexOf('"', end - 1);
        return start < 0 || end - start > 200 ? null : text.substring(start + 1, end);
    }

    private @Nullable Object clean(@Nullable Object value, boolean[] changed) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> cleaned = new LinkedHashMap<>();
            map.forEach((key, inner) -> {
                String name = String.valueOf(key);
                if (inner != null && isSecret(name, inner)) {
                    changed[0] = true;
                    cleaned.put(name, REDACTED);
                } else {
                    cleaned.put(name, clean(inner, changed));
                }
            });
            return cleaned;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> cleaned = new ArrayList<>(list.size());
            list.forEach(item -> cleaned.add(clean(item, changed)));
            return cleaned;
        }
        if (value instanceof String text) {
            // A text may hold JSON, as a tool's arguments do.
            String cleaned = apply(text);
            changed[0] |= !cleaned.equals(text);
            return cleaned;
        }
        if (value instanceof Number number && !rules.isEmpty()) {
            String written = number.toString();
            String cleaned = plainText(written);
            if (!cleaned.equals(written)) {
                changed[0] = true;
                return cleaned;
            }
        }
        return value;
    }

    private String plainText(String text) {
        String cleaned = text;
        for (Rule rule : rules) {
            Matcher matcher = rule.pattern().matcher(cleaned);
            if (rule.possible().test(cleaned) && matcher.find()) {
                cleaned = matcher.replaceAll((MatchResult found) ->
                        rule.confirms().test(found.group()) ? REDACTED : Matcher.quoteReplacement(found.group()));
            }
        }
        return cleaned.equals(text) ? text : cleaned;
    }

    /** As a function over texts. */
    public UnaryOperator<String> asOperator() {
        return isNone() ? UnaryOperator.identity() : this::apply;
    }
}
