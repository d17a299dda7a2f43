package roadbed.assess.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import roadbed.assess.policy.library.ForeignPolicies;
import roadbed.inventory.Snapshot;
import roadbed.inventory.facet.Reads;
import roadbed.model.Diagnostic;
import roadbed.model.GateRules;
import roadbed.model.Location;
import roadbed.model.Resource;
import roadbed.model.Value;
import roadbed.model.Verdict;
import roadbed.rego.value.ObjectValue;

/**
 * A set of guardrails: those that come with Roadbed and those of the user's folders. A user's guardrail with
 * the id of a shipped one replaces it.
 */
public final class Guardrails {
  private final List<GuardrailFile> files;
  private final List<GuardrailSettings> settings;
  private final @Nullable Profile profile;
  private final List<Diagnostic> diagnostics;
  private final String digest;
  private final Judge judge;
  private final ForeignPolicies foreign;

  private Guardrails(
      List<GuardrailFile> files,
      List<GuardrailSettings> settings,
      @Nullable Profile profile,
      ForeignPolicies foreign,
      List<Diagnostic> diagnostics) {
    this.files = List.copyOf(files);
    this.settings = List.copyOf(settings);
    this.profile = profile;
    this.diagnostics = List.copyOf(diagnostics);
    this.digest = digest(this.files, profile);
    this.judge = new Judge(this.files, profile, digest);
    this.foreign = foreign;
  }

  /** The guardrails that come with Roadbed. */
  public static Guardrails shipped() {
    return load(List.of());
  }

  /** The shipped guardrails and those of folders. */
  public static Guardrails load(List<Path> folders) {
    return load(folders, List.of());
  }

  /**
   * The shipped guardrails and those in the {@code *.rego} files of folders, tests left out, with what the
   * {@code guardrails.yaml} of a folder and further files of that form set.
   */
  public static Guardrails load(List<Path> folders, List<Path> settingsFiles) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    Map<String, GuardrailFile> byId = new LinkedHashMap<>();
    List<GuardrailFile> libraries = new ArrayList<>();
    for (GuardrailFile file : shippedFiles(diagnostics)) {
      add(file, byId, libraries);
    }
    ForeignPolicies foreign = ForeignPolicies.load(folders);
    diagnostics.addAll(foreign.diagnostics());
    GuardrailFolder reading = new GuardrailFolder(diagnostics, foreign.regoFiles());
    for (Path folder : folders) {
      reading.files(folder).forEach(file -> add(file, byId, libraries));
      reading.settingsOf(folder);
    }
    settingsFiles.forEach(reading::settings);
    List<GuardrailFile> files = new ArrayList<>(byId.values());
    files.sort(Comparator.comparing(file -> file.guardrail().map(Guardrail::id).orElse("")));
    files.addAll(libraries);
    List<GuardrailSettings> settings = reading.settings();
    settings.forEach(one -> diagnostics.addAll(one.diagnostics()));
    return new Guardrails(set(files, settings, diagnostics), settings, null, foreign, diagnostics);
  }

  /**
   * The guardrails that a command asks for.
   *
   * @param folders folders of the user's
   * @param settingsFiles files that set parameters
   * @param profile the profile; empty for every guardrail
   * @param only ids; empty for all
   */
  public static Guardrails chosen(
      List<Path> folders, List<Path> settingsFiles, Optional<String> profile, Set<String> only) {
    Guardrails all = load(folders, settingsFiles);
    return profile.map(all::profile).orElse(all).only(only);
  }

  private static void add(
      GuardrailFile file, Map<String, GuardrailFile> byId, List<GuardrailFile> libraries) {
    file.guardrail()
        .ifPresentOrElse(guardrail -> byId.put(guardrail.id(), file), () -> libraries.add(file));
  }

  private static List<GuardrailFile> shippedFiles(List<Diagnostic> diagnostics) {
    try (InputStream index = Guardrails.class.getResourceAsStream("/roadbed/guardrails/index.bin")) {
      Optional<List<GuardrailFile>> files = index == null ? Optional.empty() : GuardrailIndex.read(index);
      if (files.isPresent()) {
        return files.get();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<GuardrailFile> files = new ArrayList<>();
    for (String name : resource("index.txt").lines().toList()) {
      GuardrailFile.read(name + ".rego", resource(name + ".rego"), diagnostics).ifPresent(files::add);
    }
    return files;
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

  /** The files with what settings say about their guardrails. */
  private static List<GuardrailFile> set(
      List<GuardrailFile> files, List<GuardrailSettings> settings, List<Diagnostic> diagnostics) {
    List<Guardrail> all = guardrails(files);
    Map<String, GuardrailTerms> changed = new TreeMap<>();
    for (GuardrailSettings one : settings) {
      ParameterSettings.values(all, one.parameters(), diagnostics)
          .forEach((id, values) -> change(changed, all, id, terms -> terms.with(values)));
      one.enforcement()
          .forEach(
              (id, word) -> {
                Optional<GateRules.Level> level = GateRules.Level.ofId(word.value().toLowerCase(Locale.ROOT));
                if (level.isEmpty()) {
                  diagnostics.add(
                      Diagnostic.error(
                          "policy.unknown-enforcement",
                          word.at(),
                          "there is no enforcement " + word.value(),
                          "say inform, warn or block"));
                } else if (all.stream().noneMatch(guardrail -> guardrail.id().equals(id))) {
                  diagnostics.add(ParameterSettings.unknownGuardrail(word.at(), id));
                } else {
                  change(changed, all, id, terms -> terms.with(level.get()));
                }
              });
    }
    return on(files, changed);
  }

  private static void change(
      Map<String, GuardrailTerms> changed,
      List<Guardrail> all,
      String id,
      java.util.function.UnaryOperator<GuardrailTerms> how) {
    GuardrailTerms before =
        changed.computeIfAbsent(
            id, _ -> all.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow().terms());
    changed.put(id, how.apply(before));
  }

  private static List<GuardrailFile> on(List<GuardrailFile> files, Map<String, GuardrailTerms> changed) {
    return files.stream()
        .map(
            file ->
                file.guardrail()
                    .filter(guardrail -> changed.containsKey(guardrail.id()))
                    .map(guardrail -> file.with(guardrail.on(changed.getOrDefault(guardrail.id(), guardrail.terms()))))
                    .orElse(file))
        .toList();
  }

  /** The guardrails with these ids, or all of them where no id is given. */
  public Guardrails only(Set<String> ids) {
    if (ids.isEmpty()) {
      return this;
    }
    List<Diagnostic> problems = new ArrayList<>(diagnostics);
    Set<String> missing = new HashSet<>(ids);
    all().forEach(guardrail -> missing.remove(guardrail.id()));
    foreign.rules().forEach(rule -> missing.remove(rule.id()));
    missing.stream()
        .sorted()
        .forEach(id -> problems.add(ParameterSettings.unknownGuardrail(Location.of(id), id)));
    return new Guardrails(chosen(ids), settings, profile, foreign.only(ids), problems);
  }

  private List<GuardrailFile> chosen(Set<String> ids) {
    return files.stream()
        .filter(file -> file.guardrail().map(guardrail -> ids.contains(guardrail.id())).orElse(true))
        .toList();
  }

  /** The guardrails of a profile, as it sets them; none where there is no such profile. */
  public Guardrails profile(String name) {
    Profiles profiles = new Profiles(all(), settings);
    Optional<Profile> found = profiles.find(name);
    if (found.isEmpty() && profiles.diagnostics().isEmpty()) {
      profiles.unknown(Location.of(name), name);
    }
    List<Diagnostic> problems = new ArrayList<>(diagnostics);
    problems.addAll(profiles.diagnostics());
    if (found.isEmpty()) {
      return new Guardrails(List.of(), settings, null, ForeignPolicies.NONE, problems);
    }
    Map<String, GuardrailTerms> changed = new TreeMap<>();
    found.get()
        .parameters()
        .forEach((id, values) -> change(changed, all(), id, terms -> terms.with(values)));
    return new Guardrails(on(chosen(found.get().guardrails()), changed), settings, found.get(), foreign, problems);
  }

  /** The same with parameters of one guardrail set; values that it does not take are left out. */
  public Guardrails set(String id, Map<String, Value> values) {
    Map<String, GuardrailTerms> changed = new TreeMap<>();
    find(id)
        .ifPresent(
            guardrail -> {
              Map<String, Value> taken = new TreeMap<>();
              guardrail.terms().parameters().stream()
                  .filter(parameter -> values.containsKey(parameter.name()))
                  .filter(parameter -> parameter.type().takes(values.getOrDefault(parameter.name(), Value.Null.INSTANCE)))
                  .forEach(parameter -> taken.put(parameter.name(), values.getOrDefault(parameter.name(), parameter.value())));
              changed.put(id, guardrail.terms().with(taken));
            });
    return new Guardrails(on(files, changed), settings, profile, foreign, diagnostics);
  }

  /** The profiles that there are, by name. */
  public List<Profile> profiles() {
    Profiles profiles = new Profiles(all(), settings);
    return profiles.names().stream().flatMap(name -> profiles.find(name).stream()).toList();
  }

  /** The guardrails by id. */
  public List<Guardrail> all() {
    return guardrails(files);
  }

  private static List<Guardrail> guardrails(List<GuardrailFile> files) {
    return files.stream().flatMap(file -> file.guardrail().stream()).toList();
  }

  /** The guardrail with that id. */
  public Optional<Guardrail> find(String id) {
    return all().stream().filter(guardrail -> guardrail.id().equals(id)).findFirst();
  }

  /** The text of the tests that a shipped guardrail comes with; empty for one of a user's folder. */
  public Optional<String> tests(String id) {
    return find(id)
        .map(Guardrail::file)
        .filter(file -> file.equals(id + ".rego"))
        .map(_ -> resource(id + "_test.rego"));
  }

  /** What is wrong with the files. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /**
   * SHA-256, lower-case hexadecimal, over the texts in id order, libraries last, and over what was set: two sets of
   * guardrails with one digest decide alike.
   */
  public String digest() {
    return digest;
  }

  private static String digest(List<GuardrailFile> files, @Nullable Profile profile) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (GuardrailFile file : files) {
        update(digest, file.text());
        file.guardrail().stream()
            .flatMap(guardrail -> guardrail.terms().parameters().stream())
            .filter(GuardrailParameter::isSet)
            .forEach(parameter -> update(digest, parameter.name() + "=" + ParameterSettings.written(parameter.value())));
      }
      if (profile != null) {
        update(digest, String.join(",", profile.environments()));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** A digest of each guardrail by id: over its text, the libraries, and what was set. */
  public Map<String, String> digests() {
    List<GuardrailFile> libraries = files.stream().filter(file -> file.guardrail().isEmpty()).toList();
    Map<String, String> digests = new TreeMap<>();
    for (GuardrailFile file : files) {
      if (file.guardrail().isPresent()) {
        List<GuardrailFile> own = new ArrayList<>(libraries);
        own.add(file);
        digests.put(file.guardrail().get().id(), digest(own, profile));
      }
    }
    return digests;
  }

  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  /** The document that rules see as {@code data.parameters}, for a test of rules outside a judgement. */
  public ObjectValue parameterDocument() {
    return Judge.parameters(all());
  }

  /**
   * The texts of the shipped libraries by file name, for a test of rules that import them.
   *
   * @param all whether the shipped guardrails and their tests are wanted too
   */
  public Map<String, String> libraries(boolean all) {
    Map<String, String> texts = new TreeMap<>();
    for (String name : resource("index.txt").lines().toList()) {
      boolean library = name.startsWith("lib_");
      if (all || library) {
        texts.put(name + ".rego", resource(name + ".rego"));
      }
      if (all && !library) {
        texts.put(name + "_test.rego", resource(name + "_test.rego"));
      }
    }
    return texts;
  }

  /**
   * Why a guardrail says of a resource what it says; empty where it does not judge it.
   *
   * @param reads what was read for the resource's facets
   */
  public Optional<DecisionTree> explain(String id, Resource resource, List<Reads.Read> reads) {
    Optional<GuardrailFile> file =
        files.stream().filter(one -> one.guardrail().map(Guardrail::id).equals(Optional.of(id))).findFirst();
    Optional<Verdict> verdict =
        only(Set.of(id)).judge(List.of(resource)).verdicts().stream()
            .filter(one -> one.guardrail().equals(id))
            .findFirst();
    if (file.isEmpty() || verdict.isEmpty()) {
      return Optional.empty();
    }
    Explainer explainer = new Explainer(resource, reads);
    return Optional.of(
        new DecisionTree(
            file.get().guardrail().orElseThrow(),
            resource,
            verdict.get(),
            explainer.rules(judge.trace(file.get(), resource))));
  }

  /** Judges every resource of a snapshot by every guardrail that applies to it. */
  public Judgement judge(Snapshot snapshot) {
    return judge(snapshot.resources());
  }

  /** Judges resources by every guardrail that applies to them; each for itself. */
  public Judgement judge(List<Resource> resources) {
    return new ForeignJudge(foreign).add(judge.judge(resources), resources);
  }

  /** Judges resources by guardrails alone, without the rules that were written for other programs. */
  public Judgement judgeByOwn(List<Resource> resources) {
    return judge.judge(resources);
  }

  /** The rules in the folders that were written for other programs. */
  public ForeignPolicies foreign() {
    return foreign;
  }
}
