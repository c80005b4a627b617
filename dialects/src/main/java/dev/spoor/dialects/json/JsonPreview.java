package dev.spoor.dialects.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.spoor.model.SpanSummary;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The few words that a list shows of a value, found without parsing it whole: of a conversation the last thing that a
 * user said, or the answer; of anything else its beginning. At most {@link SpanSummary#PREVIEW_CHARS} characters.
 *
 * <p>Hot: called twice for each span that arrives. A conversation repeats its whole history, so the search goes from
 * its end.
 */
public final class JsonPreview {
    private static final int MAX_CHARS = SpanSummary.PREVIEW_CHARS;
    /** A text without a recognised message is walked through this far. */
    private static final int MAX_WALK_CHARS = 64 * 1024;

    private static final int MAX_WALK_TOKENS = 4000;

    /** How far before a role its object's beginning is looked for. */
    private static final int MAX_FIELDS_CHARS = 256;

    private static final String[] USER = {"\"role\":\"user\"", "\"role\": \"user\"", "\"type\":\"human\""};
    private static final String[] ASSISTANT = {"\"role\":\"assistant\"", "\"role\": \"assistant\"", "\"role\":\"model\""
    };
    private static final Set<String> TEXT_KEYS = Set.of("text", "content", "output_text", "generated_text", "prompt");
    /** What lies under these is no prose. */
    private static final Set<String> NOT_PROSE =
            Set.of("arguments", "args", "tool_calls", "toolCalls", "id", "metadata", "additional_kwargs");

    private static final Set<String> NOT_PROSE_TYPES = Set.of("reasoning", "thinking", "tool_call", "tool-call");

    private JsonPreview() {}

    /** The last user's words in a conversation, else the beginning of the text. */
    public static @Nullable String lastUser(String text) {
        return of(text, USER);
    }

    /** The answer's words, else the beginning of the text. */
    public static @Nullable String answer(String text) {
        return of(text, ASSISTANT);
    }

    /** The beginning of a plain text. */
    public static @Nullable String cut(String text) {
        String head = text.length() > 4 * MAX_CHARS ? text.substring(0, 4 * MAX_CHARS) : text;
        String stripped = head.strip();
        if (stripped.length() <= MAX_CHARS) {
            return stripped.isEmpty() ? null : stripped;
        }
        int end = Character.isHighSurrogate(stripped.charAt(MAX_CHARS - 1)) ? MAX_CHARS - 1 : MAX_CHARS;
        return stripped.substring(0, end);
    }

    private static @Nullable String of(String text, String[] roleMarks) {
        int start = 0;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        if (start == text.length()) {
            return null;
        }
        char first = text.charAt(start);
        if (first == '"') {
            String inner = firstString(text, start);
            return inner == null || inner.isEmpty() ? cut(text) : of(inner, roleMarks);
        }
        if (first != '{' && first != '[') {
            return cut(text);
        }
        String found = ofRole(text, roleMarks);
        if (found == null) {
            found = walk(text, start, MAX_WALK_CHARS);
        }
        return found == null ? cut(text) : found;
    }

    /** From the last message of that role back to the first, until one has words. */
    private static @Nullable String ofRole(String text, String[] roleMarks) {
        for (String mark : roleMarks) {
            int tries = 0;
            for (int at = text.lastIndexOf(mark); at > 0 && tries < 4; at = text.lastIndexOf(mark, at - 1), tries++) {
                int open = objectAround(text, at);
                if (open >= 0 && !isInstruction(text, open)) {
                    String words = walk(text, open, MAX_WALK_CHARS);
                    if (words != null) {
                        return words;
                    }
                }
            }
        }
        return null;
    }

    /**
     * Where the object begins that a role stands in: the role comes first, or after short fields without braces, or last
     * after a list of parts ({@code {"parts":[…],"role":"user"}}, which Gemini's SDK for Java writes). -1 when unknown.
     */
    private static int objectAround(String text, int role) {
        for (int i = role - 1; i >= Math.max(0, role - MAX_FIELDS_CHARS); i--) {
            char c = text.charAt(i);
            if (c == '{') {
                return i;
            } else if (c == ']' || c == '}' || c == '\\') {
                break;
            }
        }
        boolean afterList = role > 1 && text.charAt(role - 1) == ',' && text.charAt(role - 2) == ']';
        return afterList
                ? Math.max(text.lastIndexOf("{\"parts\":[", role), text.lastIndexOf("{\"content\":[", role))
                : -1;
    }

    /** Gemini's instructions to the model have a role as if a user said them. */
    private static boolean isInstruction(String text, int open) {
        return text.startsWith("nstruction\":", open - "nstruction\":".length());
    }

    private static @Nullable String firstString(String text, int start) {
        try (JsonParser in = parser(text, start, MAX_WALK_CHARS * 4)) {
            return in.nextToken() == JsonToken.VALUE_STRING ? in.getText() : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** The words in the value that begins at {@code from}: the texts under {@link #TEXT_KEYS}, up to the limit. */
    private static @Nullable String walk(String text, int from, int maxChars) {
        StringBuilder words = new StringBuilder();
        try (JsonParser in = parser(text, from, maxChars)) {
            int depth = 0;
            int tokens = 0;
            while (words.length() < MAX_CHARS && tokens++ < MAX_WALK_TOKENS) {
                JsonToken token = in.nextToken();
                if (token == null) {
                    break;
                } else if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    if (--depth == 0) {
                        break;
                    }
                } else if (token == JsonToken.FIELD_NAME) {
                    depth -= takeField(in, words);
                    if (depth == 0) {
                        break;
                    }
                }
            }
        } catch (IOException e) {
            // Broken or cut off: what was found until there is the preview.
        }
        return words.isEmpty() ? null : cut(words.toString());
    }

    /** Reads one field; returns 1 when it left the object that the field is in, else 0. */
    private static int takeField(JsonParser in, StringBuilder words) throws IOException {
        String key = in.currentName();
        if (NOT_PROSE.contains(key)) {
            in.nextToken();
            in.skipChildren();
        } else if (TEXT_KEYS.contains(key)) {
            if (in.nextToken() == JsonToken.VALUE_STRING) {
                append(words, in.getText());
            } else if (in.currentToken() == JsonToken.START_ARRAY) {
                return takeItems(in, words);
            } else {
                in.skipChildren();
            }
        } else if (key.equals("type")
                && in.nextToken() == JsonToken.VALUE_STRING
                && NOT_PROSE_TYPES.contains(in.getText())) {
            leaveObject(in);
            return 1;
        }
        return 0;
    }

    /** A list of parts or of texts. */
    private static int takeItems(JsonParser in, StringBuilder words) throws IOException {
        int depth = 1;
        while (depth > 0 && words.length() < MAX_CHARS) {
            JsonToken token = in.nextToken();
            if (token == null) {
                return 0;
            } else if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING && depth == 1) {
                append(words, in.getText());
            } else if (token == JsonToken.FIELD_NAME) {
                depth -= takeField(in, words);
            }
        }
        return 0;
    }

    private static void leaveObject(JsonParser in) throws IOException {
        int depth = 1;
        while (depth > 0) {
            JsonToken token = in.nextToken();
            if (token == null) {
                return;
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
    }

    private static void append(StringBuilder words, String text) {
        if (!text.isBlank()) {
            if (!words.isEmpty()) {
                words.append(' ');
            }
            words.append(text, 0, Math.min(text.length(), 2 * MAX_CHARS));
        }
    }

    private static JsonParser parser(String text, int from, int maxChars) throws IOException {
        int length = Math.min(text.length() - from, maxChars);
        return Json.FACTORY.createParser(new java.io.StringReader(text.substring(from, from + length)));
    }
}
