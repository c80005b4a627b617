package dev.spoor.sdk.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which traces to find; without any condition, all, newest start first. Conditions must all hold. Immutable.
 *
 * <pre>{@code
 * client.search(TraceSearch.all().project("shop").session("chat-17").status("ERROR").limit(20));
 * }</pre>
 */
public final class TraceSearch {
    private static final TraceSearch ALL = new TraceSearch(List.of());

    private record Condition(String name, String value) {}

    private final List<Condition> conditions;

    private TraceSearch(List<Condition> conditions) {
        this.conditions = conditions;
    }

    public static TraceSearch all() {
        return ALL;
    }

    /** In Spoor's filter language; see {@code docs/filter-language.md}. */
    public TraceSearch filter(String filter) {
        return with("filter", filter);
    }

    /** A project's id or name; may be said several times. */
    public TraceSearch project(String project) {
        return with("project", project);
    }

    /** Started at or after it. */
    public TraceSearch from(Instant time) {
        return with("from", Long.toString(time.toEpochMilli()));
    }

    /** Started before it. */
    public TraceSearch to(Instant time) {
        return with("to", Long.toString(time.toEpochMilli()));
    }

    /** {@code IN_PROGRESS}, {@code OK} or {@code ERROR}. */
    public TraceSearch status(String state) {
        return with("status", state);
    }

    /** The whole name. */
    public TraceSearch name(String name) {
        return with("name", name);
    }

    public TraceSearch session(String session) {
        return with("session", session);
    }

    public TraceSearch user(String user) {
        return with("user", user);
    }

    /** A model that any span used. */
    public TraceSearch model(String model) {
        return with("model", model);
    }

    /** May be said several times. */
    public TraceSearch tag(String key, String value) {
        return with("tag", key + "=" + value);
    }

    /** {@code field} or {@code field DESC}, of the filter language; the first that is said counts most. */
    public TraceSearch orderBy(String field) {
        return with("order_by", field);
    }

    /** Traces of one page, 1 to 1000; 50 when not said. */
    public TraceSearch limit(int limit) {
        return with("limit", Integer.toString(limit));
    }

    /** The page after one that was found. */
    public TraceSearch page(@Nullable String pageToken) {
        return pageToken == null ? this : with("page_token", pageToken);
    }

    private TraceSearch with(String name, String value) {
        List<Condition> more = new ArrayList<>(conditions);
        more.add(new Condition(name, value));
        return new TraceSearch(more);
    }

    Api.Query query() {
        Api.Query query = new Api.Query();
        Consumer<Condition> add = condition -> query.with(condition.name(), condition.value());
        conditions.forEach(add);
        return query;
    }
}
