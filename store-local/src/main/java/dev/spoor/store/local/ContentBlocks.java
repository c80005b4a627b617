package dev.spoor.store.local;

import dev.spoor.model.filter.Filter.Condition;
import dev.spoor.model.filter.Operand;
import dev.spoor.model.text.WordQuery;
import dev.spoor.store.local.index.BlockSelection;
import dev.spoor.store.local.index.TextBlocks;
import dev.spoor.store.local.text.TextIndex;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Narrows a filter's conditions on content by the text index; asks it once for each. For one thread and one query. */
final class ContentBlocks implements TextBlocks {
    /** More are no help: the newest traces are likely to be among them. */
    static final int MAX_BLOCKS = 20_000;

    private final TextIndex texts;
    private final Map<Condition, Optional<BlockSelection>> known = new HashMap<>();

    ContentBlocks(TextIndex texts) {
        this.texts = texts;
    }

    @Override
    public @Nullable BlockSelection of(Condition condition) {
        return known.computeIfAbsent(condition, this::find).orElse(null);
    }

    private Optional<BlockSelection> find(Condition condition) {
        WordQuery query = switch (condition.operator()) {
            case LIKE, ILIKE -> WordQuery.ofLike(text(condition));
            default -> new WordQuery(java.util.List.of());
        };
        return query.words().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(texts.candidates(query).all(MAX_BLOCKS));
    }

    private static String text(Condition condition) {
        return condition.operands().get(0) instanceof Operand.Text(String text) ? text : "";
    }
}
