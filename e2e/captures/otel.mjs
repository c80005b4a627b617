// OpenTelemetry's SDK for the captures that need one set up. Each capture brings its own packages, so they are handed in.

/** A provider that sends each span to the recorder as it ends. */
export function tracing({ NodeTracerProvider, SimpleSpanProcessor }, { OTLPTraceExporter }, recorder) {
  const exporter = new OTLPTraceExporter({ url: `${recorder.otlp}/v1/traces` });
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  provider.register();
  return provider;
}
