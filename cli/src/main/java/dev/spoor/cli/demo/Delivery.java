package dev.spoor.cli.demo;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** Passes spans on and remembers whether that ever failed, so that the demo can say so. */
final class Delivery implements SpanExporter {
    private final SpanExporter exporter;
    private volatile boolean failed;

    Delivery(SpanExporter exporter) {
        this.exporter = exporter;
    }

    boolean failed() {
        return failed;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        result.whenComplete(() -> failed |= !result.isSuccess());
        return result;
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
