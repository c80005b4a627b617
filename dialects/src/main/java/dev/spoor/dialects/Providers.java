package dev.spoor.dialects;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Canonical names of model providers: those of OpenTelemetry's {@code gen_ai.provider.name}. */
public final class Providers {
    private static final Map<String, String> CANONICAL = new HashMap<>();
    private static final Map<String, String> HOSTS = new HashMap<>();

    static {
        names(
                "openai",
                "openai",
                "open_ai",
                "openai.chat",
                "openai.responses",
                "openai.completion",
                "openai.embedding");
        names("anthropic", "anthropic", "claude", "anthropic.messages");
        names("aws.bedrock", "aws.bedrock", "bedrock", "aws", "amazon-bedrock", "amazon_bedrock", "aws_bedrock");
        names(
                "azure.ai.openai",
                "azure.ai.openai",
                "az.ai.openai",
                "azure",
                "azure_openai",
                "azure-openai",
                "azure_open_ai",
                "azureopenai");
        names("azure.ai.inference", "azure.ai.inference", "az.ai.inference", "azure_ai", "azure-ai");
        names("gcp.gemini", "gcp.gemini", "gemini", "google", "google.generative-ai", "google_genai", "googleai");
        names("gcp.gemini", "google_generativeai", "google-genai", "google_ai_gemini", "google-ai");
        names("gcp.vertex_ai", "gcp.vertex_ai", "gcp.vertex.agent", "vertex_ai", "vertexai", "google.vertex", "vertex");
        names("gcp.vertex_ai", "google-vertex", "google-vertex-anthropic");
        names("gcp.vertex_ai", "google_vertex_ai_gemini", "google_vertex_ai_anthropic");
        names("gcp.gen_ai", "gcp.gen_ai");
        names("cohere", "cohere", "cohere.chat");
        names("deepseek", "deepseek", "deepseek.chat");
        names("groq", "groq", "groq.chat");
        names("mistral_ai", "mistral_ai", "mistralai", "mistral", "mistral.chat");
        names("perplexity", "perplexity", "pplx");
        names("x_ai", "x_ai", "x-ai", "xai", "xai.chat", "grok");
        names("ibm.watsonx.ai", "ibm.watsonx.ai", "ibm.watson.ai", "watsonx", "watsonx.ai");
        names("moonshot_ai", "moonshot_ai", "moonshot", "moonshotai");
        HOSTS.put("api.openai.com", "openai");
        HOSTS.put("api.anthropic.com", "anthropic");
        HOSTS.put("generativelanguage.googleapis.com", "gcp.gemini");
        HOSTS.put("api.cohere.com", "cohere");
        HOSTS.put("api.cohere.ai", "cohere");
        HOSTS.put("api.deepseek.com", "deepseek");
        HOSTS.put("api.groq.com", "groq");
        HOSTS.put("api.mistral.ai", "mistral_ai");
        HOSTS.put("api.perplexity.ai", "perplexity");
        HOSTS.put("api.x.ai", "x_ai");
        HOSTS.put("api.moonshot.cn", "moonshot_ai");
        HOSTS.put("api.moonshot.ai", "moonshot_ai");
    }

    /** Frameworks that put their own name where the provider's belongs. */
    private static final Set<String> FRAMEWORKS = Set.of(
            "strands-agents", "langchain", "langgraph", "autogen", "crewai", "llamaindex", "llama_index", "spring_ai");

    private Providers() {}

    private static void names(String canonical, String... aliases) {
        for (String alias : aliases) {
            CANONICAL.put(alias, canonical);
        }
    }

    /** The canonical name; a name that is not known stays, in lower case. Blank, or a framework's own name,
     * is null. */
    public static @Nullable String canonical(@Nullable String name) {
        if (name == null || name.isBlank() || FRAMEWORKS.contains(name)) {
            return null;
        }
        String known = CANONICAL.get(name);
        if (known != null) {
            return known;
        }
        String lower = name.strip().toLowerCase(Locale.ROOT);
        known = CANONICAL.get(lower);
        if (known != null) {
            return known;
        }
        // The Vercel AI SDK appends the API to the provider: "mistral.chat", "azure.responses".
        int dot = lower.lastIndexOf('.');
        String base = dot < 0 ? null : CANONICAL.get(lower.substring(0, dot));
        return base != null ? base : lower;
    }

    /** The provider that answers at a host; null when the host tells nothing. */
    static @Nullable String ofHost(@Nullable String host) {
        if (host == null) {
            return null;
        }
        String known = HOSTS.get(host);
        if (known != null) {
            return known;
        }
        if (host.endsWith(".openai.azure.com")) {
            return "azure.ai.openai";
        }
        if (host.startsWith("bedrock-runtime.") && host.endsWith(".amazonaws.com")) {
            return "aws.bedrock";
        }
        return host.endsWith("aiplatform.googleapis.com") ? "gcp.vertex_ai" : null;
    }
}
