package dev.spoor.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.server.MemoryStore;
import dev.spoor.server.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedHostsTest {
    private static final TestServer server =
            TestServer.start(new MemoryStore(), "http.allowed_hosts", "traces.example.com, Other.example.com");

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:5050,200",
        "localhost,200",
        "spoor:5050,200",
        "[::1]:5050,200",
        "spoor.localhost,200",
        "traces.example.com,200",
        "other.example.com:443,200",
        "evil.example.com,403",
        "evil.example.com:5050,403",
        "127.0.0.1.evil.example,403",
    })
    void onlyAddressesLocalNamesAndAllowedNamesAreAnswered(String host, int status) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.server().port())) {
            String request = "GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            assertThat(start).asString().isEqualTo("HTTP/1.1 " + status);
        }
    }
}
