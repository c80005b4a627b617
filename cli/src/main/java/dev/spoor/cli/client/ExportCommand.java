package dev.spoor.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spoor.cli.ProgressLine;
import dev.spoor.cli.UserException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes traces to a file. */
@Command(
        name = "export",
        description = "Writes traces to a file or to standard output.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  spoor export --since 1d > day.jsonl              what was sent, a trace a line, for 'spoor import'",
            "  spoor export --format jsonl --filter \"status = 'ERROR'\"",
            "  spoor export --format parquet --output traces.parquet",
            "",
            "Formats: otlp, OTLP's JSON of all that was sent, a trace a line, with its tags and assessments beside it; jsonl,",
            "a trace a line as the API shows it, with the headers of its spans; parquet, a row a trace. A file whose name",
            "ends in .gz is packed."
        })
public final class ExportCommand implements Callable<Integer> {
    enum Format {
        otlp,
        jsonl,
        parquet
    }

    @Mixin
    SpoorApi api = new SpoorApi();

    @Mixin
    TraceChoice choice = new TraceChoice();

    @Option(names = "--format", defaultValue = "otlp", description = "${COMPLETION-CANDIDATES} (otlp).")
    Format format = Format.otlp;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "A new file; standard output by default.")
    @Nullable
    Path output;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "1000000000", description = "At most so many traces.")
    long limit;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    private long exported;

    @Override
    public Integer call() throws IOException {
        if (format == Format.parquet) {
            parquet();
        } else if (output == null) {
            lines(spec.commandLine().getOut());
        } else {
            try (PrintWriter file = open(output)) {
                lines(file);
            }
        }
        System.err.printf("%,d traces exported%n", exported);
        return 0;
    }

    private static PrintWriter open(Path file) throws IOException {
        try {
            OutputStream bytes = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
            return new PrintWriter(
                    file.toString().endsWith(".gz") ? new GZIPOutputStream(bytes) : new BufferedOutputStream(bytes),
                    false,
                    StandardCharsets.UTF_8);
        } catch (FileAlreadyExistsException e) {
            throw new UserException("--output: there is a file " + file + " already");
        }
    }

    private void lines(PrintWriter out) {
        try (ProgressLine progress = new ProgressLine()) {
            SpoorApi.Query query = choice.query().with("assessments", format == Format.otlp ? "true" : null);
            api.pages("/api/v1/traces", query, "traces", limit, trace -> {
                String path = "/api/v1/traces/" + trace.path("trace_id").asText();
                JsonNode line = api.get(format == Format.otlp ? path + "/otlp" : path, new SpoorApi.Query());
                if (format == Format.otlp && line instanceof ObjectNode otlp) {
                    Beside.add(trace, otlp);
                }
                out.println(line);
                if (out.checkError()) {
                    throw new UserException("cannot write " + (output == null ? "to standard output" : output)
                            + ": after %,d traces it takes no more".formatted(exported));
                }
                progress.report(++exported, 0, "traces exported");
            });
        }
        out.flush();
    }

    /** DuckDB, which the store has anyway, writes the file from lines of JSON. */
    private void parquet() throws IOException {
        Path target = output;
        if (target == null) {
            throw new UserException("--output: a Parquet file cannot go to standard output; name a file");
        }
        if (Files.exists(target)) {
            throw new UserException("--output: there is a file " + target + " already");
        }
        Path lines = Files.createTempFile("spoor-export-", ".jsonl");
        try {
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(lines))) {
                api.pages("/api/v1/traces", choice.query(), "traces", limit, trace -> {
                    out.println(flat(trace));
                    exported++;
                });
            }
            if (exported == 0) {
                throw new UserException("no trace matches; no file was written");
            }
            try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = connection.createStatement()) {
                statement.execute("COPY (SELECT * FROM read_json('" + quoted(lines)
                        + "', format = 'newline_delimited', sample_size = -1)) TO '" + quoted(target)
                        + "' (FORMAT parquet, COMPRESSION zstd)");
            } catch (SQLException e) {
                throw new UserException("cannot write " + target + ": " + e.getMessage());
            }
        } finally {
            Files.deleteIfExists(lines);
        }
    }

    private static String quoted(Path file) {
        return file.toAbsolutePath().toString().replace("'", "''");
    }

    /** Usage as columns, maps as JSON: their keys differ from trace to trace. */
    private static ObjectNode flat(JsonNode trace) {
        ObjectNode row = trace.deepCopy();
        row.path("usage").properties().forEach(entry -> row.set("tokens_" + entry.getKey(), entry.getValue()));
        row.remove("usage");
        row.put("tags", trace.path("tags").toString());
        row.put("metadata", trace.path("metadata").toString());
        return row;
    }
}
