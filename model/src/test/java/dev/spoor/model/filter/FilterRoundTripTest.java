package dev.spoor.model.filter;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FilterRoundTripTest {

    @Provide
    Arbitrary<Filter> filters() {
        return FilterTrees.filters();
    }

    @Property(tries = 500)
    void anyTreePrintsToTextThatParsesToTheSameTree(@ForAll("filters") Filter filter) {
        assertThat(Filter.parse(FilterPrinter.print(filter))).isEqualTo(filter);
    }
}
