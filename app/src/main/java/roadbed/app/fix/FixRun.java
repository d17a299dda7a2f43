package roadbed.app.fix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import roadbed.assess.policy.Fix;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.Judgement;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.collect.edit.Edit;
import roadbed.collect.edit.SourceEdit;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Verdict;
import roadbed.prove.report.LineDifference;

/**
 * Mends failures in their sources where guardrails say how, and keeps of that only what is proved: the sources as they
 * would be are judged again, and a fix that does not make its verdict a pass, or breaks anything, is given up.
 */
public final class FixRun {
  private static final int ROUNDS = 4;
  private static final int MOST_COMPARED = 200_000;
  private static final long MOST_BYTES = 8L << 20;
  private static final Set<Declaration> SOURCES =
      Set.of(
          Declaration.TERRAFORM_SOURCE, Declaration.KUBERNETES_MANIFEST, Declaration.CLOUDFORMATION_TEMPLATE);

  private final String source;
  private final List<Path> paths;
  private final Guardrails guardrails;
  private final Instant now;
  private final Map<String, List<Fix>> fixes = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();

  /**
   * @param source name of what is mended
   * @param paths files and folders
   * @param guardrails those to judge by
   */
  public FixRun(String source, List<Path> paths, Guardrails guardrails, Instant now) {
    this.source = source;
    this.paths = List.copyOf(paths);
    this.guardrails = guardrails;
    this.now = now;
  }

  /**
   * A failure that was looked at.
   *
   * @param state what came of it
   * @param why why it is not mended; empty where it is
   * @param file the file that would change; empty where none would
   */
  public record Mended(String guardrail, String address, Location location, State state, String why, String file) {

    /** What came of a failure. */
    public enum State {
      /** Mended, and proved to be. */
      FIXED,
      /** Nothing says how to mend it, or it must be mended by hand. */
      LEFT,
      /** The change was made and did not make the verdict a pass, so it was given up. */
      DISCARDED
    }
  }

  /**
   * What came of all.
   *
   * @param before texts of the files that change, by name
   * @param after the same, mended
   * @param alone for each failure that is mended, by guardrail and address, what only its own fix changes
   */
  public record Result(
      List<Mended> failures, Map<String, String> before, Map<String, String> after, Map<String, String> alone,
      List<Diagnostic> diagnostics) {
    public Result {
      failures = List.copyOf(failures);
      diagnostics = List.copyOf(diagnostics);
    }

    /** The name by which {@code alone} knows a failure. */
    public static String name(String guardrail, String address) {
      return guardrail + "\n" + address;
    }

    /** How many are mended. */
    public long fixed() {
      return failures.stream().filter(one -> one.state() == Mended.State.FIXED).count();
    }
  }

  private record Judged(Collection collection, Snapshot snapshot, Judgement judgement) {}

  /** What identifies a verdict on both sides of a change of the source. */
  private record Key(String guardrail, String file, String address) {}

  private record Candidate(Key key, Resource resource, Guardrail guardrail, Fix fix) {}

  /** Mends what can be. */
  public Result run(Progress progress) {
    return run(progress, _ -> true);
  }

  /** Mends what can be among the verdicts that are wanted. */
  public Result run(Progress progress, Predicate<Verdict> wanted) {
    Judged before = judge(Map.of(), progress);
    Map<Key, Verdict.Outcome> outcomes = outcomes(before);
    List<Mended> left = new ArrayList<>();
    List<Candidate> candidates = candidates(before, wanted, left);
    Map<Key, String> discarded = new LinkedHashMap<>();
    Map<String, String> edited = Map.of();
    Set<Key> done = new LinkedHashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      done.clear();
      edited = edit(candidates, discarded, done);
      if (edited.isEmpty()) {
        // Nothing would change, so what fails does so with all that its fix sets.
        done.forEach(key -> discarded.putIfAbsent(key, "what its fix sets is set already"));
        done.clear();
        break;
      }
      Map<Key, String> failed = unproved(judge(edited, progress), before, outcomes, done, edited.keySet());
      if (failed.isEmpty()) {
        break;
      }
      discarded.putAll(failed);
      if (round == ROUNDS - 1) {
        edited = Map.of();
        done.forEach(key -> discarded.putIfAbsent(key, "it could not be proved"));
        done.clear();
      }
    }
    return result(before, candidates, left, discarded, done, edited);
  }

  private Judged judge(Map<String, String> edited, Progress progress) {
    Map<Path, String> overlay = new HashMap<>();
    edited.forEach((file, text) -> overlay.put(Path.of(file).toAbsolutePath().normalize(), text));
    Collection collection =
        Collector.reading(overlay).collect(source, paths, now, progress, Limits.DEFAULT);
    Snapshot snapshot = Inventory.of(List.of(collection));
    return new Judged(collection, snapshot, guardrails.judge(snapshot));
  }

  private List<Candidate> candidates(
      Judged judged, Predicate<Verdict> wanted, List<Mended> left) {
    Map<ResourceId, Resource> resources =
        judged.snapshot().resources().stream().collect(Collectors.toMap(Resource::id, Function.identity()));
    Map<String, Guardrail> byId =
        judged.judgement().guardrails().stream().collect(Collectors.toMap(Guardrail::id, Function.identity()));
    List<Candidate> candidates = new ArrayList<>();
    for (Verdict verdict : judged.judgement().verdicts()) {
      Resource resource = resources.get(verdict.resource());
      Guardrail guardrail = byId.get(verdict.guardrail());
      if (verdict.outcome() != Verdict.Outcome.FAIL || resource == null || guardrail == null || !wanted.test(verdict)) {
        continue;
      }
      Key key = key(verdict, resource);
      boolean kubernetes = resource.origin().declaration() == Declaration.KUBERNETES_MANIFEST;
      Optional<Fix> fix =
          fixes.computeIfAbsent(guardrail.id(), _ -> Fix.of(guardrail)).stream()
              .filter(one -> one.isFor(resource.type(), kubernetes))
              .findFirst();
      if (!SOURCES.contains(resource.origin().declaration())) {
        left.add(left(key, resource, "it is not read from a source that a person writes"));
      } else if (fix.isEmpty()) {
        left.add(left(key, resource, "nothing says how to mend it: " + guardrail.remediation().strip()));
      } else {
        candidates.add(new Candidate(key, resource, guardrail, fix.get()));
      }
    }
    return candidates;
  }

  private static Mended left(Key key, Resource resource, String why) {
    return new Mended(
        key.guardrail(), key.address(), resource.origin().location(), Mended.State.LEFT,
        why.replaceAll("\\s+", " "), "");
  }

  private static Key key(Verdict verdict, Resource resource) {
    return new Key(verdict.guardrail(), resource.origin().location().file(), resource.origin().address());
  }

  private static Map<Key, Verdict.Outcome> outcomes(Judged judged) {
    Map<ResourceId, Resource> resources =
        judged.snapshot().resources().stream().collect(Collectors.toMap(Resource::id, Function.identity()));
    Map<Key, Verdict.Outcome> outcomes = new HashMap<>();
    for (Verdict verdict : judged.judgement().verdicts()) {
      Resource resource = resources.get(verdict.resource());
      if (resource != null) {
        outcomes.put(key(verdict, resource), verdict.outcome());
      }
    }
    return outcomes;
  }

  /** The texts with all changes that are not given up; only those that differ. */
  private Map<String, String> edit(List<Candidate> candidates, Map<Key, String> discarded, Set<Key> done) {
    Map<String, String> edited = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      if (discarded.containsKey(candidate.key())) {
        continue;
      }
      String file = place(candidate).file();
      Optional<String> original = text(file);
      if (original.isEmpty()) {
        discarded.put(candidate.key(), "its file cannot be read as text");
        continue;
      }
      String text = edited.getOrDefault(file, original.get());
      switch (apply(candidate, file, text)) {
        case Edit.Changed changed -> {
          edited.put(file, changed.text());
          done.add(candidate.key());
        }
        case Edit.Same _ -> done.add(candidate.key());
        case Edit.Refused refused -> discarded.put(candidate.key(), refused.why());
      }
    }
    edited.entrySet().removeIf(entry -> entry.getValue().equals(texts.get(entry.getKey())));
    return edited;
  }

  private Optional<String> text(String file) {
    if (!texts.containsKey(file)) {
      try {
        Path path = Path.of(file);
        if (Files.size(path) > MOST_BYTES) {
          return Optional.empty();
        }
        texts.put(file, Files.readString(path));
      } catch (IOException _) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(texts.get(file));
  }

  /** Where the change is made: in the resource itself, or in the one that says more about it. */
  private static Location place(Candidate candidate) {
    return satellite(candidate).map(Resource.Satellite::location).orElse(candidate.resource().origin().location());
  }

  private static Optional<Resource.Satellite> satellite(Candidate candidate) {
    return candidate
        .fix()
        .add()
        .flatMap(add -> candidate.resource().satellites().getOrDefault(add.type(), List.of()).stream().findFirst());
  }

  private static Edit apply(Candidate candidate, String file, String text) {
    Resource resource = candidate.resource();
    Fix fix = candidate.fix();
    SourceEdit.Target target =
        new SourceEdit.Target(resource.type(), localName(resource.origin().address(), resource), resource.origin().location());
    if (fix.add().isPresent()) {
      Optional<Resource.Satellite> satellite = satellite(candidate);
      if (satellite.isEmpty()) {
        List<SourceEdit.Setting> settings =
            fix.set().stream().map(one -> new SourceEdit.Setting(one.path(), one.value())).toList();
        return SourceEdit.add(file, text, target, fix.add().get().type(), fix.add().get().reference(), settings);
      }
      target =
          new SourceEdit.Target(
              fix.add().get().type(), localName(satellite.get().address(), resource), satellite.get().location());
    }
    String changed = text;
    for (Fix.Setting setting : fix.set()) {
      switch (SourceEdit.set(file, changed, target, setting.path(), setting.value())) {
        case Edit.Changed next -> changed = next.text();
        case Edit.Same _ -> {
          // This much is right already.
        }
        case Edit.Refused refused -> {
          return refused;
        }
      }
    }
    return changed.equals(text) ? new Edit.Same() : new Edit.Changed(changed);
  }

  /** The name of a resource within its type in its own file. */
  private static String localName(String address, Resource resource) {
    if (resource.origin().declaration() == Declaration.KUBERNETES_MANIFEST) {
      return address.substring(address.lastIndexOf('/') + 1);
    }
    String name = address;
    int key = name.endsWith("]") ? name.lastIndexOf('[') : -1;
    name = key > 0 ? name.substring(0, key) : name;
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);
  }

  /** Which changes did not do what they were made for, and why. */
  private static Map<Key, String> unproved(
      Judged after, Judged before, Map<Key, Verdict.Outcome> outcomes, Set<Key> done, Set<String> files) {
    Map<Key, Verdict.Outcome> now = outcomes(after);
    Set<String> broken = new HashSet<>(errors(after));
    broken.removeAll(errors(before));
    Map<Key, String> unproved = new LinkedHashMap<>();
    for (Key key : done) {
      Verdict.Outcome outcome = now.get(key);
      if (broken.contains(key.file())) {
        unproved.put(key, "with it the file could not be read");
      } else if (outcome != Verdict.Outcome.PASS) {
        unproved.put(key, "with it the verdict would be " + (outcome == null ? "missing" : outcome.id()));
      }
    }
    if (unproved.isEmpty()) {
      Set<String> worse = new HashSet<>();
      outcomes.forEach(
          (key, outcome) -> {
            if (outcome == Verdict.Outcome.PASS && now.get(key) != Verdict.Outcome.PASS && files.contains(key.file())) {
              worse.add(key.address());
            }
          });
      done.stream()
          .filter(key -> worse.contains(key.address()))
          .forEach(key -> unproved.put(key, "with it another guardrail would not pass any more"));
    }
    return unproved;
  }

  private static Set<String> errors(Judged judged) {
    return judged.collection().diagnostics().stream()
        .filter(diagnostic -> diagnostic.level() == Diagnostic.Level.ERROR)
        .map(diagnostic -> diagnostic.location().file())
        .collect(Collectors.toSet());
  }

  private Result result(
      Judged before,
      List<Candidate> candidates,
      List<Mended> left,
      Map<Key, String> discarded,
      Set<Key> done,
      Map<String, String> edited) {
    List<Mended> failures = new ArrayList<>();
    Map<String, String> alone = new HashMap<>();
    for (Candidate candidate : candidates) {
      Key key = candidate.key();
      alone(candidate, done).ifPresent(patch -> alone.put(Result.name(key.guardrail(), key.address()), patch));
      boolean fixed = done.contains(key) && !discarded.containsKey(key);
      failures.add(
          new Mended(
              key.guardrail(),
              key.address(),
              candidate.resource().origin().location(),
              fixed ? Mended.State.FIXED : Mended.State.DISCARDED,
              fixed ? "" : discarded.getOrDefault(key, "it changed nothing"),
              fixed ? place(candidate).file() : ""));
    }
    failures.addAll(left);
    Map<String, String> originals = new LinkedHashMap<>();
    edited.keySet().forEach(file -> originals.put(file, texts.getOrDefault(file, "")));
    return new Result(failures, originals, edited, alone, before.collection().diagnostics());
  }

  private Optional<String> alone(Candidate candidate, Set<Key> done) {
    String file = place(candidate).file();
    String text = texts.get(file);
    if (!done.contains(candidate.key()) || text == null || text.length() > MOST_COMPARED) {
      return Optional.empty();
    }
    return apply(candidate, file, text) instanceof Edit.Changed changed
        ? Optional.of(LineDifference.of(file, text, changed.text()))
        : Optional.empty();
  }
}
