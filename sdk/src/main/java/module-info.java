/** Spoor's tracing for Java applications. */
module dev.spoor.sdk {
    requires static org.jspecify;
    requires transitive io.opentelemetry.api;
    requires transitive io.opentelemetry.context;
    requires transitive io.opentelemetry.sdk.trace;
    requires io.opentelemetry.sdk;
    requires io.opentelemetry.sdk.common;
    requires io.opentelemetry.exporter.otlp;

    exports dev.spoor.sdk;
    exports dev.spoor.sdk.genai;
    exports dev.spoor.sdk.json;
}
