package dev.spoor.server.otlp;

import java.util.Locale;

/** What OTLP sends. The requests and answers of all three have the same shape on the wire. */
enum Signal {
    TRACES("opentelemetry.proto.collector.trace.v1.TraceService", "rejectedSpans", "spans"),
    LOGS("opentelemetry.proto.collector.logs.v1.LogsService", "rejectedLogRecords", "log records"),
    METRICS("opentelemetry.proto.collector.metrics.v1.MetricsService", "rejectedDataPoints", "data points");

    final String grpcService;
    final String rejectedField;
    final String items;

    Signal(String grpcService, String rejectedField, String items) {
        this.grpcService = grpcService;
        this.rejectedField = rejectedField;
        this.items = items;
    }

    /** The one method of the gRPC service, with its service's name. */
    String grpcMethod() {
        return grpcService + "/Export";
    }

    /** "traces", "logs" or "metrics", as paths and labels have it. */
    String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
