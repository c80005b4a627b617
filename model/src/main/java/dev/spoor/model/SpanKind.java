package dev.spoor.model;

/** OpenTelemetry's span kind; the ordinal is OTLP's number. */
public enum SpanKind {
    UNSPECIFIED,
    INTERNAL,
    SERVER,
    CLIENT,
    PRODUCER,
    CONSUMER;

    private static final SpanKind[] BY_NUMBER = values();

    /** The kind with OTLP's number; unknown numbers are {@link #UNSPECIFIED}. */
    public static SpanKind ofNumber(int number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNSPECIFIED;
    }
}
