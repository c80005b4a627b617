package dev.spoor.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes the index anew from the log. */
@Command(
        name = "reindex",
        description = "Makes the index anew from the log. A running server answers from the old one meanwhile.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  spoor reindex                     the store in ~/.spoor, also while a server runs on it"})
final class ReindexCommand implements Callable<Integer> {
    @Mixin
    Settings settings = new Settings();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        long start = System.nanoTime();
        new Maintained(settings.config()).run("reindex", Map.of(), store -> {
            try (ProgressLine progress = new ProgressLine()) {
                store.maintenance().reindex(progress);
                return JsonNodeFactory.instance.objectNode();
            }
        });
        spec.commandLine()
                .getOut()
                .printf("the index is new, after %.1f s%n", (System.nanoTime() - start) / 1e9)
                .flush();
        return 0;
    }
}
