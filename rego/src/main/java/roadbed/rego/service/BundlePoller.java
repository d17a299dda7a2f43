package roadbed.rego.service;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import roadbed.rego.bundle.ArchiveLimits;
import roadbed.rego.bundle.Bundle;
import roadbed.rego.bundle.BundleException;
import roadbed.rego.bundle.BundleReader;
import roadbed.rego.bundle.Ignoring;
import roadbed.rego.bundle.SigningKey;
import roadbed.rego.bundle.Verification;
import roadbed.rego.server.BundleContent;
import roadbed.rego.server.Store;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * Fetches one bundle again and again and puts it in place when it is new. What fails changes nothing: the bundle of before
 * stays, or at the start the last good one that was kept in a file.
 */
final class BundlePoller {
  private static final String LONG_POLLING = "application/vnd.openpolicyagent.bundles";

  private final ServiceConfiguration.BundleSource source;
  private final @Nullable RemoteService service;
  private final Store store;
  private final BundleReader reader;
  private final Path kept;
  private final Clock clock;
  private final Consumer<String> problems;
  private volatile Status status = new Status("", null, null, null, null, "", List.of());
  private String tag = "";
  private boolean longPolling;

  /** What the status tells of the bundle. */
  private record Status(
      String revision,
      @Nullable Instant requested,
      @Nullable Instant answered,
      @Nullable Instant downloaded,
      @Nullable Instant activated,
      String problem,
      List<RegoError> errors) {}

  BundlePoller(
      ServiceConfiguration.BundleSource source,
      ServiceConfiguration configuration,
      @Nullable RemoteService service,
      Store store,
      Dialect dialect,
      Clock clock,
      Consumer<String> problems) {
    this.source = source;
    this.service = service;
    this.store = store;
    this.clock = clock;
    this.problems = problems;
    this.reader =
        new BundleReader(dialect, Ignoring.NOTHING, verification(source, configuration), ArchiveLimits.STANDARD);
    this.kept = configuration.persistence().resolve("bundles").resolve(source.name()).resolve("bundle.tar.gz");
  }

  private static Verification verification(
      ServiceConfiguration.BundleSource source, ServiceConfiguration configuration) {
    Map<String, SigningKey> keys = new HashMap<>();
    configuration
        .keys()
        .forEach((name, key) -> keys.put(name, new SigningKey(key.algorithm(), key.text(), key.scope())));
    return source
        .signing()
        .map(signing -> new Verification(keys, signing.key(), signing.scope(), signing.excluded(), false))
        .orElse(new Verification(keys, "", "", List.of(), false));
  }

  boolean isActive() {
    return status.activated() != null;
  }

  boolean hasFailed() {
    return !status.problem().isEmpty();
  }

  /** Puts the last good bundle in place, where one was kept. */
  void restore() {
    if (source.persist() && Files.exists(kept)) {
      try {
        activate(reader.read(source.name(), new ByteArrayInputStream(Files.readAllBytes(kept))));
      } catch (IOException | BundleException e) {
        problems.accept("bundle " + source.name() + ": the kept copy cannot be used: " + e.getMessage());
      }
    }
  }

  /** Fetches until it is interrupted. */
  void run() {
    int failures = 0;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        boolean good = poll();
        failures = good ? 0 : failures + 1;
        Thread.sleep(
            good && longPolling
                ? Duration.ZERO
                : Pauses.between(source.polling(), !good, failures, Math.random()));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Fetches once; whether nothing went wrong. */
  boolean poll() throws InterruptedException {
    Instant now = clock.instant();
    Status before = status;
    status =
        new Status(
            before.revision, now, before.answered, before.downloaded, before.activated, before.problem, before.errors);
    try {
      return service == null ? fromFile(Path.of(URI.create(source.resource()))) : fromService(service);
    } catch (IOException | BundleException | IllegalArgumentException e) {
      failed(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), List.of());
      return false;
    }
  }

  private boolean fromFile(Path path) throws IOException, BundleException {
    String found = Fingerprint.of(List.of(path));
    if (found.equals(tag)) {
      return !hasFailed();
    }
    answered(true);
    byte[] packed = Files.isDirectory(path) ? null : Files.readAllBytes(path);
    Bundle bundle =
        packed == null ? reader.read(path) : reader.read(source.name(), new ByteArrayInputStream(packed));
    tag = found;
    return activate(bundle);
  }

  private boolean fromService(RemoteService from) throws IOException, BundleException, InterruptedException {
    long wait = source.polling().longPoll().toSeconds();
    Map<String, String> headers = new HashMap<>();
    headers.put("Prefer", "modes=snapshot,delta" + (wait > 0 ? ";wait=" + wait : ""));
    if (!tag.isEmpty()) {
      headers.put("If-None-Match", tag);
    }
    RemoteService.Answer answer = from.get(source.resource(), headers, source.polling().longPoll());
    longPolling = wait > 0 && answer.header("content-type").startsWith(LONG_POLLING);
    if (answer.status() == 304) {
      answered(false);
      return true;
    }
    if (answer.status() != 200) {
      failed("server replied with " + answer.status(), List.of());
      return false;
    }
    answered(true);
    Bundle bundle = reader.read(source.name(), new ByteArrayInputStream(answer.body()));
    if (!activate(bundle)) {
      return false;
    }
    tag = answer.header("etag");
    if (source.persist() && bundle.patches().isEmpty()) {
      keep(answer.body());
    }
    return true;
  }

  private void keep(byte[] packed) {
    try {
      Files.createDirectories(kept.getParent());
      Path written = kept.resolveSibling("bundle.tar.gz.new");
      Files.write(written, packed);
      Files.move(written, kept, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      problems.accept("bundle " + source.name() + ": cannot be kept: " + e.getMessage());
    }
  }

  private void answered(boolean downloaded) {
    Instant now = clock.instant();
    Status before = status;
    status =
        new Status(
            before.revision,
            before.requested,
            now,
            downloaded ? now : before.downloaded,
            before.activated,
            downloaded ? before.problem : "",
            downloaded ? before.errors : List.of());
  }

  private boolean activate(Bundle bundle) {
    String revision = bundle.manifest().revision();
    ArrayValue patches = bundle.patches().orElse(null);
    List<RegoError> errors =
        patches != null
            ? store.change(source.name(), revision, patches)
            : store.activate(
                source.name(),
                new BundleContent(
                    revision, bundle.manifest().roots(), bundle.manifest().metadata(), bundle.data(), bundle.sources()));
    if (!errors.isEmpty()) {
      failed("error(s) occurred while activating the bundle: " + errors.getFirst().opaText(), errors);
      return false;
    }
    Status before = status;
    status =
        new Status(
            revision, before.requested, before.answered, before.downloaded, clock.instant(), "", List.of());
    return true;
  }

  private void failed(String problem, List<RegoError> errors) {
    Status before = status;
    status =
        new Status(
            before.revision, before.requested, before.answered, before.downloaded, before.activated, problem, errors);
    problems.accept("bundle " + source.name() + ": " + problem);
  }

  /** As the status API shows it. */
  ObjectValue statusValue() {
    Status now = status;
    ObjectValue.Builder out =
        ObjectValue.builder()
            .put("name", StringValue.of(source.name()))
            .put("type", StringValue.of("snapshot"))
            .put("size", NumberValue.of(0));
    if (!now.revision().isEmpty()) {
      out.put("active_revision", StringValue.of(now.revision()));
    }
    put(out, "last_request", now.requested());
    put(out, "last_successful_request", now.answered());
    put(out, "last_successful_download", now.downloaded());
    put(out, "last_successful_activation", now.activated());
    if (!now.problem().isEmpty()) {
      out.put("code", StringValue.of("bundle_error")).put("message", StringValue.of(now.problem()));
    }
    if (!now.errors().isEmpty()) {
      out.put(
          "errors",
          ArrayValue.of(now.errors().stream().<Value>map(error -> StringValue.of(error.opaText())).toList()));
    }
    return out.build();
  }

  private static void put(ObjectValue.Builder out, String name, @Nullable Instant at) {
    if (at != null) {
      out.put(name, StringValue.of(DateTimeFormatter.ISO_INSTANT.format(at)));
    }
  }
}
