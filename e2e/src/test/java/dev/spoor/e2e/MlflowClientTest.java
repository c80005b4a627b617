package dev.spoor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;

/** MLflow's own Java client: it has calls for experiments and runs, and sends others as they are. */
class MlflowClientTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path data;

    @Test
    void experimentsRunsTracesAndErrorsAreWhatItExpects() throws Exception {
        try (SpoorProcess server = SpoorProcess.start(data);
                MlflowClient client = new MlflowClient(server.url())) {
            String experiment = client.createExperiment("travel");
            assertThat(client.getExperimentByName("travel").orElseThrow().getExperimentId())
                    .isEqualTo(experiment);
            assertThat(client.getExperimentByName("nowhere")).isEmpty();
            client.setExperimentTag(experiment, "team", "a");
            client.renameExperiment(experiment, "trips");
            assertThat(client.getExperiment(experiment).getName()).isEqualTo("trips");
            assertThat(client.searchExperiments("tags.team = 'a'").getItems())
                    .extracting(Service.Experiment::getName)
                    .containsExactly("trips");
            assertThatThrownBy(() -> client.createExperiment("trips"))
                    .isInstanceOf(MlflowClientException.class)
                    .hasMessageContaining("RESOURCE_ALREADY_EXISTS");
            client.deleteExperiment(experiment);
            client.restoreExperiment(experiment);

            Service.RunInfo run = client.createRun(experiment);
            client.setTag(run.getRunId(), "k", "v");
            client.logParam(run.getRunId(), "depth", "3");
            client.setTerminated(run.getRunId());
            Service.Run read = client.getRun(run.getRunId());
            assertThat(read.getInfo().getStatus()).isEqualTo(Service.RunStatus.FINISHED);
            assertThat(read.getData().getParamsList())
                    .extracting(Service.Param::getKey)
                    .containsExactly("depth");
            assertThat(client.searchRuns(List.of(experiment), "")).hasSize(1);
            assertThatThrownBy(() -> client.getRun("none")).hasMessageContaining("RESOURCE_DOES_NOT_EXIST");
            assertThatThrownBy(() -> client.logMetric(run.getRunId(), "loss", 1))
                    .hasMessageContaining("ENDPOINT_NOT_FOUND");

            JsonNode started = JSON.readTree(client.sendPost(
                            "traces",
                            "{\"experiment_id\": \"" + experiment + "\", \"timestamp_ms\": \"1700000000000\", \"tags\":"
                                    + " [{\"key\": \"mlflow.traceName\", \"value\": \"plan\"}]}"))
                    .get("trace_info");
            String id = started.get("request_id").asText();
            client.sendPatch("traces/" + id, "{\"timestamp_ms\": \"1700000000250\", \"status\": \"OK\"}");
            JsonNode found = JSON.readTree(client.sendGet("traces?experiment_ids=" + experiment));
            assertThat(found.at("/traces/0/execution_time_ms").asInt()).isEqualTo(250);
            assertThat(server.json("/api/v1/traces/" + id).get("name").asText()).isEqualTo("plan");
        }
    }
}
