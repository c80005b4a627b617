package dev.spoor.server.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spoor.store.Maintenance;
import dev.spoor.store.StoreStatus;

/** What an operator's work comes to, as JSON: the records' components in snake case. */
public final class MaintenanceJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private MaintenanceJson() {}

    public static ObjectNode of(Maintenance.VerifyReport report) {
        return MAPPER.valueToTree(report);
    }

    public static ObjectNode of(Maintenance.CompactReport report) {
        return MAPPER.valueToTree(report);
    }

    public static ObjectNode of(StoreStatus status) {
        return MAPPER.valueToTree(status);
    }
}
