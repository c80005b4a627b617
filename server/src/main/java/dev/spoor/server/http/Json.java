package dev.spoor.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;

/** How JSON is read and written here. */
public final class Json {
    /** Bodies are bounded before they are read, so a single text may be as long as a body. */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNestingDepth(200)
                    .build())
            .build();

    private static final ObjectReader TREE = new ObjectMapper(FACTORY)
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private Json() {}

    /**
     * Reads a body that must be one JSON object.
     *
     * @throws ApiException when it is not
     */
    public static JsonNode object(byte[] body) {
        JsonNode node;
        try {
            node = TREE.readTree(body);
        } catch (IOException e) {
            throw Failures.asApi(e);
        }
        if (!node.isObject()) {
            throw ApiException.malformed("the body must be a JSON object");
        }
        return node;
    }
}
