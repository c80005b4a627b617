package dev.spoor.dialects.messages;

import dev.spoor.dialects.json.Json;
import dev.spoor.model.Message.Part;
import dev.spoor.model.Value;
import org.jspecify.annotations.Nullable;

/** Reads images, audio and files. */
final class Media {
    private Media() {}

    static Part read(String type, Value item) {
        Value body = Json.firstAt(item, "image_url", "input_audio", "source", "image", "file", "audio");
        Value inner = body instanceof Value.MapOf ? body : item;
        String mime = Json.textAt(inner, "mime_type", "mimeType", "media_type", "mediaType", "contentType");
        if (mime == null) {
            mime = Json.textAt(item, "mime_type", "mimeType", "media_type", "mediaType");
        }
        String format = Json.textAt(inner, "format");
        if (mime == null && format != null) {
            mime = "audio/" + format;
        }
        String uri = Json.textAt(inner, "uri", "url", "fileUri", "file_uri");
        String base64 = Json.textAt(inner, "base64", "data", "bytes", "file_data");
        if (base64 == null && type.equals("blob")) {
            base64 = Json.textAt(inner, "content");
        }
        if (uri == null && base64 == null && body instanceof Value.Text text) {
            if (isAddress(text.text())) {
                uri = text.text();
            } else {
                base64 = text.text();
            }
        }
        if (base64 != null && isAddress(base64)) {
            uri = base64;
            base64 = null;
        }
        if (uri != null && uri.startsWith("data:")) {
            int comma = uri.indexOf(',');
            String head = uri.substring(5, Math.max(5, comma));
            if (comma > 0 && head.endsWith(";base64")) {
                mime = head.substring(0, head.length() - ";base64".length());
                base64 = uri.substring(comma + 1);
                uri = null;
            }
        }
        return new Part.Media(
                modality(type, Json.textAt(item, "modality"), mime),
                mime,
                uri,
                Json.textAt(inner, "file_id", "fileId"),
                base64);
    }

    private static boolean isAddress(String text) {
        return text.startsWith("http://")
                || text.startsWith("https://")
                || text.startsWith("data:")
                || text.startsWith("gs://")
                || text.startsWith("s3://");
    }

    private static String modality(String type, @Nullable String named, @Nullable String mime) {
        if (named != null) {
            return named;
        }
        for (String modality : new String[] {"image", "audio", "video"}) {
            if (type.contains(modality) || mime != null && mime.startsWith(modality + "/")) {
                return modality;
            }
        }
        return type.equals("document") ? "document" : "file";
    }
}
