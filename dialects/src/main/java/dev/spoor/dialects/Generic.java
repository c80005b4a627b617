package dev.spoor.dialects;

/**
 * What names alone suggest, of any span: OpenTelemetry's general attributes, and the plain words that applications use
 * when they follow no convention. Believed last.
 */
final class Generic extends Dialect {
    static final String NAME = "generic";

    Generic() {
        super(
                NAME,
                KeyTable.of()
                        .with(Field.REQUEST_MODEL, "model_name", "llm.model", "llm.request.model")
                        .with(Field.RESPONSE_MODEL, "llm.response.model")
                        .with(Field.SESSION, "session.id", "session_id", "thread_id", "conversation_id")
                        .with(Field.USER, "user.id", "enduser.id", "user_id", "llm.user")
                        .with(Field.ENVIRONMENT, "deployment.environment.name", "deployment.environment")
                        .with(Field.TAGS, "tags", "opik.tags")
                        .with(Field.INPUT, "input.value", "input")
                        .with(Field.OUTPUT, "output.value", "output")
                        .metadata("opik.metadata.")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return false;
    }

    @Override
    void summarise(SpanView span, Draft draft) {
        if (!draft.has(Field.PROVIDER) && (draft.has(Field.REQUEST_MODEL) || draft.has(Field.RESPONSE_MODEL))) {
            draft.put(Field.PROVIDER, Providers.ofHost(span.text("server.address")));
        }
    }
}
