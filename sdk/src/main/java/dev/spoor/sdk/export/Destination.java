package dev.spoor.sdk.export;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where spans go. Each destination has a queue and a thread of its own. Immutable.
 *
 * <pre>{@code
 * Spoor.builder()
 *         .destination(Destination.otlp("honeycomb", "https://api.honeycomb.io/v1/traces")
 *                 .header("x-honeycomb-team", key))
 *         .destination(Destination.jsonFile("file", Path.of("traces.jsonl")))
 *         .start();
 * }</pre>
 */
public final class Destination {
    private static final Set<Integer> NO_PLACE = Set.of(401, 403, 404, 405);

    private final String name;
    private final @Nullable URI endpoint;
    private final @Nullable SpanExporter exporter;
    private final Map<String, String> headers;
    private final Compression compression;
    private final Duration timeout;
    private final QueueLimits limits;
    private final @Nullable Path fallbackFolder;
    private final long fallbackBytes;
    private final Predicate<SpanData> filter;
    private final @Nullable Experiment experiment;

    /** Of MLflow, by id or by name. */
    private record Experiment(
            URI trackingUri, @Nullable String id, @Nullable String name) {}

    private Destination(Parts parts) {
        this.name = parts.name;
        this.endpoint = parts.endpoint;
        this.exporter = parts.exporter;
        this.headers = Map.copyOf(parts.headers);
        this.compression = parts.compression;
        this.timeout = parts.timeout;
        this.limits = parts.limits;
        this.fallbackFolder = parts.fallbackFolder;
        this.fallbackBytes = parts.fallbackBytes;
        this.filter = parts.filter;
        this.experiment = parts.experiment;
    }

    /** What changes from one to the next. */
    private static final class Parts {
        final String name;

        @Nullable
        URI endpoint;

        @Nullable
        SpanExporter exporter;

        Map<String, String> headers = Map.of();
        Compression compression = Compression.GZIP;
        Duration timeout = Duration.ofSeconds(10);
        QueueLimits limits = QueueLimits.DEFAULT;

        @Nullable
        Path fallbackFolder;

        long fallbackBytes;
        Predicate<SpanData> filter = span -> true;

        @Nullable
        Experiment experiment;

        Parts(String name) {
            if (!name.matches("[A-Za-z0-9._-]{1,60}")) {
                throw new IllegalArgumentException(
                        "a destination's name has letters, digits, '.', '_' and '-', not '" + name + "'");
            }
            this.name = name;
        }

        /** A user and a password in it become a header, as browsers and MLflow have it. */
        URI address(String endpoint) {
            try {
                URI address = URI.create(endpoint);
                if (address.getHost() != null
                        && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                    String user = address.getRawUserInfo();
                    if (user == null) {
                        return address;
                    }
                    byte[] plain = URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8)
                            .getBytes(StandardCharsets.UTF_8);
                    headers = Map.of(
                            "Authorization", "Basic " + Base64.getEncoder().encodeToString(plain));
                    return URI.create(endpoint.replaceFirst(Pattern.quote(user + "@"), ""));
                }
            } catch (IllegalArgumentException e) {
                // Said below.
            }
            throw new IllegalArgumentException("endpoint: expected an http or https address, found '"
                    + endpoint.replaceFirst("//[^/@]*@", "//…@") + "'");
        }
    }

    private Destination with(Consumer<Parts> change) {
        Parts parts = new Parts(name);
        parts.endpoint = endpoint;
        parts.exporter = exporter;
        parts.headers = headers;
        parts.compression = compression;
        parts.timeout = timeout;
        parts.limits = limits;
        parts.fallbackFolder = fallbackFolder;
        parts.fallbackBytes = fallbackBytes;
        parts.filter = filter;
        parts.experiment = experiment;
        change.accept(parts);
        return new Destination(parts);
    }

    /**
     * Anything that takes OTLP over HTTP: Spoor, an OpenTelemetry collector, Jaeger, Datadog, Honeycomb, LangSmith ….
     *
     * @param name for logs, threads and the fallback's folder
     * @param endpoint the whole address, mostly ending in {@code /v1/traces}
     * @throws IllegalArgumentException when it is no http or https address
     */
    public static Destination otlp(String name, String endpoint) {
        Parts parts = new Parts(name);
        parts.endpoint = parts.address(endpoint);
        return new Destination(parts);
    }

    /**
     * A server that speaks MLflow's API (3.4 or newer), which is told by that what is said of whole traces.
     *
     * @param trackingUri without a path
     * @param experimentId null to go by the name
     * @param experimentName made when there is none; null for the default experiment
     */
    public static Destination mlflow(
            String name, String trackingUri, @Nullable String experimentId, @Nullable String experimentName) {
        Parts parts = new Parts(name);
        String base = trackingUri.endsWith("/") ? trackingUri.substring(0, trackingUri.length() - 1) : trackingUri;
        parts.experiment = new Experiment(parts.address(base), experimentId, experimentName);
        parts.endpoint = parts.address(base + "/v1/traces");
        return new Destination(parts);
    }

    /** Any of OpenTelemetry's exporters. */
    public static Destination of(String name, SpanExporter exporter) {
        Parts parts = new Parts(name);
        parts.exporter = exporter;
        return new Destination(parts);
    }

    /** A file of at most 256 MiB with three older ones beside it; see {@link #jsonFile(String, Path, long, int)}. */
    public static Destination jsonFile(String name, Path file) {
        return of(name, new JsonFileExporter(file));
    }

    /**
     * A file that grows by one line of OTLP's JSON for each batch; see {@link JsonFileExporter}.
     *
     * @param maxBytes of one file; at least 1
     * @param keep how many older ones are kept beside it; 0 or more
     */
    public static Destination jsonFile(String name, Path file, long maxBytes, int keep) {
        return of(name, new JsonFileExporter(file, maxBytes, keep));
    }

    /** Adds a header to every request, for OTLP. */
    public Destination header(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return with(parts -> parts.headers = more);
    }

    /** Adds headers to every request, for OTLP. */
    public Destination headers(Map<String, String> others) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.putAll(others);
        return with(parts -> parts.headers = more);
    }

    /**
     * How requests are packed, for OTLP. Default {@link Compression#GZIP}.
     *
     * @throws IllegalArgumentException when that needs a library that is not there
     */
    public Destination compression(Compression packing) {
        Compression checked = packing.checked();
        return with(parts -> parts.compression = checked);
    }

    /** How long connecting, and one request, may take, for OTLP. Default 10 s. */
    public Destination timeout(Duration longest) {
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, not " + longest);
        }
        return with(parts -> parts.timeout = longest);
    }

    public Destination limits(QueueLimits others) {
        return with(parts -> parts.limits = others);
    }

    /**
     * Keeps on disk what cannot be delivered, until it can be, for OTLP.
     *
     * @param folder may be shared by several processes; each destination has a folder of its own in it
     * @param maxBytes of all that is kept for this destination; what is beyond is dropped and counted. For MLflow, an eighth
     *     more is for what is said of whole traces
     */
    public Destination fallback(Path folder, long maxBytes) {
        return with(parts -> {
            parts.fallbackFolder = folder;
            parts.fallbackBytes = maxBytes;
        });
    }

    /** Only some spans go there. Their parents may then be missing. */
    public Destination only(Predicate<SpanData> wanted) {
        return with(parts -> parts.filter = filter.and(wanted));
    }

    public String name() {
        return name;
    }

    /**
     * A queue that delivers there, to be given to OpenTelemetry as a span processor. Its thread runs until it is shut
     * down.
     *
     * @param transform makes of each span what is sent, for instance without secrets; null for nothing
     */
    public ExportQueue open(UnaryOperator<@Nullable SpanData> transform) {
        Counts counts = new Counts(name);
        Delivery delivery;
        if (endpoint != null) {
            MlflowApi mlflow = mlflow();
            delivery = new OtlpDelivery(
                    http(mlflow), compression, fallback(name, fallbackBytes, counts), limits.retryTimeout(), counts);
            if (mlflow != null) {
                delivery = new MlflowDelivery(
                        delivery,
                        mlflow,
                        fallback(name + MlflowDelivery.FOLDER_SUFFIX, fallbackBytes / 8, counts),
                        counts);
            }
        } else {
            delivery = new ExporterDelivery(Objects.requireNonNull(exporter), limits.retryTimeout(), counts);
        }
        return new ExportQueue(
                name,
                limits,
                delivery,
                counts,
                span -> span != null && filter.test(span) ? transform.apply(span) : null);
    }

    private @Nullable DiskFallback fallback(String folder, long maxBytes, Counts counts) {
        return fallbackFolder == null ? null : new DiskFallback(fallbackFolder.resolve(folder), maxBytes, counts);
    }

    private @Nullable MlflowApi mlflow() {
        Experiment of = experiment;
        return of == null ? null : new MlflowApi(of.trackingUri(), of.id(), of.name(), headers, timeout);
    }

    private OtlpHttp http(@Nullable MlflowApi mlflow) {
        return new OtlpHttp(Objects.requireNonNull(endpoint), () -> headers(mlflow), timeout);
    }

    private Map<String, String> headers(@Nullable MlflowApi mlflow) throws IOException {
        if (mlflow == null) {
            return headers;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(MlflowApi.EXPERIMENT_HEADER, mlflow.experimentId());
        return all;
    }

    /**
     * Asks whether something there takes traces, by an empty request.
     *
     * @return what is wrong, for people; null when it takes them, or when it is not asked over HTTP
     */
    public @Nullable String problem() {
        if (endpoint == null) {
            return null;
        }
        OtlpHttp.Answer answer = http(mlflow()).post(new byte[0], Compression.NONE);
        if (answer instanceof OtlpHttp.Failed failed) {
            return failed.reason();
        }
        // A server may well refuse an empty request; that it is no place for traces, or not for us, is another matter.
        return answer instanceof OtlpHttp.Refused refused && NO_PLACE.contains(refused.status())
                ? refused.reason()
                : null;
    }
}
