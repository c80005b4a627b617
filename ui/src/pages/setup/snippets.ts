export interface Snippet {
  id: string;
  label: string;
  note: string;
  code: string;
}

/** The shortest way from each client to a server at `origin`. */
export function snippets(origin: string): Snippet[] {
  return [
    {
      id: 'demo',
      label: 'Demo',
      note: 'A few agent runs to look around in, sent through the OpenTelemetry Java exporter.',
      code: `./spoor demo`,
    },
    {
      id: 'python',
      label: 'Python',
      note: 'OpenTelemetry with an OpenInference instrumentation; there is one for most LLM libraries.',
      code: `# pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http openinference-instrumentation-openai
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from openinference.instrumentation.openai import OpenAIInstrumentor

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter("${origin}/v1/traces")))
trace.set_tracer_provider(provider)
OpenAIInstrumentor().instrument()`,
    },
    {
      id: 'vercel',
      label: 'Vercel AI SDK',
      note: 'Turn telemetry on in the call; the exporter sends it.',
      code: `// npm install @opentelemetry/sdk-node @opentelemetry/exporter-trace-otlp-proto
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { NodeSDK } from '@opentelemetry/sdk-node';

new NodeSDK({
  serviceName: 'my-agent',
  traceExporter: new OTLPTraceExporter({ url: '${origin}/v1/traces' }),
}).start();

await generateText({ model, prompt, experimental_telemetry: { isEnabled: true } });`,
    },
    {
      id: 'java',
      label: 'Java',
      note: 'Spring AI, LangChain4j or your own spans, with the OpenTelemetry agent or autoconfiguration.',
      code: `export OTEL_SERVICE_NAME=my-agent
export OTEL_EXPORTER_OTLP_ENDPOINT=${origin}
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
export OTEL_METRICS_EXPORTER=none OTEL_LOGS_EXPORTER=none
java -javaagent:opentelemetry-javaagent.jar -jar my-agent.jar`,
    },
    {
      id: 'env',
      label: 'Any OpenTelemetry',
      note: 'Most SDKs read these variables. Spoor takes protobuf and JSON over HTTP, and gRPC.',
      code: `export OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=${origin}/v1/traces
export OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/protobuf
export OTEL_RESOURCE_ATTRIBUTES=service.name=my-agent`,
    },
    {
      id: 'curl',
      label: 'curl',
      note: 'One span by hand, to see that something arrives.',
      code: `now=$(date +%s)
curl ${origin}/v1/traces -H 'content-type: application/json' -d '{"resourceSpans":[{
  "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"by-hand"}}]},
  "scopeSpans":[{"spans":[{
    "traceId":"'$(openssl rand -hex 16)'","spanId":"'$(openssl rand -hex 8)'","name":"chat gpt-4o","kind":3,
    "startTimeUnixNano":"'$now'000000000","endTimeUnixNano":"'$now'900000000",
    "attributes":[
      {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
      {"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},
      {"key":"gen_ai.usage.input_tokens","value":{"intValue":"12"}},
      {"key":"gen_ai.usage.output_tokens","value":{"intValue":"34"}}]}]}]}]}'`,
    },
  ];
}
