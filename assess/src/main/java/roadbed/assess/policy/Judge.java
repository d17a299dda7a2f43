package roadbed.assess.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import roadbed.assess.policy.foreign.DocumentValues;
import roadbed.inventory.dialect.Dialects;
import roadbed.model.Change;
import roadbed.model.Diagnostic;
import roadbed.model.Resource;
import roadbed.model.Value;
import roadbed.model.Verdict;
import roadbed.rego.Compilation;
import roadbed.rego.Decision;
import roadbed.rego.Evaluation;
import roadbed.rego.Policy;
import roadbed.rego.Rego;
import roadbed.rego.trace.TraceEvent;
import roadbed.rego.trace.TraceRecorder;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;

/**
 * Compiles the guardrails that resources have work for, and runs them over these on all cores. What was compiled is kept
 * for the next resources.
 */
final class Judge {
  private static final int CHUNK = 256;

  private final List<GuardrailFile> files;
  private final List<Guardrail> guardrails;
  private final @Nullable Profile profile;
  private final String digest;
  private volatile Ready ready = new Ready(Set.of(), null, List.of());

  Judge(List<GuardrailFile> files, @Nullable Profile profile, String digest) {
    this.files = files;
    this.guardrails = files.stream().flatMap(file -> file.guardrail().stream()).toList();
    this.profile = profile;
    this.digest = digest;
  }

  /** A guardrail prepared to judge. */
  private record Rule(Guardrail guardrail, List<List<String>> needs, boolean raw, String entrypoint) {
    static Rule of(GuardrailFile file) {
      return new Rule(
          file.guardrail().orElseThrow(),
          file.needs().stream().map(need -> List.of(need.split("\\.", -1))).toList(),
          file.readsRaw(),
          file.entrypoint());
    }
  }

  /**
   * What a resource must have in common with another to be judged by the same rules.
   *
   * @param type Terraform's type of it, whatever its source's
   */
  private record Sort(String kind, String type, String provider) {}

  /** The rules for some kinds, compiled; or why they do not compile. */
  private static final class Ready {
    final Set<String> kinds;
    final @Nullable Policy policy;
    final List<Diagnostic> diagnostics;
    final Map<Sort, List<Rule>> rules = new ConcurrentHashMap<>();

    Ready(Set<String> kinds, @Nullable Policy policy, List<Diagnostic> diagnostics) {
      this.kinds = kinds;
      this.policy = policy;
      this.diagnostics = diagnostics;
    }
  }

  Judgement judge(List<Resource> resources) {
    Set<String> kinds = new HashSet<>();
    resources.forEach(resource -> kinds.add(resource.kind()));
    Ready compiled = ready(kinds);
    Map<String, Diagnostic> problems = new ConcurrentHashMap<>();
    int chunks = (resources.size() + CHUNK - 1) / CHUNK;
    // The one place where judging is parallel: resources are independent of one another.
    List<Verdict> verdicts =
        IntStream.range(0, chunks)
            .parallel()
            .mapToObj(
                chunk -> {
                  List<Verdict> some = new ArrayList<>();
                  int end = Math.min(resources.size(), (chunk + 1) * CHUNK);
                  for (Resource resource : resources.subList(chunk * CHUNK, end)) {
                    judge(compiled, resource, some, problems);
                  }
                  return some;
                })
            .flatMap(List::stream)
            .toList();
    List<Diagnostic> diagnostics = new ArrayList<>(compiled.diagnostics);
    problems.values().stream()
        .sorted(Comparator.comparing(Diagnostic::message))
        .forEach(diagnostics::add);
    return new Judgement(verdicts, guardrails, digest, diagnostics);
  }

  private Ready ready(Set<String> kinds) {
    Ready known = ready;
    if (!known.kinds.containsAll(kinds)) {
      Set<String> all = new HashSet<>(known.kinds);
      all.addAll(kinds);
      known = compiled(all);
      ready = known;
    }
    return known;
  }

  /** Compiles the guardrails of some kinds, and what they import: the others are not even parsed. */
  private Ready compiled(Set<String> kinds) {
    List<GuardrailFile> wanted =
        files.stream()
            .filter(
                file ->
                    file.guardrail()
                        .map(guardrail -> guardrail.kinds().stream().anyMatch(kinds::contains))
                        .orElse(false))
            .toList();
    ObjectValue.Builder data = ObjectValue.builder(1);
    data.put("parameters", parameters(wanted.stream().flatMap(file -> file.guardrail().stream()).toList()));
    Rego.Compiler compiler = Rego.compiler().data(data.build());
    List<GuardrailFile> needed = withLibraries(wanted);
    // Parsing is the longer part of it, and no file needs another.
    needed.parallelStream().forEach(GuardrailFile::module);
    needed.forEach(file -> compiler.module(file.module()));
    return switch (compiler.compile()) {
      case Compilation.Compiled compiled -> new Ready(kinds, compiled.policy(), List.of());
      case Compilation.Failed failed ->
          new Ready(
              kinds,
              null,
              failed.errors().stream().map(error -> GuardrailFile.diagnostic("guardrails", error)).toList());
    };
  }

  /** What one guardrail did to say what it says of a resource; nothing where its rules do not compile. */
  List<TraceEvent> trace(GuardrailFile file, Resource resource) {
    ObjectValue.Builder data = ObjectValue.builder(1);
    data.put("parameters", parameters(List.of(file.guardrail().orElseThrow())));
    Rego.Compiler compiler = Rego.compiler().data(data.build()).marks(true);
    withLibraries(List.of(file)).forEach(one -> compiler.module(one.module()));
    TraceRecorder recorder = new TraceRecorder();
    switch (compiler.compile()) {
      case Compilation.Compiled compiled -> {
        var _ =
            compiled
                .policy()
                .on(InputDocument.of(resource, file.readsRaw()))
                .tracedBy(recorder)
                .decide(file.entrypoint());
      }
      case Compilation.Failed _ -> {
        // The judgement says why.
      }
    }
    return recorder.events();
  }

  private List<GuardrailFile> withLibraries(List<GuardrailFile> wanted) {
    Map<String, List<GuardrailFile>> libraries = new HashMap<>();
    for (GuardrailFile file : files) {
      if (file.guardrail().isEmpty()) {
        libraries.computeIfAbsent(file.path(), _ -> new ArrayList<>()).add(file);
      }
    }
    Set<GuardrailFile> needed = new LinkedHashSet<>(wanted);
    Deque<GuardrailFile> open = new ArrayDeque<>(wanted);
    while (!open.isEmpty()) {
      GuardrailFile file = open.pop();
      for (Map.Entry<String, List<GuardrailFile>> library : libraries.entrySet()) {
        if (mentions(file, library.getKey())) {
          library.getValue().stream().filter(needed::add).forEach(open::push);
        }
      }
    }
    return List.copyOf(needed);
  }

  /** Whether a file imports a package, something in it, or a package around it, or spells its path out. */
  private static boolean mentions(GuardrailFile file, String path) {
    return file.imports().stream()
            .anyMatch(
                imported ->
                    imported.equals(path) || imported.startsWith(path + ".") || path.startsWith(imported + "."))
        || file.text().contains("data." + path);
  }

  /** The document {@code data.parameters}. */
  static ObjectValue parameters(List<Guardrail> guardrails) {
    ObjectValue.Builder byGuardrail = ObjectValue.builder();
    for (Guardrail guardrail : guardrails) {
      List<GuardrailParameter> own = guardrail.terms().parameters();
      if (!own.isEmpty()) {
        ObjectValue.Builder values = ObjectValue.builder(own.size());
        own.forEach(parameter -> values.put(parameter.name(), DocumentValues.of(parameter.value())));
        byGuardrail.put(guardrail.id(), values.build());
      }
    }
    return byGuardrail.build();
  }

  private List<Rule> rules(Ready compiled, Resource resource) {
    return compiled.rules.computeIfAbsent(
        new Sort(
            resource.kind(),
            Dialects.terraformType(resource.type(), resource.raw()),
            resource.provider().id()),
        sort ->
            files.stream()
                .filter(
                    file ->
                        file.guardrail()
                            .filter(guardrail -> guardrail.terms().judges())
                            .map(guardrail -> applies(guardrail, sort))
                            .orElse(false))
                .map(Rule::of)
                .toList());
  }

  private static boolean applies(Guardrail guardrail, Sort sort) {
    boolean provider =
        guardrail.provider().equals("any")
            || guardrail.provider().equals(sort.provider())
            // A workload is Kubernetes' whoever runs the cluster, also when a cloud's provider declares it.
            || (guardrail.provider().equals("kubernetes") && sort.kind().startsWith("k8s."));
    return provider
        && guardrail.kinds().contains(sort.kind())
        && (guardrail.types().isEmpty() || guardrail.types().contains(sort.type()));
  }

  private void judge(Ready compiled, Resource resource, List<Verdict> verdicts, Map<String, Diagnostic> problems) {
    if (resource.origin().change() == Change.DELETE || (profile != null && !profile.judges(resource))) {
      return;
    }
    Evaluation plain = null;
    Evaluation withRaw = null;
    for (Rule rule : rules(compiled, resource)) {
      Optional<String> missing = missing(rule.needs(), resource.facets());
      if (missing.isPresent() || compiled.policy == null) {
        String why =
            missing
                .map(need -> "nothing here tells " + need + " of a " + resource.type())
                .orElse("the guardrails do not compile");
        verdicts.add(verdict(resource, rule.guardrail(), Verdict.Outcome.NOT_EVALUATED, List.of(why)));
        continue;
      }
      Evaluation evaluation = rule.raw() ? withRaw : plain;
      if (evaluation == null) {
        evaluation = compiled.policy.on(InputDocument.of(resource, rule.raw()));
        if (rule.raw()) {
          withRaw = evaluation;
        } else {
          plain = evaluation;
        }
      }
      verdicts.add(verdict(resource, rule.guardrail(), evaluation.decide(rule.entrypoint()), problems));
    }
  }

  private static Verdict verdict(
      Resource resource, Guardrail guardrail, Decision decision, Map<String, Diagnostic> problems) {
    if (!decision.entries().isEmpty()) {
      return verdict(resource, guardrail, Verdict.Outcome.FAIL, messages(decision));
    }
    if (!decision.errors().isEmpty()) {
      decision
          .errors()
          .forEach(
              error ->
                  problems.putIfAbsent(
                      guardrail.id() + error.message(),
                      GuardrailFile.diagnostic(guardrail.file(), error)));
      return verdict(
          resource,
          guardrail,
          Verdict.Outcome.NOT_EVALUATED,
          List.of("the guardrail broke: " + decision.errors().getFirst().message()));
    }
    if (!decision.undecided().isEmpty()) {
      return verdict(
          resource,
          guardrail,
          Verdict.Outcome.NOT_EVALUATED,
          decision.undecided().stream().distinct().sorted().toList());
    }
    return verdict(resource, guardrail, Verdict.Outcome.PASS, List.of());
  }

  private static List<String> messages(Decision decision) {
    List<String> messages = new ArrayList<>();
    for (roadbed.rego.value.Value entry : decision.entries()) {
      messages.add(
          switch (entry) {
            case StringValue text -> text.value();
            case ObjectValue object
                when object.get(StringValue.of("msg"))
                    instanceof StringValue text ->
                text.value();
            default -> entry.toString();
          });
    }
    messages.sort(Comparator.naturalOrder());
    return messages;
  }

  /** The first needed facet that nothing tells; empty where all are there, known or not. */
  private static Optional<String> missing(List<List<String>> needs, Value.Fields facets) {
    for (List<String> need : needs) {
      Value here = facets;
      for (String name : need) {
        if (here instanceof Value.Unknown) {
          break;
        }
        Value next = here instanceof Value.Fields fields ? fields.values().get(name) : null;
        if (next == null) {
          return Optional.of(String.join(".", need));
        }
        here = next;
      }
    }
    return Optional.empty();
  }

  private static Verdict verdict(
      Resource resource, Guardrail guardrail, Verdict.Outcome outcome, List<String> messages) {
    return new Verdict(resource.id(), guardrail.id(), guardrail.severity(), outcome, messages);
  }
}
