package dev.spoor.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.errors.OpenAIServiceException;
import dev.spoor.sdk.genai.ModelCall;
import dev.spoor.sdk.genai.Quietly;
import io.opentelemetry.context.Context;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A call that may end in several ways, and ends by the first of them. Reading what was said of it never reaches the
 * application. Safe for several threads.
 *
 * @param caller where the application called
 */
record OpenCall(ModelCall call, Operation operation, Context caller, AtomicBoolean hasEnded) {
    static OpenCall begin(Operation operation, Object params) {
        Context caller = Context.current();
        JsonNode request = Quietly.get(() -> operation.request(params));
        String model = request == null ? null : Wire.text(request.path("model"));
        ModelCall call = ModelCall.begin(caller, operation.type(), "openai", model);
        if (request != null && call.span().isRecording()) {
            Quietly.run(() -> operation.asked(call, request));
        }
        return new OpenCall(call, operation, caller, new AtomicBoolean());
    }

    void end(@Nullable Object answer) {
        endAfter(() -> {
            if (answer != null) {
                operation.answered(call, answer);
            }
        });
    }

    void end(Operation.Gathering gathered) {
        endAfter(() -> gathered.tell(call));
    }

    private void endAfter(Runnable telling) {
        if (hasEnded.compareAndSet(false, true)) {
            Quietly.run(telling);
            call.end();
        }
    }

    void fail(Throwable problem) {
        if (hasEnded.compareAndSet(false, true)) {
            Throwable cause = problem.getCause();
            Throwable thrown = problem instanceof CompletionException && cause != null ? cause : problem;
            if (thrown instanceof OpenAIServiceException refused) {
                call.span().attribute("http.response.status_code", refused.statusCode());
            }
            call.fail(thrown);
        }
    }

    /** A stream was over before its answer was whole. */
    void fail(Throwable problem, Operation.Gathering gathered) {
        if (!hasEnded.get()) {
            Quietly.run(() -> gathered.tell(call));
        }
        fail(problem);
    }
}
