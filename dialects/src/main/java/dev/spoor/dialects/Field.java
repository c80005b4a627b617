package dev.spoor.dialects;

/** What a dialect's table can name keys for. Those from {@link #INPUT_MESSAGES} on may be large. */
enum Field {
    NAME,
    TRACE_NAME,
    PROVIDER,
    REQUEST_MODEL,
    RESPONSE_MODEL,
    TOOL_NAME,
    AGENT_NAME,
    SESSION,
    USER,
    ENVIRONMENT,
    RELEASE,
    FINISH_REASONS,
    TIME_TO_FIRST_TOKEN_SECONDS,
    TIME_TO_FIRST_TOKEN_MILLIS,
    INPUT_TOKENS,
    OUTPUT_TOKENS,
    TOTAL_TOKENS,
    CACHE_READ_TOKENS,
    CACHE_WRITE_TOKENS,
    CACHE_WRITE_ONE_HOUR_TOKENS,
    REASONING_TOKENS,
    INPUT_AUDIO_TOKENS,
    INPUT_IMAGE_TOKENS,
    OUTPUT_AUDIO_TOKENS,
    OUTPUT_IMAGE_TOKENS,
    /** All that the call cost. */
    COST_USD,
    INPUT_COST_USD,
    OUTPUT_COST_USD,
    ERROR_TYPE,
    ERROR_MESSAGE,
    /** A list of texts. */
    TAGS,
    /** A map, or JSON of one. */
    METADATA,

    INPUT_MESSAGES,
    OUTPUT_MESSAGES,
    /** What went in when it is more, or other, than messages. */
    INPUT,
    OUTPUT,
    TOOL_ARGUMENTS,
    TOOL_RESULT,
    DOCUMENTS,

    SYSTEM_INSTRUCTIONS,
    TOOLS,
    TOOL_CALL_ID,
    TOOL_DESCRIPTION,
    WORKFLOW,
    PROMPT_NAME,
    PROMPT_VERSION,
    /** A map of the request's settings, or JSON of one. */
    PARAMETERS;

    /** Whether lists and sums need it, so that it is read when a span arrives. */
    boolean inSummary() {
        return ordinal() <= DOCUMENTS.ordinal();
    }

    /** Whether the value may be long, so that one is decoded only where nothing better was found. */
    boolean isContent() {
        return ordinal() >= INPUT_MESSAGES.ordinal();
    }

    boolean isTokens() {
        return ordinal() >= INPUT_TOKENS.ordinal() && ordinal() <= OUTPUT_IMAGE_TOKENS.ordinal();
    }
}
