package dev.spoor.model.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FilterLanguageDocTest {
    private static final Path DOC = Path.of("..", "docs", "filter-language.md");
    private static final String MARK = "<!-- fields: generated from the catalogue, checked by a test -->\n";

    @Test
    void theUserDocumentListsTheCatalogue() throws IOException {
        String document = Files.readString(DOC);
        String whole = document.substring(0, document.indexOf(MARK)) + MARK + table();
        if (Boolean.getBoolean("spoor.writeDocs")) {
            Files.writeString(DOC, whole);
        }
        assertThat(document)
                .as("run with -Dspoor.writeDocs=true and look at the change")
                .isEqualTo(whole);
    }

    @Test
    void itsExamplesParse() throws IOException {
        String document = Files.readString(DOC);
        List<String> blocks = java.util.regex.Pattern.compile("```\n(.*?)```", java.util.regex.Pattern.DOTALL)
                .matcher(document)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(blocks).isNotEmpty();
        for (String block : blocks) {
            block.lines().forEach(line -> assertThat(Filter.parse(line)).isNotEqualTo(Filter.ALL));
        }
    }

    private static String table() {
        return "\n| field | also | holds | meaning |\n| --- | --- | --- | --- |\n"
                + Completion.fields().stream().map(FilterLanguageDocTest::row).collect(Collectors.joining());
    }

    private static String row(Completion field) {
        String key = field.name().endsWith(".") ? "KEY" : "";
        String aliases =
                field.aliases().stream().map(name -> "`" + name + key + "`").collect(Collectors.joining(", "));
        return "| `" + field.name() + key + "` | " + aliases + " | "
                + field.type().name().toLowerCase(java.util.Locale.ROOT) + " | " + field.meaning() + " |\n";
    }
}
