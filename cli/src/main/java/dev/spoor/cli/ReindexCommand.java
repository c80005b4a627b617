package dev.spoor.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the index anew from the log. */
@Command(
        name = "reindex",
        description = "Makes the index anew from the log. A running server answers from the old one meanwhile.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  spoor reindex                     the store in ~/.spoor, also while a server runs on it",
            "  spoor reindex --prices            prices all calls anew by the price files as they are now",
            "  spoor reindex --dialects          reads all spans by the dialects of this version"
        })
final class ReindexCommand implements Callable<Integer> {
    @Mixin
    Settings settings = new Settings();

    @Option(
            names = "--dialects",
            description = "Reads the meaning of all spans anew, as after an update. One pass over the log does this and"
                    + " prices them, so that it is the same as naming nothing.")
    boolean dialects;

    @Option(
            names = "--prices",
            description = "Reads the price files anew, whether or not they seem changed, and prices all calls by them.")
    boolean prices;

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
                .printf(
                        "%s, after %.1f s%n",
                        prices
                                ? dialects ? "all spans are read and priced anew" : "all calls are priced anew"
                                : dialects ? "all spans are read anew" : "the index is new",
                        (System.nanoTime() - start) / 1e9)
                .flush();
        return 0;
    }
}
