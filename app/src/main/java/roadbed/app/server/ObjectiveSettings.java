package roadbed.app.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import roadbed.collect.prometheus.PrometheusAccess;

/**
 * The service level objectives of a server.
 *
 * @param documents files and folders that they stand in
 * @param prometheus the server that is asked for their events; empty where counts are pushed only
 */
public record ObjectiveSettings(List<Path> documents, Optional<PrometheusAccess> prometheus) {
  /** No objectives. */
  public static final ObjectiveSettings NONE = new ObjectiveSettings(List.of(), Optional.empty());

  public ObjectiveSettings {
    documents = List.copyOf(documents);
  }
}
