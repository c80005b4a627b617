package dev.spoor.sdk.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of the SDK: its name in the {@code [sdk]} table of a file, its own environment variable, others that set
 * it when that does not, and its default.
 */
public enum SdkSetting {
    ENABLED(
            "enabled",
            "SPOOR_TRACING",
            Kind.FLAG,
            "true",
            "Whether anything is traced. Off means off: no thread, no file, no connection."),
    ENDPOINT(
            "endpoint",
            "SPOOR_ENDPOINT",
            Kind.TEXT,
            "",
            "The server's address without a path. By default the host and port of the same files, `http://127.0.0.1:5050`."),
    PROJECT(
            "project",
            "SPOOR_PROJECT",
            Kind.TEXT,
            "",
            "The project that traces go to; the server's default project without."),
    SERVICE_NAME("service_name", "SPOOR_SERVICE_NAME", Kind.TEXT, "", "What the application is called."),
    ENVIRONMENT("environment", Kind.TEXT, "", "Where it runs, for example `production`."),
    RELEASE("release", Kind.TEXT, "", "The application's version."),
    REQUIRED("required", Kind.FLAG, "false", "Whether starting fails when the server cannot be reached."),
    SAMPLING_RATIO(
            "sampling_ratio",
            Kind.NUMBER,
            "1",
            "The part of traces that are recorded, 0 to 1. A trace that comes from another process is recorded when that process records it."),
    HEADERS("headers", Kind.LIST, "", "Headers of every request to the server, as `name=value`."),
    TIMEOUT("timeout", Kind.DURATION, "10s", "How long one request may take."),
    COMPRESSION(
            "compression",
            Kind.TEXT,
            "gzip",
            "`gzip`, `none`, or `zstd`, which needs `com.github.luben:zstd-jni` on the class path."),
    CLOSE_TIMEOUT("close_timeout", Kind.DURATION, "10s", "How long closing waits for what is still to be sent."),
    FILE("file", Kind.TEXT, "", "A file that all spans are also written to, a line of OTLP's JSON for each batch."),
    FILE_MAX_BYTES(
            "file_max_bytes",
            Kind.SIZE,
            "256MiB",
            "How large that file may get before it is put aside as `NAME.1` and begun anew."),
    FILE_KEEP("file_keep", Kind.COUNT, "3", "How many that were put aside are kept; the oldest goes."),
    CONTENT_INCLUDE(
            "content.include", Kind.FLAG, "true", "Whether prompts, answers, arguments and results are recorded."),
    CONTENT_INCLUDE_HTTP(
            "content.include_http",
            Kind.FLAG,
            "false",
            "Whether headers, bodies and query strings of HTTP requests are sent."),
    CONTENT_MAX_CHARS(
            "content.max_chars",
            Kind.COUNT,
            "262144",
            "Characters of one recorded value, as JSON; what is beyond is cut with a mark."),
    CONTENT_MAX_TEXT_CHARS("content.max_text_chars", Kind.COUNT, "65536", "Characters of one text in it."),
    CONTENT_MAX_ITEMS("content.max_items", Kind.COUNT, "1000", "Items of one list or map in it."),
    CONTENT_MAX_DEPTH("content.max_depth", Kind.COUNT, "16", "How deep lists and maps may nest in it."),
    REDACT_SECRETS(
            "redact.secrets",
            Kind.FLAG,
            "true",
            "Whether API keys, tokens, and values called password, secret and the like are replaced before anything leaves the process."),
    REDACT_EMAILS("redact.emails", Kind.FLAG, "false", "Whether e-mail addresses are replaced."),
    REDACT_CARDS(
            "redact.cards", Kind.FLAG, "false", "Whether payment card numbers with a valid check digit are replaced."),
    REDACT_KEYS("redact.keys", Kind.LIST, "", "Further names of values to replace, in any case."),
    REDACT_PATTERNS("redact.patterns", Kind.LIST, "", "Regular expressions of what to replace."),
    QUEUE_MAX_SPANS(
            "queue.max_spans",
            Kind.COUNT,
            "65536",
            "Spans that may wait for one destination; further ones are dropped and counted."),
    QUEUE_MAX_BYTES("queue.max_bytes", Kind.SIZE, "64MiB", "What they may hold."),
    QUEUE_BATCH_SPANS("queue.batch_spans", Kind.COUNT, "512", "Spans of one request."),
    QUEUE_BATCH_BYTES("queue.batch_bytes", Kind.SIZE, "4MiB", "What they may hold."),
    QUEUE_DELAY("queue.delay", Kind.DURATION, "500ms", "How long a span may wait for others."),
    QUEUE_RETRY_TIMEOUT(
            "queue.retry_timeout", Kind.DURATION, "1m", "How long a request is tried again when there is no fallback."),
    FALLBACK_FOLDER(
            "fallback.folder",
            Kind.TEXT,
            "~/.spoor/sdk",
            "Where is kept what the server could not take, until it can; several processes may share it."),
    FALLBACK_MAX_BYTES("fallback.max_bytes", Kind.SIZE, "256MiB", "How much is kept there; 0 keeps nothing."),
    RUNS_FOLDER("runs.folder", Kind.TEXT, "~/.spoor/runs", "Where `Spoor.run` makes its folders."),
    ;

    /** How a value is written. */
    public enum Kind {
        TEXT,
        FLAG,
        NUMBER,
        COUNT,
        SIZE,
        DURATION,
        LIST
    }

    private final String key;
    private final String variable;
    private final Kind kind;
    private final String byDefault;
    private final String meaning;

    SdkSetting(String key, String variable, Kind kind, String byDefault, String meaning) {
        this.key = key;
        this.variable = variable;
        this.kind = kind;
        this.byDefault = byDefault;
        this.meaning = meaning;
    }

    SdkSetting(String key, Kind kind, String byDefault, String meaning) {
        this(key, "SPOOR_SDK_" + key.replace('.', '_').toUpperCase(Locale.ROOT), kind, byDefault, meaning);
    }

    /** Its name in the table {@code [sdk]}, with dots between tables. */
    public String key() {
        return key;
    }

    /** Its environment variable. */
    public String variable() {
        return variable;
    }

    public Kind kind() {
        return kind;
    }

    public String byDefault() {
        return byDefault;
    }

    /** What it does, for the documentation. */
    public String meaning() {
        return meaning;
    }

    static @Nullable SdkSetting ofKey(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst()
                .orElse(null);
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(SdkSetting::key).toList();
    }
}
