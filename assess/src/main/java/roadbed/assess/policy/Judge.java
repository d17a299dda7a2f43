package roadbed.assess.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import roadbed.inventory.Snapshot;
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
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;

/** Compiles the guardrails that a snapshot has work for, and runs them over it on all cores. */
final class Judge {
  private static final int CHUNK = 256;

  private final List<GuardrailFile> files;
  private final String digest;
  private final Map<String, Diagnostic> problems = new ConcurrentHashMap<>();

  Judge(List<GuardrailFile> files, String digest) {
    this.files = files;
    this.digest = digest;
  }

  Judgement judge(Snapshot snapshot) {
    List<GuardrailFile> wanted = wanted(snapshot);
    Map<String, List<GuardrailFile>> byKind = new HashMap<>();
    for (GuardrailFile file : wanted) {
      for (String kind : file.guardrail().orElseThrow().kinds()) {
        byKind.computeIfAbsent(kind, _ -> new ArrayList<>()).add(file);
      }
    }
    List<Diagnostic> diagnostics = new ArrayList<>();
    Compilation compilation = compile(wanted);
    List<Verdict> verdicts =
        switch (compilation) {
          case Compilation.Compiled compiled -> run(compiled.policy(), snapshot.resources(), byKind);
          case Compilation.Failed failed -> {
            failed
                .errors()
                .forEach(
                    error -> diagnostics.add(GuardrailFile.diagnostic("guardrails", error)));
            yield undecided(snapshot.resources(), byKind);
          }
        };
    problems.values().stream()
        .sorted(Comparator.comparing(Diagnostic::message))
        .forEach(diagnostics::add);
    List<Guardrail> guardrails = files.stream().flatMap(file -> file.guardrail().stream()).toList();
    return new Judgement(verdicts, guardrails, digest, diagnostics);
  }

  /** Guardrails that apply to something here: the others need not be compiled. */
  private List<GuardrailFile> wanted(Snapshot snapshot) {
    Set<String> kinds = new HashSet<>();
    snapshot.resources().forEach(resource -> kinds.add(resource.kind()));
    return files.stream()
        .filter(
            file ->
                file.guardrail()
                    .map(guardrail -> guardrail.kinds().stream().anyMatch(kinds::contains))
                    .orElse(false))
        .toList();
  }

  private Compilation compile(List<GuardrailFile> wanted) {
    Rego.Compiler compiler = Rego.compiler();
    for (GuardrailFile file : files) {
      if (file.guardrail().isEmpty() || wanted.contains(file)) {
        compiler.module(file.module());
      }
    }
    return compiler.compile();
  }

  private List<Verdict> run(
      Policy policy, List<Resource> resources, Map<String, List<GuardrailFile>> byKind) {
    int chunks = (resources.size() + CHUNK - 1) / CHUNK;
    // The one place where judging is parallel: resources are independent of one another.
    return IntStream.range(0, chunks)
        .parallel()
        .mapToObj(
            chunk -> {
              List<Verdict> verdicts = new ArrayList<>();
              int end = Math.min(resources.size(), (chunk + 1) * CHUNK);
              for (Resource resource : resources.subList(chunk * CHUNK, end)) {
                judge(policy, resource, byKind.getOrDefault(resource.kind(), List.of()), verdicts);
              }
              return verdicts;
            })
        .flatMap(List::stream)
        .toList();
  }

  private void judge(
      Policy policy, Resource resource, List<GuardrailFile> candidates, List<Verdict> verdicts) {
    Evaluation plain = null;
    Evaluation withRaw = null;
    for (GuardrailFile file : candidates) {
      Guardrail guardrail = file.guardrail().orElseThrow();
      if (!applies(guardrail, resource)) {
        continue;
      }
      String missing = missing(file.needs(), resource.facets());
      if (!missing.isEmpty()) {
        verdicts.add(
            verdict(
                resource,
                guardrail,
                Verdict.Outcome.NOT_EVALUATED,
                List.of("nothing here tells " + missing + " of a " + resource.type())));
        continue;
      }
      Evaluation evaluation = file.readsRaw() ? withRaw : plain;
      if (evaluation == null) {
        evaluation = policy.on(InputDocument.of(resource, file.readsRaw()));
        if (file.readsRaw()) {
          withRaw = evaluation;
        } else {
          plain = evaluation;
        }
      }
      verdicts.add(verdict(resource, guardrail, evaluation.decide(file.entrypoint())));
    }
  }

  private Verdict verdict(Resource resource, Guardrail guardrail, Decision decision) {
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

  private List<Verdict> undecided(List<Resource> resources, Map<String, List<GuardrailFile>> byKind) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Resource resource : resources) {
      for (GuardrailFile file : byKind.getOrDefault(resource.kind(), List.of())) {
        Guardrail guardrail = file.guardrail().orElseThrow();
        if (applies(guardrail, resource)) {
          verdicts.add(
              verdict(
                  resource,
                  guardrail,
                  Verdict.Outcome.NOT_EVALUATED,
                  List.of("the guardrails do not compile")));
        }
      }
    }
    return verdicts;
  }

  private static boolean applies(Guardrail guardrail, Resource resource) {
    boolean provider =
        guardrail.provider().equals("any")
            || guardrail.provider().equals(resource.provider().id())
            // A workload is Kubernetes' whoever runs the cluster, also when a cloud's provider declares it.
            || (guardrail.provider().equals("kubernetes") && resource.kind().startsWith("k8s."));
    return provider
        && (guardrail.types().isEmpty()
            || guardrail.types().contains(Dialects.terraformType(resource.type(), resource.raw())))
        && resource.origin().change() != Change.DELETE;
  }

  /** The first needed facet that nothing tells; empty where all are there, known or not. */
  private static String missing(List<String> needs, Value.Fields facets) {
    for (String need : needs) {
      Value here = facets;
      for (String name : need.split("\\.")) {
        if (here instanceof Value.Unknown) {
          break;
        }
        Value next = here instanceof Value.Fields fields ? fields.values().get(name) : null;
        if (next == null) {
          return need;
        }
        here = next;
      }
    }
    return "";
  }

  private static Verdict verdict(
      Resource resource, Guardrail guardrail, Verdict.Outcome outcome, List<String> messages) {
    return new Verdict(resource.id(), guardrail.id(), guardrail.severity(), outcome, messages);
  }
}
