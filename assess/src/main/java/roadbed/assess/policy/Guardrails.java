package roadbed.assess.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import roadbed.inventory.Snapshot;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/**
 * A set of guardrails: those that come with Roadbed and those of the user's folders. A user's guardrail with
 * the id of a shipped one replaces it.
 */
public final class Guardrails {
  private static final long MAX_FILE_BYTES = 1 << 20;
  private static final int MAX_FILES = 10_000;

  private final List<GuardrailFile> files;
  private final List<Diagnostic> diagnostics;

  private Guardrails(List<GuardrailFile> files, List<Diagnostic> diagnostics) {
    this.files = List.copyOf(files);
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** The guardrails that come with Roadbed. */
  public static Guardrails shipped() {
    return load(List.of());
  }

  /** The shipped guardrails and those in the {@code *.rego} files of folders, tests left out. */
  public static Guardrails load(List<Path> folders) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    Map<String, GuardrailFile> byId = new LinkedHashMap<>();
    List<GuardrailFile> libraries = new ArrayList<>();
    for (String name : resource("index.txt").lines().toList()) {
      GuardrailFile.read(name + ".rego", resource(name + ".rego"), diagnostics)
          .ifPresent(file -> add(file, byId, libraries));
    }
    for (Path folder : folders) {
      readFolder(folder, byId, libraries, diagnostics);
    }
    List<GuardrailFile> files = new ArrayList<>(byId.values());
    files.sort(Comparator.comparing(file -> file.guardrail().map(Guardrail::id).orElse("")));
    files.addAll(libraries);
    return new Guardrails(files, diagnostics);
  }

  private static void add(
      GuardrailFile file, Map<String, GuardrailFile> byId, List<GuardrailFile> libraries) {
    file.guardrail()
        .ifPresentOrElse(guardrail -> byId.put(guardrail.id(), file), () -> libraries.add(file));
  }

  private static void readFolder(
      Path folder,
      Map<String, GuardrailFile> byId,
      List<GuardrailFile> libraries,
      List<Diagnostic> diagnostics) {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths =
          walk.filter(path -> path.toString().endsWith(".rego"))
              .filter(path -> !path.toString().endsWith("_test.rego"))
              .sorted()
              .limit(MAX_FILES)
              .toList();
    } catch (IOException | UncheckedIOException e) {
      diagnostics.add(
          Diagnostic.error(
              "policy.unreadable", Location.of(folder.toString()), "cannot be read: " + e.getMessage(), ""));
      return;
    }
    for (Path path : paths) {
      try {
        if (Files.size(path) > MAX_FILE_BYTES) {
          diagnostics.add(
              Diagnostic.error(
                  "policy.too-large", Location.of(path.toString()), "larger than 1 MiB", "split the file"));
          continue;
        }
        GuardrailFile.read(path.toString(), Files.readString(path), diagnostics)
            .ifPresent(file -> add(file, byId, libraries));
      } catch (CharacterCodingException e) {
        diagnostics.add(
            Diagnostic.error(
                "policy.encoding", Location.of(path.toString()), "not UTF-8 text", "save it as UTF-8"));
      } catch (IOException e) {
        diagnostics.add(
            Diagnostic.error(
                "policy.unreadable", Location.of(path.toString()), "cannot be read: " + e.getMessage(), ""));
      }
    }
  }

  private static String resource(String name) {
    try (InputStream in = Guardrails.class.getResourceAsStream("/roadbed/guardrails/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is part of the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The guardrails with these ids, or all of them where no id is given. */
  public Guardrails only(Set<String> ids) {
    if (ids.isEmpty()) {
      return this;
    }
    List<Diagnostic> problems = new ArrayList<>(diagnostics);
    Set<String> missing = new HashSet<>(ids);
    all().forEach(guardrail -> missing.remove(guardrail.id()));
    missing.stream()
        .sorted()
        .forEach(
            id ->
                problems.add(
                    Diagnostic.error(
                        "policy.unknown-guardrail",
                        Location.of(id),
                        "there is no guardrail " + id,
                        "roadbed guardrail list shows them all")));
    return new Guardrails(
        files.stream()
            .filter(file -> file.guardrail().map(guardrail -> ids.contains(guardrail.id())).orElse(true))
            .toList(),
        problems);
  }

  /** The guardrails by id. */
  public List<Guardrail> all() {
    return files.stream().flatMap(file -> file.guardrail().stream()).toList();
  }

  /** The guardrail with that id. */
  public Optional<Guardrail> find(String id) {
    return all().stream().filter(guardrail -> guardrail.id().equals(id)).findFirst();
  }

  /** What is wrong with the files. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** SHA-256, lower-case hexadecimal, over the texts in id order, libraries last. */
  public String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (GuardrailFile file : files) {
        byte[] text = file.text().getBytes(StandardCharsets.UTF_8);
        digest.update((text.length + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(text);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Judges every resource of a snapshot by every guardrail that applies to it. */
  public Judgement judge(Snapshot snapshot) {
    return new Judge(files, digest()).judge(snapshot);
  }
}
