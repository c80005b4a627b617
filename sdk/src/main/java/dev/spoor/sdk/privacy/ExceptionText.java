package dev.spoor.sdk.privacy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stack traces without what exceptions say. A message may repeat anything: the prompt that was too long, the answer that
 * was no JSON.
 */
public final class ExceptionText {
    private static final Pattern FRAME = Pattern.compile(
            "\\s*(?:at [\\w.$/@<>~-]+\\([^()]*\\)(?: ~?\\[[^\\]]*])?|\\.\\.\\. \\d+ (?:more|common frames omitted))");

    private static final Pattern TYPE = Pattern.compile(
            "(\\s*(?:(?:Caused by|Suppressed|Wrapped by): )?(?:\\[CIRCULAR REFERENCE: )?[\\w$.]+)(?::.*|\\s*)");

    private ExceptionText() {}

    /** The stack trace as Java prints it. */
    public static String stackTrace(Throwable problem) {
        StringWriter text = new StringWriter();
        try (PrintWriter out = new PrintWriter(text)) {
            problem.printStackTrace(out);
        }
        return text.toString();
    }

    /** Types and frames; the messages between them are left out, also those of several lines. */
    public static String withoutMessages(String stackTrace) {
        StringBuilder kept = new StringBuilder();
        boolean first = true;
        for (String line : stackTrace.split("\\R")) {
            if (FRAME.matcher(line).matches()) {
                kept.append(line).append('\n');
            } else {
                Matcher type = TYPE.matcher(line);
                if ((first || line.contains("Caused by: ") || line.contains("Suppressed: ")) && type.matches()) {
                    kept.append(type.group(1)).append('\n');
                }
            }
            first = false;
        }
        return kept.toString();
    }
}
