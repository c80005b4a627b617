package dev.spoor.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Every setting of the server. A setting's name is its path of components in snake case, for example {@code
 * otlp.max_request_bytes}; see {@link SettingTable} for the names and {@link ConfigLoader} for where values come from.
 */
public record SpoorConfig(
        @Setting(
                value = "The address to listen on. Others than this machine can reach the server only on 0.0.0.0 or"
                        + " an address of the network; it asks nobody for a password.",
                byDefault = "127.0.0.1",
                flag = "--host")
        String host,

        @Setting(
                value = "The port of everything: OTLP by HTTP and gRPC, the API and the UI. 0 takes any free port.",
                byDefault = "5050",
                min = 0,
                max = 65_535,
                flag = "--port")
        int port,

        @Setting(
                value = "A second port that OpenTelemetry's gRPC exporters try by default. 0 takes any free port,"
                        + " -1 opens none. When the default is in use by another program, the server starts without"
                        + " it and says so; when it was set, the server does not start.",
                byDefault = "4317",
                min = -1,
                max = 65_535,
                flag = "--grpc-port")
        int grpcPort,

        @Setting(
                value = "The folder that holds the traces. One server at a time may use it.",
                byDefault = "~/.spoor",
                flag = "--data")
        Path data,

        @Setting(
                value = "Keep traces only until the server stops, in a folder that is deleted then.",
                byDefault = "false",
                flag = "--memory")
        boolean memory,

        Http http,
        Otlp otlp,
        Api api,
        Live live,
        Store store,
        Retention retention,
        Search search,
        Prices prices,
        Compaction compaction,
        Log log) {

    /** How connections are treated. */
    public record Http(
            @Setting(
                    value = "Domain names under which the server may be reached, for example through a reverse proxy;"
                            + " * for any. Addresses and names without a dot always may. It keeps web pages of"
                            + " strangers from reading traces through a browser.",
                    byDefault = "")
            List<String> allowedHosts,

            @Setting(
                    value = "Connections at the same time; further ones are closed at once.",
                    byDefault = "2000",
                    min = 1,
                    max = 1_000_000)
            int maxConnections,

            @Setting(
                    value = "Requests at the same time on one HTTP/2 connection, so that no client starves others.",
                    byDefault = "100",
                    min = 1,
                    max = 10_000)
            int maxStreamsPerConnection,

            @Setting(
                    value = "A connection on which nothing happens is closed after it; 0 for never.",
                    byDefault = "2m",
                    min = 0)
            Duration idleTimeout,

            @Setting(
                    value = "A request must have arrived and been answered within it. Long answers and live views may"
                            + " take longer.",
                    byDefault = "30s",
                    min = 100)
            Duration requestTimeout,

            @Setting(
                    value = "The largest body of a request other than OTLP.",
                    byDefault = "32MiB",
                    min = 1024,
                    max = 1 << 30)
            ByteSize maxRequestBytes,

            @Setting(value = "How long a stop waits for requests that are being answered.", byDefault = "20s", min = 0)
            Duration shutdownTimeout) {}

    /** What is taken by OTLP. */
    public record Otlp(
            @Setting(
                    value = "The largest body of an OTLP request, both as it arrives and unpacked. What is larger is"
                            + " refused with 413.",
                    byDefault = "32MiB",
                    min = 1024,
                    max = 1 << 30)
            ByteSize maxRequestBytes,

            @Setting(
                    value = "Bytes of all OTLP requests that are being read, unpacked or written. What exceeds it is"
                            + " told to come back later. At least three times max_request_bytes lets the largest"
                            + " request through.",
                    byDefault = "192MiB",
                    min = 1024)
            ByteSize maxInFlightBytes,

            @Setting(
                    value = "OTLP requests that are read and wait to be unpacked; further ones are told to come back"
                            + " later.",
                    byDefault = "1000",
                    min = 1,
                    max = 1_000_000)
            int maxWaitingRequests,

            @Setting(
                    value = "Spans, or log records, in one request; those beyond it are refused.",
                    byDefault = "200000",
                    min = 1,
                    max = Integer.MAX_VALUE)
            int maxSpansPerRequest,

            @Setting(
                    value = "Attributes of one span, event, link, resource or scope; a span with more is refused.",
                    byDefault = "10000",
                    min = 1,
                    max = 32_000)
            int maxAttributes,

            @Setting(
                    value = "Events and links of one span; a span with more is refused.",
                    byDefault = "100000",
                    min = 1,
                    max = Integer.MAX_VALUE)
            int maxEventsAndLinks,

            @Setting(
                    value = "How deep an attribute's value may nest; a span with a deeper one is refused.",
                    byDefault = "64",
                    min = 1,
                    max = 1000)
            int maxDepth,

            @Setting(
                    value = "Projects that may exist. A request that names a new one beyond it is refused.",
                    byDefault = "10000",
                    min = 1,
                    max = 10_000_000)
            int maxProjects) {}

    /** How questions are answered. */
    public record Api(
            @Setting(value = "Queries that run at the same time.", byDefault = "8", min = 1, max = 10_000)
            int maxConcurrentQueries,

            @Setting(
                    value = "Queries that wait for their turn; further ones are told to come back later.",
                    byDefault = "256",
                    min = 1,
                    max = 1_000_000)
            int maxWaitingQueries,

            @Setting(
                    value = "A client that takes nothing of a long answer for so long is cut off.",
                    byDefault = "30s",
                    min = 100)
            Duration stalledReaderTimeout) {}

    /** Live views. */
    public record Live(
            @Setting(
                    value = "Viewers at the same time; further ones are told to come back later.",
                    byDefault = "200",
                    min = 1,
                    max = 100_000)
            int maxViewers,

            @Setting(
                    value = "Events that wait for one slow viewer; when there are more, it is told to load anew.",
                    byDefault = "1000",
                    min = 1,
                    max = 1_000_000)
            int viewerQueue,

            @Setting(
                    value = "Bytes of recent events kept for viewers that come back after a broken connection.",
                    byDefault = "4MiB",
                    min = 0,
                    max = 1 << 30)
            ByteSize historyBytes,

            @Setting(value = "How often a sign of life is sent when nothing happens.", byDefault = "15s", min = 100)
            Duration heartbeat) {}

    /** How traces are kept. */
    public record Store(
            @Setting(
                    value = "The size at which a segment of the log is complete and the next begins.",
                    byDefault = "256MiB",
                    min = 1 << 20,
                    max = 1 << 30)
            ByteSize segmentBytes,

            @Setting(
                    value = "Bytes that may wait to be written; when there are more, senders are told to come back"
                            + " later.",
                    byDefault = "64MiB",
                    min = 1 << 20)
            ByteSize maxQueuedBytes,

            @Setting(
                    value = "New data is refused when log and index together are larger; 0 for no limit. Retention"
                            + " limits drop old traces instead.",
                    byDefault = "0",
                    min = 0)
            ByteSize maxStoreBytes,

            @Setting(
                    value = "New data is refused while less than this is free on the disk.",
                    byDefault = "256MiB",
                    min = 0)
            ByteSize minFreeBytes,

            @Setting(
                    value = "Memory that the index may use besides the Java heap.",
                    byDefault = "192MiB",
                    min = 64 << 20)
            ByteSize indexMemory,

            @Setting(value = "Threads that one query may use.", byDefault = "2", min = 1, max = 1024)
            int indexThreads,

            @Setting(
                    value = "Connections to the index for queries; further queries wait.",
                    byDefault = "4",
                    min = 1,
                    max = 1024)
            int indexReaders,

            @Setting(
                    value = "How long what was acknowledged may wait to become visible when no query asks.",
                    byDefault = "250ms",
                    min = 1,
                    max = 60_000)
            Duration flushInterval,

            @Setting(
                    value = "How long a query waits until the index has caught up with what was acknowledged.",
                    byDefault = "30s",
                    min = 1,
                    max = 3_600_000)
            Duration readTimeout) {}

    /** What is dropped, in whole segments of the log and so a little later than asked for. */
    public record Retention(
            @Setting(value = "Traces that arrived longer ago are dropped; 0 keeps them.", byDefault = "0", min = 0)
            Duration maxAge,

            @Setting(
                    value = "The oldest traces are dropped when the log is larger; 0 for no limit.",
                    byDefault = "0",
                    min = 0)
            ByteSize maxBytes,

            @Setting(
                    value = "The oldest traces are dropped when there are more; 0 for no limit.",
                    byDefault = "0",
                    min = 0)
            long maxTraces) {}

    /** How texts are searched. */
    public record Search(
            @Setting(
                    value = "Whether words are indexed in the background; without it a text search reads all traces"
                            + " that it may find.",
                    byDefault = "true")
            boolean index,

            @Setting(
                    value = "Threads that read and check traces for all searches together.",
                    byDefault = "2",
                    min = 1,
                    max = 1024)
            int threads,

            @Setting(
                    value = "After so long a search answers with what it has found, and where to go on; less than"
                            + " http.request_timeout.",
                    byDefault = "5s",
                    min = 100,
                    max = 3_600_000)
            Duration timeout) {}

    /** Where prices come from, besides the bundled table. */
    public record Prices(
            @Setting(
                    value = "Files with prices of your own, the strongest first; they beat all others. See"
                            + " docs/prices.md.",
                    byDefault = "")
            List<String> overrides,

            @Setting(
                    value = "Price files in the format of genai-prices or LiteLLM, the strongest first; they beat the"
                            + " bundled table.",
                    byDefault = "")
            List<String> files,

            @Setting(
                    value = "How often these files are looked at; one that has changed holds for what comes from then"
                            + " on. 0 for never.",
                    byDefault = "30s",
                    min = 0)
            Duration checkInterval) {}

    /**
     * How the log is made smaller and lets go of what was deleted. The limits are for the background; {@code spoor compact}
     * works at once and at full speed.
     */
    public record Compaction(
            @Setting(value = "Whether the log is compacted in the background.", byDefault = "true")
            boolean enabled,

            @Setting(value = "How often it is looked for work.", byDefault = "1m", min = 10)
            Duration interval,

            @Setting(
                    value = "A complete segment of the log is compacted when nothing was written to it for so long.",
                    byDefault = "30m",
                    min = 0)
            Duration minAge,

            @Setting(
                    value = "So many deleted bytes in a segment are worth compacting it again at once; 0 for never.",
                    byDefault = "16MiB",
                    min = 0)
            ByteSize minDeletedBytes,

            @Setting(
                    value = "What was deleted goes from disk after so long, however little it is, and the time that the"
                            + " work takes.",
                    byDefault = "1h",
                    min = 0)
            Duration maxDelay,

            @Setting(
                    value = "Bytes that compaction reads and writes a second; 0 for no limit.",
                    byDefault = "32MiB",
                    min = 0)
            ByteSize maxBytesPerSecond,

            @Setting(value = "How much of one processor's time compaction takes.", byDefault = "50", min = 1, max = 100)
            int workPercent,

            @Setting(
                    value = "Compaction rests while the log grows by more than this a second; 0 for never.",
                    byDefault = "4MiB",
                    min = 0)
            ByteSize pauseAbove,

            @Setting(
                    value = "How hard zstd tries, from 1 to 19; more takes longer and saves a little.",
                    byDefault = "12",
                    min = 1,
                    max = 19)
            int level,

            @Setting(
                    value =
                            "What a repair set aside for you to look at is removed after so long, or before when something"
                                    + " that was deleted may be in it; 0 for never.",
                    byDefault = "7d",
                    min = 0)
            Duration keepSetAside) {}

    /** What is written about the server's work. */
    public record Log(
            @Setting(
                    value = "text writes key=value lines, json one JSON object a line.",
                    byDefault = "text",
                    flag = "--log-format")
            Format format,

            @Setting(
                    value = "The least serious kind of line: error, warn, info, debug or trace.",
                    byDefault = "info",
                    flag = "--log-level")
            Level level) {

        public enum Format {
            TEXT,
            JSON
        }

        public enum Level {
            ERROR,
            WARN,
            INFO,
            DEBUG,
            TRACE
        }
    }
}
