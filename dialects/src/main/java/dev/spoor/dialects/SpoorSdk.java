package dev.spoor.dialects;

/** What Spoor's own SDK says of the trace, on any of its spans; the rest it says by GenAI's and MLflow's keys. */
final class SpoorSdk extends Dialect {
    SpoorSdk() {
        super(
                "spoor",
                KeyTable.of()
                        .with(Field.TRACE_NAME, "spoor.trace.name")
                        .with(Field.TAGS, "spoor.trace.tags")
                        .with(Field.ENVIRONMENT, "spoor.trace.environment")
                        .with(Field.RELEASE, "spoor.trace.release")
                        .with(Field.SESSION, "session.id")
                        .with(Field.USER, "user.id")
                        .metadata("spoor.trace.metadata.")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.startsWith("spoor.trace.");
    }
}
