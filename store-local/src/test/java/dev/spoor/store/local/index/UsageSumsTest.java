package dev.spoor.store.local.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.model.Cost;
import dev.spoor.model.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Sums over the innermost calls of random trees, in whatever order the spans arrive. */
class UsageSumsTest {
    /** @param parent 0 for a root */
    private record Node(long id, long parent, boolean calls, String model, Usage usage, Cost cost) {}

    @Property(tries = 500, seed = "2026")
    void onlyInnermostCallsCountInAnyOrder(@ForAll long seed) {
        Random random = new Random(seed);
        List<Node> nodes = tree(random);
        List<Node> arriving = new ArrayList<>(nodes);
        Collections.shuffle(arriving, random);
        SpanIds ids = new SpanIds();
        UsageSums sums = new UsageSums();
        Set<Long> counted = new HashSet<>();
        for (Node node : arriving) {
            ids.put(node.id, node.parent);
            if (sums.add(node.id, node.calls, node.model, node.usage, node.cost, ids, counted::remove)) {
                counted.add(node.id);
            }
        }

        Usage usage = Usage.NONE;
        BigDecimal cost = null;
        int unpriced = 0;
        Set<String> unpricedModels = new TreeSet<>();
        Set<Long> innermost = new HashSet<>();
        for (Node node : nodes) {
            if (node.calls && nodes.stream().noneMatch(other -> other.calls && isBelow(nodes, other, node))) {
                innermost.add(node.id);
                usage = usage.plus(node.usage);
                cost = plus(cost, node.cost.usd());
                if (node.cost.source() == Cost.Source.UNPRICED) {
                    unpriced++;
                    unpricedModels.add(node.model);
                }
            }
        }
        assertThat(counted).isEqualTo(innermost);
        assertThat(sums.usage()).isEqualTo(usage);
        assertThat(sums.unpriced()).isEqualTo(unpriced);
        assertThat(sums.unpricedModels()).containsExactlyElementsOf(unpricedModels);
        if (cost == null) {
            assertThat(sums.cost()).isNull();
        } else {
            assertThat(sums.cost()).isEqualByComparingTo(cost);
        }
    }

    private static List<Node> tree(Random random) {
        List<Node> nodes = new ArrayList<>();
        for (long id = 1; id <= 1 + random.nextInt(12); id++) {
            long parent = random.nextInt(8) == 0 ? 0 : random.nextLong(id);
            boolean calls = random.nextInt(3) > 0;
            Cost cost = switch (random.nextInt(3)) {
                case 0 -> new Cost(null, Cost.Source.UNPRICED, null);
                case 1 -> Cost.NONE;
                default -> new Cost(BigDecimal.valueOf(random.nextInt(1000), 6), Cost.Source.COMPUTED, "row");
            };
            long write = random.nextInt(50);
            Usage usage = new Usage(
                    random.nextInt(100), random.nextInt(100), write, 1, 2, random.nextInt(100), 3, 4, 5, write / 2);
            nodes.add(new Node(id, parent, calls, "model-" + random.nextInt(3), usage, cost));
        }
        return nodes;
    }

    private static boolean isBelow(List<Node> nodes, Node inner, Node outer) {
        for (long id = inner.parent; id != 0; id = nodes.get((int) id - 1).parent) {
            if (id == outer.id) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable BigDecimal plus(@Nullable BigDecimal sum, @Nullable BigDecimal usd) {
        return usd == null ? sum : sum == null ? usd : sum.add(usd);
    }
}
