package dev.spoor.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.dialects.json.Json;
import dev.spoor.dialects.prices.Prices;
import dev.spoor.model.Attributes;
import dev.spoor.model.Cost;
import dev.spoor.model.Span;
import dev.spoor.model.SpanId;
import dev.spoor.model.SpanSummary;
import dev.spoor.model.Usage;
import dev.spoor.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * What a model call used is written down as each SDK would, whether its totals include their parts or leave them out, and
 * read back: every token is in one bucket, and in the right one as far as the SDK can tell it.
 */
class TokenBucketsTest {
    private static final Span ANY =
            Captures.all().findFirst().orElseThrow().spans().get(0);

    /** How an SDK writes usage down, and what of it can be told from that. */
    private enum Sender {
        GEN_AI_3(true) {
            @Override
            void write(Usage u, Map<String, Object> to) {
                genAi(u, to);
                to.put("gen_ai.usage.cache_write.input_tokens", u.cacheWrite());
                to.put("gen_ai.usage.image.input_tokens", u.inputImage());
                to.put("gen_ai.usage.image.output_tokens", u.outputImage());
                to.put("gen_ai.usage.audio.input_tokens", u.inputAudio());
                to.put("gen_ai.usage.audio.output_tokens", u.outputAudio());
            }

            @Override
            Usage told(Usage u) {
                return new Usage(
                        u.input(),
                        u.cacheRead(),
                        u.cacheWrite(),
                        u.inputAudio(),
                        u.inputImage(),
                        u.output(),
                        u.reasoning(),
                        u.outputAudio(),
                        u.outputImage(),
                        0);
            }
        },
        GEN_AI_2(true) {
            @Override
            void write(Usage u, Map<String, Object> to) {
                genAi(u, to);
                to.put("gen_ai.usage.cache_creation.input_tokens", u.cacheWrite());
            }

            @Override
            Usage told(Usage u) {
                return withoutMedia(u, 0);
            }
        },
        OPEN_INFERENCE(true) {
            @Override
            void write(Usage u, Map<String, Object> to) {
                to.put("openinference.span.kind", "LLM");
                to.put("llm.token_count.prompt", u.totalInput());
                to.put("llm.token_count.completion", u.totalOutput());
                to.put("llm.token_count.total", u.total());
                to.put("llm.token_count.prompt_details.cache_read", u.cacheRead());
                to.put("llm.token_count.prompt_details.cache_write", u.cacheWrite());
                to.put("llm.token_count.prompt_details.audio", u.inputAudio());
                to.put("llm.token_count.completion_details.reasoning", u.reasoning());
                to.put("llm.token_count.completion_details.audio", u.outputAudio());
            }

            @Override
            Usage told(Usage u) {
                return withoutImages(u, 0);
            }
        },
        TRACELOOP(true) {
            @Override
            void write(Usage u, Map<String, Object> to) {
                to.put("llm.request.type", "chat");
                to.put("gen_ai.usage.prompt_tokens", u.totalInput());
                to.put("gen_ai.usage.completion_tokens", u.totalOutput());
                to.put("llm.usage.total_tokens", u.total());
                to.put("gen_ai.usage.cache_read_input_tokens", u.cacheRead());
                to.put("gen_ai.usage.cache_creation_input_tokens", u.cacheWrite());
                to.put("llm.usage.reasoning_tokens", u.reasoning());
            }

            @Override
            Usage told(Usage u) {
                return withoutMedia(u, 0);
            }
        },
        VERCEL_6(true) {
            @Override
            void write(Usage u, Map<String, Object> to) {
                to.put("ai.operationId", "ai.generateText.doGenerate");
                to.put("ai.model.provider", "openai.chat");
                to.put("ai.usage.inputTokens", u.totalInput());
                to.put("ai.usage.outputTokens", u.totalOutput());
                to.put("ai.usage.totalTokens", u.total());
                to.put("ai.usage.inputTokenDetails.cacheReadTokens", u.cacheRead());
                to.put("ai.usage.inputTokenDetails.cacheWriteTokens", u.cacheWrite());
                to.put("ai.usage.outputTokenDetails.reasoningTokens", u.reasoning());
            }

            @Override
            Usage told(Usage u) {
                return withoutMedia(u, 0);
            }
        },
        VERCEL_5_WITH_ANTHROPIC(false) {
            @Override
            void write(Usage u, Map<String, Object> to) {
                to.put("ai.operationId", "ai.streamText.doStream");
                to.put("ai.model.provider", "anthropic.messages");
                to.put("ai.usage.inputTokens", u.totalInput() - u.cacheRead() - u.cacheWrite());
                to.put("ai.usage.outputTokens", u.totalOutput());
                to.put("ai.usage.cachedInputTokens", u.cacheRead());
                to.put(
                        "ai.response.providerMetadata",
                        "{\"anthropic\":{\"usage\":{\"cache_creation_input_tokens\":" + u.cacheWrite()
                                + ",\"cache_creation\":{\"ephemeral_1h_input_tokens\":" + u.cacheWriteOneHour()
                                + "}}}}");
            }

            @Override
            Usage told(Usage u) {
                Usage told = withoutMedia(u, u.cacheWriteOneHour());
                return new Usage(
                        told.input(),
                        told.cacheRead(),
                        told.cacheWrite(),
                        0,
                        0,
                        told.output() + told.reasoning(),
                        0,
                        0,
                        0,
                        told.cacheWriteOneHour());
            }
        },
        LANGFUSE(false) {
            @Override
            void write(Usage u, Map<String, Object> to) {
                to.put("langfuse.observation.type", "generation");
                to.put(
                        "langfuse.observation.usage_details",
                        "{\"input\":" + (u.input() + u.inputImage()) + ",\"input_cached_tokens\":" + u.cacheRead()
                                + ",\"input_cache_creation_5m\":" + (u.cacheWrite() - u.cacheWriteOneHour())
                                + ",\"input_cache_creation_1h\":" + u.cacheWriteOneHour() + ",\"input_audio_tokens\":"
                                + u.inputAudio() + ",\"output\":" + (u.output() + u.outputImage())
                                + ",\"output_reasoning_tokens\":" + u.reasoning() + ",\"output_audio_tokens\":"
                                + u.outputAudio() + ",\"total\":" + u.total() + "}");
            }

            @Override
            Usage told(Usage u) {
                return withoutImages(u, u.cacheWriteOneHour());
            }
        },
        CLAUDE_CODE(false) {
            @Override
            void write(Usage u, Map<String, Object> to) {
                to.put("span.type", "llm_request");
                to.put("input_tokens", u.totalInput() - u.cacheRead() - u.cacheWrite());
                to.put("output_tokens", u.totalOutput());
                to.put("cache_read_tokens", u.cacheRead());
                to.put("cache_creation_tokens", u.cacheWrite());
            }

            @Override
            Usage told(Usage u) {
                return new Usage(
                        u.totalInput() - u.cacheRead() - u.cacheWrite(),
                        u.cacheRead(),
                        u.cacheWrite(),
                        0,
                        0,
                        u.totalOutput(),
                        0,
                        0,
                        0,
                        0);
            }
        },
        LANGSMITH(true) {
            @Override
            void write(Usage u, Map<String, Object> to) {
                to.put("langsmith.span.kind", "llm");
                to.put(
                        "langsmith.usage_metadata",
                        "{\"input_tokens\":" + u.totalInput() + ",\"output_tokens\":" + u.totalOutput()
                                + ",\"total_tokens\":" + u.total() + ",\"input_token_details\":{\"cache_read\":"
                                + u.cacheRead() + ",\"cache_creation\":" + u.cacheWrite() + ",\"audio\":"
                                + u.inputAudio() + "},\"output_token_details\":{\"reasoning\":" + u.reasoning()
                                + ",\"audio\":" + u.outputAudio() + "}}");
            }

            @Override
            Usage told(Usage u) {
                return withoutImages(u, 0);
            }
        },
        LAMINAR(true) {
            @Override
            void write(Usage u, Map<String, Object> to) {
                to.put("lmnr.span.type", "LLM");
                genAi(u, to);
                to.put("gen_ai.usage.cache_creation.input_tokens", u.cacheWrite());
                to.put("gen_ai.usage.cache_creation.input_tokens.ephemeral_1h", u.cacheWriteOneHour());
            }

            @Override
            Usage told(Usage u) {
                return withoutMedia(u, u.cacheWriteOneHour());
            }
        },
        /** Gemini counts what the model thought beside what it said. */
        GOOGLE_ADK(false) {
            @Override
            void write(Usage u, Map<String, Object> to) {
                to.put("gen_ai.operation.name", "generate_content");
                to.put("gen_ai.usage.input_tokens", u.totalInput());
                to.put("gen_ai.usage.output_tokens", u.totalOutput() - u.reasoning());
                to.put(
                        "gcp.vertex.agent.llm_response",
                        "{\"usageMetadata\":{\"promptTokenCount\":" + u.totalInput() + ",\"candidatesTokenCount\":"
                                + (u.totalOutput() - u.reasoning()) + ",\"thoughtsTokenCount\":" + u.reasoning()
                                + ",\"cachedContentTokenCount\":" + u.cacheRead() + ",\"totalTokenCount\":" + u.total()
                                + "}}");
            }

            @Override
            Usage told(Usage u) {
                return new Usage(
                        u.totalInput() - u.cacheRead(),
                        u.cacheRead(),
                        0,
                        0,
                        0,
                        u.totalOutput() - u.reasoning(),
                        u.reasoning(),
                        0,
                        0,
                        0);
            }
        };

        /** Whether its totals include their parts. */
        final boolean inclusive;

        Sender(boolean inclusive) {
            this.inclusive = inclusive;
        }

        abstract void write(Usage usage, Map<String, Object> to);

        abstract Usage told(Usage usage);

        private static void genAi(Usage u, Map<String, Object> to) {
            to.put("gen_ai.operation.name", "chat");
            to.put("gen_ai.usage.input_tokens", u.totalInput());
            to.put("gen_ai.usage.output_tokens", u.totalOutput());
            to.put("gen_ai.usage.cache_read.input_tokens", u.cacheRead());
            to.put("gen_ai.usage.reasoning.output_tokens", u.reasoning());
        }

        private static Usage withoutImages(Usage u, long oneHour) {
            return new Usage(
                    u.input() + u.inputImage(),
                    u.cacheRead(),
                    u.cacheWrite(),
                    u.inputAudio(),
                    0,
                    u.output() + u.outputImage(),
                    u.reasoning(),
                    u.outputAudio(),
                    0,
                    oneHour);
        }

        private static Usage withoutMedia(Usage u, long oneHour) {
            Usage rest = withoutImages(u, oneHour);
            return new Usage(
                    rest.input() + rest.inputAudio(),
                    rest.cacheRead(),
                    rest.cacheWrite(),
                    0,
                    0,
                    rest.output() + rest.outputAudio(),
                    rest.reasoning(),
                    0,
                    0,
                    oneHour);
        }
    }

    @Property(tries = 300, seed = "2026")
    void everyTokenIsReadOnceAndInItsBucket(@ForAll long seed) {
        Random random = new Random(seed);
        Usage used = usage(random);
        for (Sender sender : Sender.values()) {
            Usage read = summarise(random, sender, used).usage();
            assertThat(read).as(sender.name()).isEqualTo(sender.told(used));
            assertThat(read.totalInput()).as(sender.name()).isEqualTo(used.totalInput());
            assertThat(read.totalOutput()).as(sender.name()).isEqualTo(used.totalOutput());
        }
    }

    /** Some count a cached token that is sound among the cached and among the audio. */
    @Property(tries = 300, seed = "2027")
    void aTokenThatIsCountedInTwoPartsIsCountedOnce(@ForAll long seed) {
        Random random = new Random(seed);
        long input = 1 + random.nextInt(10_000);
        long cached = random.nextLong(input + 1);
        long audio = random.nextLong(input + 1);
        long image = random.nextLong(input - audio + 1);
        Usage read = Dialects.standard()
                .summarise(span(Map.of(
                        "gen_ai.operation.name", Value.of("chat"),
                        "gen_ai.usage.input_tokens", Value.of(input),
                        "gen_ai.usage.cache_read.input_tokens", Value.of(cached),
                        "gen_ai.usage.audio.input_tokens", Value.of(audio),
                        "gen_ai.usage.image.input_tokens", Value.of(image))))
                .usage();
        assertThat(read.totalInput()).isEqualTo(input);
        assertThat(read.cacheRead()).isEqualTo(cached);
        assertNoneNegative(read);
    }

    /** Numbers that contradict each other. */
    @Property(tries = 500, seed = "2028")
    void nonsenseIsNeverNegativeAndLosesNoTotal(@ForAll long seed) {
        Random random = new Random(seed);
        for (Sender sender : Sender.values()) {
            Map<String, Object> written = new LinkedHashMap<>();
            sender.write(usage(random), written);
            Map<String, Value> attributes = new LinkedHashMap<>();
            written.forEach((key, value) -> {
                Object other = value instanceof Long && random.nextInt(3) == 0 ? tokens(random) - 50 : value;
                if (!(value instanceof Long) || random.nextInt(5) > 0) {
                    attributes.put(key, written(random, other));
                }
            });
            Usage read = Dialects.standard().summarise(span(attributes)).usage();
            assertNoneNegative(read);
            long told = Math.max(
                    Json.count(attributes.get("gen_ai.usage.input_tokens")),
                    Json.count(attributes.get("llm.token_count.prompt")));
            if (sender.inclusive) {
                assertThat(read.totalInput()).as(sender.name()).isGreaterThanOrEqualTo(told);
            }
        }
    }

    /** A tree whose inner spans carry what all below them used, as agents and chains do in many SDKs. */
    @Property(tries = 100, seed = "2029")
    void whatParentsRepeatIsCountedOnce(@ForAll long seed) {
        Random random = new Random(seed);
        List<Span> spans = new ArrayList<>();
        Usage below = Usage.NONE;
        List<SpanSummary> leaves = new ArrayList<>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            Usage used = usage(random);
            leaves.add(summarise(random, Sender.GEN_AI_3, used));
            below = below.plus(leaves.get(leaves.size() - 1).usage());
        }
        List<Map<String, Object>> parents = new ArrayList<>();
        for (String operation : List.of("invoke_agent", "invoke_workflow", "agent_step", "execute_tool", "plan")) {
            Map<String, Object> parent = new LinkedHashMap<>();
            Sender.GEN_AI_3.write(below, parent);
            parent.put("gen_ai.operation.name", operation);
            parents.add(parent);
        }
        for (String kind : List.of("CHAIN", "AGENT", "TOOL")) {
            Map<String, Object> parent = new LinkedHashMap<>();
            Sender.OPEN_INFERENCE.write(below, parent);
            parent.put("openinference.span.kind", kind);
            parents.add(parent);
        }
        Map<String, Object> outer = new LinkedHashMap<>();
        Sender.VERCEL_6.write(below, outer);
        outer.put("ai.operationId", "ai.generateText");
        parents.add(outer);

        Usage counted = Usage.NONE;
        for (SpanSummary leaf : leaves) {
            assertThat(leaf.usageCounts()).isTrue();
            counted = counted.plus(leaf.usage());
        }
        for (Map<String, Object> parent : parents) {
            Map<String, Value> attributes = new LinkedHashMap<>();
            parent.forEach((key, value) -> attributes.put(key, written(random, value)));
            attributes.put("gen_ai.request.model", Value.of("gpt-4o"));
            SpanSummary summary = Dialects.standard().summarise(span(attributes));
            if (summary.usageCounts()) {
                counted = counted.plus(summary.usage());
            }
            assertThat(Prices.bundled().price(span(attributes), summary)).isEqualTo(Cost.NONE);
        }
        assertThat(counted).isEqualTo(below);
    }

    private static SpanSummary summarise(Random random, Sender sender, Usage usage) {
        Map<String, Object> written = new LinkedHashMap<>();
        sender.write(usage, written);
        Map<String, Value> attributes = new LinkedHashMap<>();
        written.forEach((key, value) -> attributes.put(key, written(random, value)));
        return Dialects.standard().summarise(span(attributes));
    }

    /** Numbers come as numbers, as texts, and from JavaScript as fractions. */
    private static Value written(Random random, Object value) {
        if (!(value instanceof Long number)) {
            return Value.of(String.valueOf(value));
        }
        return switch (random.nextInt(4)) {
            case 0 -> Value.of(Long.toString(number));
            case 1 -> Value.of((double) number);
            default -> Value.of(number);
        };
    }

    private static Usage usage(Random random) {
        long write = tokens(random);
        return new Usage(
                tokens(random),
                tokens(random),
                write,
                tokens(random),
                tokens(random),
                tokens(random),
                tokens(random),
                tokens(random),
                tokens(random),
                write == 0 ? 0 : random.nextLong(write + 1));
    }

    private static long tokens(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextInt(10);
            default -> random.nextInt(1_000_000);
        };
    }

    private static void assertNoneNegative(Usage usage) {
        assertThat(List.of(
                        usage.input(),
                        usage.cacheRead(),
                        usage.cacheWrite() - usage.cacheWriteOneHour(),
                        usage.cacheWriteOneHour(),
                        usage.inputAudio(),
                        usage.inputImage(),
                        usage.output(),
                        usage.reasoning(),
                        usage.outputAudio(),
                        usage.outputImage()))
                .allSatisfy(bucket -> assertThat(bucket).isNotNegative());
    }

    private static Span span(Map<String, Value> attributes) {
        return new Span(
                ANY.traceId(),
                new SpanId(1),
                null,
                "",
                0,
                "span",
                ANY.kind(),
                1,
                2,
                ANY.status(),
                Attributes.of(attributes),
                List.of(),
                List.of(),
                ANY.resource(),
                ANY.scope(),
                ANY.dropped());
    }
}
