package dev.spoor.store.local.index;

/**
 * The tables. There are no keys or indexes: one writer keeps rows unique, rows lie in the order of the log, and DuckDB
 * skips row groups by the smallest and largest value of a column, so that {@code block BETWEEN} finds a trace's rows in a
 * store of any size.
 *
 * <p>A trace id is two BIGINTs. Times are nanoseconds since 1970. Money is in units of 10^-12 USD, so that a price of a
 * fraction of a cent a million tokens is exact. {@code block} is the log position of the entry that a row comes from.
 *
 * <p>{@code blocks.attributes} holds {@link AttributeHashes} of the spans in the entry: whether a filter on attributes need
 * look into it. Of an entry of log records it marks the spans that read otherwise with them.
 *
 * <p>{@code deletions} has the traces that a deletion in the log names: the entries of theirs that may still be in the log
 * lie from {@code first_block} to {@code last_block}, with {@code bytes} on disk; 0 when none were known. {@code leftovers}
 * counts the traces and rows whose bytes may still be in this file though they are deleted: DuckDB marks rows, and uses
 * their place again at some time.
 */
final class IndexSchema {
    /** Changes with the tables; an index of another version is made anew. */
    static final String VERSION = "8";

    /** The ten buckets of {@code Usage}, in its order. */
    static final String USAGE_COLUMNS = "input_tokens, cache_read_tokens, cache_write_tokens, input_audio_tokens,"
            + " input_image_tokens, output_tokens, reasoning_tokens, output_audio_tokens, output_image_tokens,"
            + " cache_write_1h_tokens";

    private static final String USAGE = USAGE_COLUMNS.replace(",", " BIGINT,") + " BIGINT";

    static final String[] STATEMENTS = {
        "CREATE TABLE meta(name VARCHAR, value VARCHAR)",
        "CREATE TABLE applied(position BIGINT)",
        "INSERT INTO applied VALUES (0)",
        """
        CREATE TABLE blocks(block BIGINT, trace_high BIGINT, trace_low BIGINT, kind TINYINT, length INTEGER,
          raw_length INTEGER, items INTEGER, attributes INTEGER[])""",
        """
        CREATE TABLE spans(block BIGINT, trace_high BIGINT, trace_low BIGINT, span_id BIGINT, parent_id BIGINT,
          project VARCHAR, name VARCHAR, kind TINYINT, type VARCHAR, status TINYINT, error_type VARCHAR,
          error VARCHAR, start BIGINT, "end" BIGINT, provider VARCHAR, model VARCHAR, tool VARCHAR, agent VARCHAR, """ + USAGE + """
        , usage_counts BOOLEAN, cost BIGINT, cost_source TINYINT, price_row VARCHAR, first_token BIGINT)""",
        """
        CREATE TABLE traces(trace_high BIGINT, trace_low BIGINT, first_block BIGINT, last_block BIGINT,
          project VARCHAR, name VARCHAR, state TINYINT, start BIGINT, "end" BIGINT, spans INTEGER, errors INTEGER,
          root BIGINT, failed BIGINT, error VARCHAR, service VARCHAR, client_request_id VARCHAR, session VARCHAR,
          "user" VARCHAR, environment VARCHAR, release VARCHAR, input VARCHAR, output VARCHAR, """ + USAGE + """
        , cost BIGINT, unpriced INTEGER, unpriced_models VARCHAR[], models VARCHAR[], tags MAP(VARCHAR, VARCHAR),
          metadata MAP(VARCHAR, VARCHAR), said VARCHAR, seen VARCHAR)""",
        "CREATE TABLE assessments(block BIGINT, trace_high BIGINT, trace_low BIGINT, id VARCHAR, json VARCHAR)",
        "CREATE TABLE projects(block BIGINT, id VARCHAR, json VARCHAR)",
        "CREATE TABLE runs(block BIGINT, id VARCHAR, project VARCHAR, json VARCHAR)",
        "CREATE TABLE deletions(block BIGINT, trace_high BIGINT, trace_low BIGINT, first_block BIGINT,"
                + " last_block BIGINT, bytes BIGINT)",
        "CREATE TABLE leftovers(traces BIGINT, rows BIGINT)",
        "INSERT INTO leftovers VALUES (0, 0)"
    };

    private IndexSchema() {}
}
