package dev.spoor.model;

/** OpenTelemetry's span status. */
public record SpanStatus(Code code, String message) {
    public static final SpanStatus UNSET = new SpanStatus(Code.UNSET, "");

    /** The ordinal is OTLP's number. */
    public enum Code {
        UNSET,
        OK,
        ERROR;

        private static final Code[] BY_NUMBER = values();

        /** The code with OTLP's number; unknown numbers are {@link #UNSET}. */
        public static Code ofNumber(int number) {
            return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNSET;
        }
    }
}
