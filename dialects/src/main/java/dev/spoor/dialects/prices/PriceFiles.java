package dev.spoor.dialects.prices;

import dev.spoor.dialects.json.Json;
import dev.spoor.model.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Price files of three formats, told apart by their shape: {@code overrides} of Spoor's own, genai-prices' data (a list
 * of providers with models), and LiteLLM's (a map of models).
 */
public final class PriceFiles {
    private PriceFiles() {}

    /**
     * Reads a file.
     *
     * @param name as it is shown beside a cost, together with a digest of the content
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    public static PriceTable read(String name, byte[] content) {
        Value json = Json.parse(new String(content, StandardCharsets.UTF_8));
        if (json == null) {
            throw new IllegalArgumentException("price file " + name + " is not JSON");
        }
        List<PriceRow> rows;
        try {
            rows = rows(json);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("price file " + name + ": " + e.getMessage(), e);
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("price file " + name + " holds no price in a format that is known:"
                    + " overrides, genai-prices or LiteLLM");
        }
        return new PriceTable(name + "@" + digest(content), rows);
    }

    private static List<PriceRow> rows(Value json) {
        Value overrides = Json.at(json, "overrides");
        if (overrides != null) {
            return Overrides.rows(overrides);
        }
        Value providers = json instanceof Value.ListOf ? json : Json.at(json, "providers");
        return providers != null ? GenaiPrices.rows(providers) : LiteLlm.rows(json);
    }

    private static String digest(byte[] content) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(sha, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
