package dev.spoor.langchain4j;

import dev.langchain4j.guardrail.Guardrail;
import dev.langchain4j.guardrail.GuardrailResult;
import dev.spoor.sdk.ActiveSpan;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import dev.spoor.sdk.genai.Quietly;
import io.opentelemetry.context.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** A span around each look of a guardrail. One that objects has failed, with what it says of it. */
final class TracedGuardrail {
    private TracedGuardrail() {}

    /** @param seen gives what it looks at, and is asked only when content is wanted */
    static <R extends GuardrailResult<R>> R look(Guardrail<?, R> guardrail, Supplier<Object> seen, Supplier<R> look) {
        ActiveSpan span = Spoor.span(guardrail.name()).type(SpanType.GUARDRAIL).startDetached();
        if (span.takesContent()) {
            span.inputs(Quietly.get(seen));
        }
        R result;
        // What it calls is its own, and not the service's.
        try (Scope scope =
                span.isRecording() ? ServiceCall.leftBehind(span.context()).makeCurrent() : Scope.noop()) {
            result = look.get();
        } catch (RuntimeException | Error e) {
            // LangChain4j wraps what the guardrail threw.
            span.error(e.getCause() == null ? e : e.getCause()).close();
            throw e;
        }
        Quietly.run(() -> said(span, result));
        span.close();
        return result;
    }

    private static void said(ActiveSpan span, GuardrailResult<?> result) {
        List<String> objections =
                result.failures().stream().map(failure -> failure.message()).toList();
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("result", result.result().name());
        if (result.hasRewrittenResult()) {
            output.put("text", result.successfulText());
        }
        if (!objections.isEmpty()) {
            output.put("failures", objections);
        }
        span.outputs(output);
        if (!result.isSuccess()) {
            span.error("guardrail_" + result.result().name().toLowerCase(Locale.ROOT), String.join("; ", objections));
        }
    }
}
