package dev.spoor.store.local.index;

import dev.spoor.store.TraceQuery;

/** What a query asks of a trace besides its filter, as conditions on rows of {@code traces t}. */
final class TraceConditions {
    private TraceConditions() {}

    static Conditions of(TraceQuery query) {
        Conditions conditions = new Conditions()
                .oneOf("t.project", query.projectIds())
                .between("t.start", query.fromEpochNanos(), query.toEpochNanos())
                .equal("t.name", query.name())
                .equal("t.session", query.session())
                .equal("t.\"user\"", query.user());
        if (query.state() != null) {
            conditions.and("t.state = ?", query.state().ordinal());
        }
        if (query.model() != null) {
            conditions.and("list_contains(t.models, ?)", query.model());
        }
        query.tags().forEach((key, value) -> conditions.and("t.tags[?] = ?", key, value));
        return conditions;
    }
}
