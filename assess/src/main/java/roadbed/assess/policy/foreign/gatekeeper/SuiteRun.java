package roadbed.assess.policy.foreign.gatekeeper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.Manifest;
import roadbed.assess.policy.foreign.Nested;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.rego.value.ObjectValue;

/** Runs suites: each case on a library of one template and one constraint. */
public final class SuiteRun {
  private static final int MAX_FILES = 50_000;
  private static final long MAX_FILE_BYTES = 16L << 20;

  private final SuiteFilter filter;
  private final ConstraintTemplate.Engine engine;
  private final Consumer<SuiteResult> results;
  private final Map<Path, Template> templates =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Template> eldest) {
          return size() > 64;
        }
      };

  /** A template that was compiled, or why it could not be. */
  private record Template(Optional<Manifest> manifest, Optional<ConstraintTemplate> compiled, List<String> problems) {}

  /**
   * @param results takes each result when it is there
   */
  public SuiteRun(SuiteFilter filter, ConstraintTemplate.Engine engine, Consumer<SuiteResult> results) {
    this.filter = filter;
    this.engine = engine;
    this.results = results;
  }

  /** Something that keeps a case from running. Its message is for whoever wrote the suite. */
  private static final class Obstacle extends Exception {
    private static final long serialVersionUID = 1L;

    Obstacle(String message) {
      super(message);
    }

    String words() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * Runs the suites in files and below folders.
   *
   * @return what could not be read
   */
  public List<Diagnostic> run(List<Path> paths) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (Path path : paths) {
      for (Path file : files(path, diagnostics)) {
        // A file that is no suite may be anything, such as a manifest that is wrong on purpose.
        List<Diagnostic> problems = new ArrayList<>();
        read(file, problems).stream()
            .filter(Suite::isSuite)
            .map(Suite::read)
            .forEach(suite -> run(suite, file));
        if (looksLikeSuite(file) || file.equals(path)) {
          diagnostics.addAll(problems);
        }
      }
    }
    return diagnostics;
  }

  private static boolean looksLikeSuite(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.equals("suite.yaml") || name.equals("suite.yml");
  }

  private static List<Path> files(Path path, List<Diagnostic> diagnostics) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> walk = Files.walk(path)) {
      return walk.filter(file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
          .filter(Files::isRegularFile)
          .sorted()
          .limit(MAX_FILES)
          .toList();
    } catch (IOException | UncheckedIOException e) {
      diagnostics.add(unreadable(path, e));
      return List.of();
    }
  }

  private static Diagnostic unreadable(Path path, Exception e) {
    return Diagnostic.error(
        "policy.unreadable", Location.of(path.toString()), "cannot be read: " + e.getMessage(), "");
  }

  private static List<Manifest> read(Path file, List<Diagnostic> diagnostics) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        diagnostics.add(
            Diagnostic.error("policy.too-large", Location.of(file.toString()), "larger than 16 MiB", "split the file"));
        return List.of();
      }
      return Manifest.read(file.toString(), Files.readAllBytes(file), diagnostics);
    } catch (IOException e) {
      diagnostics.add(unreadable(file, e));
      return List.of();
    }
  }

  private void run(Suite suite, Path file) {
    Lines lines = Lines.of(file);
    for (Suite.Test test : suite.tests()) {
      int testLine = lines.next("name", test.name(), 0);
      if (suite.skip() || test.skip() || !filter.wants(test)) {
        skip(suite, test, lines, testLine);
        continue;
      }
      long started = System.nanoTime();
      Gatekeeper library;
      try {
        library = library(test, file);
      } catch (Obstacle e) {
        results.accept(
            result(suite, test, "", lines.place(testLine), SuiteResult.Status.FAILED, e.words(), started));
        continue;
      }
      if (test.invalid() || test.cases().isEmpty()) {
        results.accept(result(suite, test, "", lines.place(testLine), SuiteResult.Status.PASSED, "", started));
        continue;
      }
      int line = testLine;
      for (Suite.Case one : test.cases()) {
        line = lines.next("name", one.name(), line);
        run(suite, test, one, library, file, lines.place(line));
      }
    }
  }

  private void skip(Suite suite, Suite.Test test, Lines lines, int line) {
    long now = System.nanoTime();
    if (test.cases().isEmpty()) {
      results.accept(result(suite, test, "", lines.place(line), SuiteResult.Status.SKIPPED, "", now));
    }
    for (Suite.Case one : test.cases()) {
      results.accept(
          result(suite, test, one.name(), lines.place(line), SuiteResult.Status.SKIPPED, "", now));
    }
  }

  private static SuiteResult result(
      Suite suite,
      Suite.Test test,
      String name,
      Location place,
      SuiteResult.Status status,
      String reason,
      long started) {
    return new SuiteResult(
        suite.file(), test.name(), name, place, status, reason, Duration.ofNanos(System.nanoTime() - started));
  }

  /** The library that a test is about; an obstacle where it cannot be made, or where it could and must not. */
  private Gatekeeper library(Suite.Test test, Path suite) throws Obstacle {
    if (test.template().isEmpty()) {
      throw new Obstacle("the test names no template");
    }
    if (test.constraint().isEmpty()) {
      throw new Obstacle("the test names no constraint");
    }
    Template template = template(beside(suite, test.template()));
    if (template.manifest().isEmpty() || template.compiled().isEmpty()) {
      throw new Obstacle("the template cannot be used: " + String.join("; ", template.problems()));
    }
    Path file = beside(suite, test.constraint());
    Manifest constraint =
        objects(file).stream()
            .filter(Gatekeeper::isConstraint)
            .findFirst()
            .orElseThrow(() -> new Obstacle(file + " has no constraint"));
    if (!constraint.kind().equals(template.compiled().get().kind())) {
      throw new Obstacle(
          "the constraint is of kind %s, the template of %s"
              .formatted(constraint.kind(), template.compiled().get().kind()));
    }
    List<String> invalid = Gatekeeper.invalid(template.compiled().get(), constraint);
    if (test.invalid()) {
      if (invalid.isEmpty()) {
        throw new Obstacle("the constraint's parameters fit the template, and must not");
      }
      return Gatekeeper.of(List.of(), engine);
    }
    if (!invalid.isEmpty()) {
      throw new Obstacle("the constraint's parameters do not fit the template: " + String.join("; ", invalid));
    }
    Gatekeeper library = Gatekeeper.of(template.compiled().get(), constraint);
    if (library.constraints().isEmpty()) {
      throw new Obstacle(
          "the constraint cannot be used: "
              + String.join("; ", library.diagnostics().stream().map(Diagnostic::message).toList()));
    }
    return library;
  }

  private Template template(Path file) throws Obstacle {
    Template known = templates.get(file);
    if (known != null) {
      return known;
    }
    List<String> problems = new ArrayList<>();
    Optional<Manifest> manifest = objects(file).stream().filter(Gatekeeper::isTemplate).findFirst();
    if (manifest.isEmpty()) {
      problems.add(file + " has no ConstraintTemplate");
    }
    Template template =
        new Template(manifest, manifest.flatMap(found -> ConstraintTemplate.read(found, engine, problems)), problems);
    templates.put(file, template);
    return template;
  }

  private void run(Suite suite, Suite.Test test, Suite.Case one, Gatekeeper library, Path file, Location place) {
    long started = System.nanoTime();
    SuiteResult.Status status = SuiteResult.Status.PASSED;
    String reason = "";
    if (one.skip() || !filter.wants(test, one)) {
      status = SuiteResult.Status.SKIPPED;
    } else {
      try {
        String offence = offence(one, library, file);
        if (offence != null) {
          status = SuiteResult.Status.FAILED;
          reason = offence;
        }
      } catch (Obstacle e) {
        status = SuiteResult.Status.FAILED;
        reason = e.words();
      }
    }
    results.accept(result(suite, test, one.name(), place, status, reason, started));
  }

  private static @Nullable String offence(Suite.Case one, Gatekeeper library, Path suite) throws Obstacle {
    if (one.object().isEmpty()) {
      throw new Obstacle("the case names no object");
    }
    if (one.assertions().isEmpty()) {
      throw new Obstacle("the case has no assertions, so nothing is tested");
    }
    Path file = beside(suite, one.object());
    List<Manifest> objects = objects(file);
    if (objects.size() != 1) {
      throw new Obstacle(file + " has " + objects.size() + " objects, and a case is about one");
    }
    List<ObjectValue> there = new ArrayList<>();
    for (String path : one.inventory()) {
      for (Manifest object : objects(beside(suite, path))) {
        there.add(object.value());
      }
    }
    AdmissionRequest request = request(objects.getFirst(), file);
    List<String> messages =
        Suite.messages(library.review(library.constraints().getFirst(), request, Inventory.of(there)));
    for (Suite.Assertion assertion : one.assertions()) {
      String offence = assertion.offence(messages);
      if (offence != null) {
        return offence + (messages.isEmpty() ? "" : "; what was said: " + String.join(" | ", messages));
      }
    }
    return null;
  }

  private static AdmissionRequest request(Manifest manifest, Path file) throws Obstacle {
    if (!manifest.kind().equals("AdmissionReview") || !manifest.group().equals("admission.k8s.io")) {
      if (manifest.kind().isEmpty() || Nested.text(manifest.value(), "apiVersion").isEmpty()) {
        throw new Obstacle(file + ": an object has apiVersion and kind");
      }
      return AdmissionRequest.ofObject(manifest.value());
    }
    ObjectValue request = Nested.object(manifest.value(), "request");
    if (request.isEmpty()) {
      throw new Obstacle(file + ": the AdmissionReview has no request");
    }
    boolean deletes = Nested.text(request, "operation").equals("DELETE");
    if (Nested.object(request, "oldObject").isEmpty()
        && (deletes || Nested.object(request, "object").isEmpty())) {
      throw new Obstacle(file + ": the request has no " + (deletes ? "oldObject" : "object") + " to review");
    }
    return AdmissionRequest.ofRequest(request);
  }

  private static List<Manifest> objects(Path file) throws Obstacle {
    List<Diagnostic> problems = new ArrayList<>();
    List<Manifest> objects;
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new Obstacle(file + " is larger than 16 MiB");
      }
      objects = Manifest.read(file.toString(), Files.readAllBytes(file), problems);
    } catch (NoSuchFileException _) {
      throw new Obstacle(file + " does not exist");
    } catch (IOException e) {
      throw new Obstacle(file + " cannot be read: " + e.getMessage());
    }
    if (!problems.isEmpty()) {
      throw new Obstacle(problems.getFirst().toString());
    }
    if (objects.isEmpty()) {
      throw new Obstacle(file + " has no objects");
    }
    return objects;
  }

  private static Path beside(Path suite, String path) throws Obstacle {
    try {
      return suite.resolveSibling(path).normalize();
    } catch (InvalidPathException e) {
      throw new Obstacle(path + " is no path: " + e.getReason());
    }
  }
}
