package dev.spoor.model.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderByTest {
    @Test
    void readsFieldsAndDirections() {
        assertThat(OrderBy.parseAll(List.of("attributes.timestamp desc", "tag.env", "timestamp_ms ASC")))
                .containsExactly(
                        new OrderBy(FieldRef.of(Field.TIMESTAMP_MS), true),
                        new OrderBy(new FieldRef(Field.TAG, "env"), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "foo", "span.name", "feedback.ok", "timestamp_ms sideways", "trace.text"})
    void refusesWhatTracesCannotBeSortedBy(String text) {
        assertThatThrownBy(() -> OrderBy.parse(text)).isInstanceOf(FilterException.class);
    }
}
