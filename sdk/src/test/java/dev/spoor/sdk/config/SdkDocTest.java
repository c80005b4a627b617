package dev.spoor.sdk.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table of settings in {@code docs/sdk.md} is what there is. Written anew with {@code -Dspoor.golden=write}. */
class SdkDocTest {
    private static final Path DOCUMENT = Path.of("../docs/sdk.md");
    private static final String BEGIN = "<!-- settings: made by SdkDocTest -->\n";
    private static final String END = "<!-- end of settings -->";

    @Test
    void theDocumentNamesEverySetting() throws IOException {
        StringBuilder table = new StringBuilder();
        table.append("| setting | environment | default | what it does |\n| --- | --- | --- | --- |\n");
        for (SdkSetting setting : SdkSetting.values()) {
            table.append("| `").append(setting.key()).append("` | `").append(setting.variable());
            table.append("` | ").append(setting.byDefault().isEmpty() ? "" : "`" + setting.byDefault() + "`");
            table.append(" | ").append(setting.meaning()).append(" |\n");
        }
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        if ("write".equals(System.getProperty("spoor.golden"))) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + table + document.substring(end));
            return;
        }
        assertThat(document.substring(begin, end)).isEqualTo(table.toString());
    }
}
