package roadbed.store.postgres;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.GuardrailTerms;
import roadbed.assess.policy.Judgement;
import roadbed.inventory.Snapshot;
import roadbed.model.AttributePlaces;
import roadbed.model.Change;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.model.EstateFacts;
import roadbed.model.Location;
import roadbed.model.Ownership;
import roadbed.model.Provider;
import roadbed.model.Relation;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Severity;
import roadbed.model.Value;
import roadbed.model.Verdict;

/** Small estates for tests. */
final class Fixtures {
  private Fixtures() {}

  static Instant day(int day) {
    return Instant.parse("2026-03-%02dT10:00:00Z".formatted(day));
  }

  /** A bucket of team payments in production, with the facets given as name and truth. */
  static Resource bucket(String source, String name, Map<String, Value> facets) {
    return resource(source, name, "payments", Map.of("team", "payments"), new Value.Fields(facets), 7);
  }

  static Resource bucket(String source, String name) {
    return bucket(source, name, Map.of("encrypted", Value.of(true)));
  }

  static Resource resource(
      String source, String name, String owner, Map<String, String> tags, Value.Fields facets, int line) {
    return new Resource(
        new ResourceId("arn:aws:s3:::" + name),
        "storage.bucket",
        "aws_s3_bucket",
        Provider.AWS,
        "111122223333",
        "eu-central-1",
        name,
        tags,
        owner.isEmpty()
            ? Optional.empty()
            : Optional.of(new Ownership(owner, Ownership.Basis.TAG, "tag team=" + owner)),
        Optional.of("production"),
        Optional.of("tier-1"),
        Optional.of("shop"),
        facets,
        new Value.Fields(
            Map.of(
                "bucket", Value.of(name),
                "secret", Value.Secret.INSTANCE,
                "arn", Value.Unknown.AFTER_APPLY)),
        Map.of(
            "aws_s3_bucket_versioning",
            List.of(
                new Resource.Satellite(
                    "aws_s3_bucket_versioning." + name,
                    new Value.Fields(Map.of("status", Value.of("Enabled"))),
                    Location.of("main.tf", line + 10, 1)))),
        new Resource.Origin(
            source,
            Declaration.TERRAFORM_PLAN,
            "aws_s3_bucket." + name,
            Optional.of("registry/bucket"),
            true,
            Change.NO_OP,
            Location.of("main.tf", line, 1), new AttributePlaces.Builder().add("acl", "main.tf", line + 2, 3).build(), Optional.empty()));
  }

  static Collection collection(String source, Instant at) {
    return new Collection(
        source,
        at,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Collection.Reading(1, 1, List.of(), 0));
  }

  static Snapshot snapshot(Instant at, Resource... resources) {
    return snapshot(at, List.of(resources), List.of());
  }

  static Snapshot snapshot(Instant at, List<Resource> resources, List<Relation> relations) {
    return new Snapshot(
        at, resources, List.of(), relations, List.of(), EstateFacts.NONE, List.of(), List.of());
  }

  static Guardrail guardrail(String id, Severity severity) {
    return new Guardrail(
        id,
        "Title of " + id,
        severity,
        "because",
        "do it",
        "aws",
        List.of("storage.bucket"),
        List.of(),
        List.of("CC6.1"),
        GuardrailTerms.NONE,
        "package x",
        id + ".rego");
  }

  static Verdict verdict(Resource resource, Guardrail guardrail, Verdict.Outcome outcome) {
    return new Verdict(
        resource.id(),
        guardrail.id(),
        guardrail.severity(),
        outcome,
        outcome == Verdict.Outcome.PASS ? List.of() : List.of(guardrail.id() + " does not hold"));
  }

  static Judgement judgement(List<Guardrail> guardrails, Verdict... verdicts) {
    return new Judgement(List.of(verdicts), guardrails, "0".repeat(64), List.of());
  }

  static <T> List<T> plus(List<T> list, T more) {
    return new ArrayList<>(Stream.concat(list.stream(), Stream.of(more)).toList());
  }
}
