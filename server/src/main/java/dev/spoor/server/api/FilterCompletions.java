package dev.spoor.server.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.model.filter.Completion;

/** What an editor of filters offers: each field with its operators and known values. */
final class FilterCompletions {

    void addTo(Api api) {
        api.get(ApiRoutes.ROOT + "/filter/fields", "list_filter_fields", FilterCompletions::fields);
        api.get(ApiRoutes.ROOT + "/filter/check", "check_filter", FilterCompletions::check);
    }

    private static void fields(ServiceRequestContext ctx, JsonOut out) {
        new Params(ctx);
        out.object(() -> out.array(
                "fields",
                Completion.fields(),
                field -> out.object(() -> {
                    out.text("name", field.name());
                    out.texts("aliases", field.aliases());
                    out.text("scope", TraceJson.lowerCase(field.scope()));
                    out.text("type", TraceJson.lowerCase(field.type()));
                    out.text("meaning", field.meaning());
                    out.texts("operators", field.operators());
                    out.texts("values", field.values());
                })));
    }

    /** Nothing when the filter can be read; else the error that a list would give. */
    private static void check(ServiceRequestContext ctx, JsonOut out) {
        new Params(ctx, "filter").filter();
        out.object(() -> {});
    }
}
