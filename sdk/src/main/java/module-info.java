/** Spoor's tracing for Java applications. */
module dev.spoor.sdk {
    requires static org.jspecify;
    requires static com.github.luben.zstd_jni;
    requires transitive io.opentelemetry.api;
    requires transitive io.opentelemetry.context;
    requires transitive io.opentelemetry.sdk.trace;
    requires io.opentelemetry.sdk;
    requires transitive io.opentelemetry.sdk.common;
    requires io.opentelemetry.common;
    requires io.opentelemetry.exporter.otlp;
    requires java.net.http;

    exports dev.spoor.sdk;
    exports dev.spoor.sdk.client;
    exports dev.spoor.sdk.config;
    exports dev.spoor.sdk.export;
    exports dev.spoor.sdk.genai;
    exports dev.spoor.sdk.json;
    exports dev.spoor.sdk.privacy;
    exports dev.spoor.sdk.trace;

    uses dev.spoor.sdk.ResultFollower;
}
