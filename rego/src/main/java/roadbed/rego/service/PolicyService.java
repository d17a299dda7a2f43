package roadbed.rego.service;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import roadbed.rego.bundle.Bundle;
import roadbed.rego.bundle.Loaded;
import roadbed.rego.bundle.Loader;
import roadbed.rego.server.BundleContent;
import roadbed.rego.server.DecisionEvent;
import roadbed.rego.server.Store;
import roadbed.rego.server.Surroundings;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** What goes on around the API: files that are loaded and watched, bundles that are fetched, logs and status that are sent. */
public final class PolicyService implements Surroundings, AutoCloseable {
  private static final String OK = "OK";
  private static final String NOT_READY = "NOT_READY";
  private static final Duration WATCH = Duration.ofMillis(500);

  private final ServiceConfiguration configuration;
  private final Store store;
  private final Dialect dialect;
  private final Consumer<String> console;
  private final Consumer<String> problems;
  private final Map<String, BundlePoller> bundles = new LinkedHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final @Nullable HttpClient client;
  private final @Nullable DecisionLogger logger;
  private volatile String logProblem = "";

  /**
   * A service that does nothing yet.
   *
   * @param console takes decisions and status in lines of JSON, where the configuration wants them there
   * @param problems takes what goes wrong, a line each
   */
  public PolicyService(
      ServiceConfiguration configuration,
      Store store,
      Dialect dialect,
      Clock clock,
      Consumer<String> console,
      Consumer<String> problems) {
    this.configuration = configuration;
    this.store = store;
    this.dialect = dialect;
    this.console = console;
    this.problems = problems;
    // The JDK's client is loaded only where there is somebody to speak with: it costs a third of the start.
    this.client = configuration.services().isEmpty() ? null : RemoteService.client();
    configuration
        .bundles()
        .forEach(
            (name, source) ->
                bundles.put(
                    name,
                    new BundlePoller(
                        source, configuration, remote(source.service()), store, dialect, clock, problems)));
    this.logger =
        configuration
            .decisionLogs()
            .map(logs -> new DecisionLogger(logs, labels(), remote(logs.service()), console, problems))
            .orElse(null);
  }

  private @Nullable RemoteService remote(Optional<String> name) {
    HttpClient speaking = client;
    ServiceConfiguration.Remote remote = name.map(configuration.services()::get).orElse(null);
    return remote == null || speaking == null ? null : new RemoteService(remote, speaking);
  }

  private ObjectValue labels() {
    ObjectValue.Builder out = ObjectValue.builder();
    configuration.labels().forEach((name, value) -> out.put(name, StringValue.of(value)));
    return out.build();
  }

  /**
   * Loads files, folders and bundles.
   *
   * @return what is wrong with them; nothing if they are in place
   */
  public List<RegoError> load(List<String> files, List<String> archives) {
    Loaded loaded = Loader.of(dialect).files(files);
    if (!loaded.problems().isEmpty()) {
      return loaded.problems();
    }
    List<RegoError> errors = store.load(loaded.sources(), loaded.data());
    if (!errors.isEmpty()) {
      return errors;
    }
    Loaded packed = Loader.of(dialect).bundles(archives);
    if (!packed.problems().isEmpty()) {
      return packed.problems();
    }
    for (Bundle bundle : packed.bundles()) {
      errors =
          store.activate(
              bundle.name(),
              new BundleContent(
                  bundle.manifest().revision(),
                  bundle.manifest().roots(),
                  bundle.manifest().metadata(),
                  bundle.data(),
                  bundle.sources()));
      if (!errors.isEmpty()) {
        return errors;
      }
    }
    return List.of();
  }

  /** Begins to fetch bundles and to send what is to be sent; waits for nothing. */
  public void start() {
    bundles.values().forEach(BundlePoller::restore);
    bundles.forEach((name, poller) -> run("bundle " + name, poller::run));
    DecisionLogger logs = logger;
    if (logs != null && configuration.decisionLogs().flatMap(ServiceConfiguration.DecisionLogs::service).isPresent()) {
      run("decision logs", () -> upload(logs));
    }
    if (configuration.status().isPresent()) {
      run("status", this::report);
    }
  }

  /** Loads files again whenever they change. */
  public void watch(List<String> files, List<String> archives) {
    List<Path> paths = new ArrayList<>();
    files.forEach(file -> paths.add(Path.of(file)));
    archives.forEach(file -> paths.add(Path.of(file)));
    run("watch", () -> watched(paths, files, archives));
  }

  private void watched(List<Path> paths, List<String> files, List<String> archives) {
    String known = fingerprint(paths);
    while (!Thread.currentThread().isInterrupted()) {
      if (!slept(WATCH)) {
        return;
      }
      String now = fingerprint(paths);
      if (!now.equals(known)) {
        known = now;
        List<RegoError> errors = load(files, archives);
        if (errors.isEmpty()) {
          problems.accept("loaded again");
        } else {
          errors.forEach(error -> problems.accept("not loaded again: " + error.opaText()));
        }
      }
    }
  }

  private static String fingerprint(List<Path> paths) {
    try {
      return Fingerprint.of(paths);
    } catch (IOException e) {
      return "unreadable: " + e.getMessage();
    }
  }

  private void run(String name, Runnable work) {
    threads.add(Thread.ofVirtual().name("rego " + name).start(work));
  }

  private static boolean slept(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void upload(DecisionLogger logs) {
    int failures = 0;
    while (slept(logs.pause(failures > 0, failures, Math.random()))) {
      try {
        String problem = logs.upload();
        logProblem = problem == null ? "" : problem;
        failures = problem == null ? 0 : failures + 1;
        if (problem != null) {
          problems.accept(problem);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Tells the status whenever it changes. */
  private void report() {
    ServiceConfiguration.StatusReports reports = configuration.status().orElseThrow();
    RemoteService service = remote(reports.service());
    String told = "";
    while (slept(WATCH)) {
      String now = Values.toJson(statusValue());
      if (now.equals(told)) {
        continue;
      }
      told = now;
      if (reports.console()) {
        console.accept(
            Values.toJson(
                ((ObjectValue) statusValue())
                    .toBuilder()
                    .put("msg", StringValue.of("Status Log"))
                    .put("level", StringValue.of("info"))
                    .put("type", StringValue.of("openpolicyagent.org/status"))
                    .build()));
      }
      if (service != null) {
        try {
          RemoteService.Answer answer =
              service.post(
                  reports.resource(),
                  Map.of("Content-Type", "application/json"),
                  now.getBytes(StandardCharsets.UTF_8));
          if (answer.status() / 100 != 2) {
            problems.accept("status update failed, server replied with HTTP " + answer.status());
          }
        } catch (IOException e) {
          problems.accept("status update failed: " + e.getMessage());
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  @Override
  public Map<String, String> states() {
    Map<String, String> states = new LinkedHashMap<>();
    if (!bundles.isEmpty()) {
      states.put("bundle", bundles.values().stream().allMatch(BundlePoller::isActive) ? OK : NOT_READY);
    }
    if (logger != null) {
      states.put("decision_logs", logProblem.isEmpty() ? OK : "ERROR");
    }
    if (configuration.status().isPresent()) {
      states.put("status", OK);
    }
    return states;
  }

  @Override
  public Optional<Value> status() {
    return configuration.status().isPresent() ? Optional.of(statusValue()) : Optional.empty();
  }

  private Value statusValue() {
    ObjectValue.Builder of = ObjectValue.builder();
    bundles.forEach((name, poller) -> of.put(name, poller.statusValue()));
    ObjectValue.Builder plugins = ObjectValue.builder();
    states().forEach((name, state) -> plugins.put(name, ObjectValue.of("state", StringValue.of(state))));
    return ObjectValue.builder()
        .put("labels", labels())
        .put("bundles", of.build())
        .put("plugins", plugins.build())
        .build();
  }

  @Override
  public boolean logsDecisions() {
    return logger != null;
  }

  @Override
  public void log(DecisionEvent event) {
    DecisionLogger logs = logger;
    if (logs != null) {
      logs.log(event);
    }
  }

  /** Ends what goes on; decisions that wait to be sent are sent now. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    DecisionLogger logs = logger;
    if (logs != null && !logs.isIdle()) {
      try {
        String problem = logs.upload();
        if (problem != null) {
          problems.accept(problem);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    if (client != null) {
      client.shutdownNow();
    }
  }
}
