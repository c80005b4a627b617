package dev.spoor.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/** The OpenAPI document, by which tests check answers. A field that it does not know is a failure too. */
final class ApiDescription {
    /** Parts of larger objects; their own fields are not all there are. */
    private static final Set<String> PARTS = Set.of("Trace", "SpanHeader");

    private final ObjectNode document;

    ApiDescription() {
        try {
            document = (ObjectNode) new ObjectMapper(new YAMLFactory()).readTree(OpenApi.document());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        document.at("/components/schemas").properties().forEach(entry -> {
            ObjectNode schema = (ObjectNode) entry.getValue();
            boolean isObject = schema.has("properties") || schema.has("allOf");
            if (isObject && !PARTS.contains(entry.getKey())) {
                schema.put("unevaluatedProperties", false);
            }
        });
    }

    JsonNode document() {
        return document;
    }

    /** Checks the answer of status 200 in JSON to that method and path. */
    void check(String method, String path, JsonNode answer) {
        JsonNode schema =
                document.get("paths").path(path).path(method).at("/responses/200/content/application~1json/schema");
        assertThat(schema.isMissingNode())
                .as("%s %s is described", method, path)
                .isFalse();
        checkSchema(schema, answer);
    }

    void checkSchema(String name, JsonNode value) {
        checkSchema(new ObjectMapper().createObjectNode().put("$ref", "#/components/schemas/" + name), value);
    }

    private void checkSchema(JsonNode schema, JsonNode value) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        JsonSchema compiled =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
        assertThat(compiled.validate(value)).as("%s", value).isEmpty();
    }
}
