package roadbed.assess.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import roadbed.inventory.Snapshot;
import roadbed.model.Diagnostic;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Verdict;

/**
 * Judges an estate again and again, and each time only what is new: resources whose digest changed, by all guardrails,
 * and the others by those guardrails whose rule or parameters changed. What it keeps is in memory; a fresh one judges
 * everything once.
 */
public final class ContinuousJudgement {
  private final Map<ResourceId, Judged> known = new HashMap<>();
  private Guardrails guardrails;

  /** What is known of a resource. */
  private static final class Judged {
    private final byte[] digest;
    private final List<Verdict> verdicts;

    Judged(byte[] digest, List<Verdict> verdicts) {
      this.digest = digest;
      this.verdicts = verdicts;
    }
  }

  /**
   * What came of one look.
   *
   * @param judgement the verdicts over everything that was looked at
   * @param judged how many resources were judged
   * @param kept how many kept all their verdicts
   */
  public record Look(Judgement judgement, int judged, int kept) {}

  /** Nothing is known yet. */
  public ContinuousJudgement(Guardrails guardrails) {
    this.guardrails = guardrails;
  }

  /** The whole estate as it is now; what is no longer there is forgotten. */
  public synchronized Look judge(Snapshot snapshot) {
    Look look = changed(snapshot.resources());
    if (known.size() > snapshot.resources().size()) {
      Set<ResourceId> there = new HashSet<>();
      snapshot.resources().forEach(resource -> there.add(resource.id()));
      known.keySet().retainAll(there);
    }
    return look;
  }

  /** Resources that may have changed; nothing else is looked at. */
  public synchronized Look changed(List<Resource> resources) {
    List<byte[]> digests = resources.parallelStream().map(ResourceDigest::bytes).toList();
    List<Resource> fresh = new ArrayList<>();
    for (int i = 0; i < resources.size(); i++) {
      Judged before = known.get(resources.get(i).id());
      if (before == null || !Arrays.equals(before.digest, digests.get(i))) {
        fresh.add(resources.get(i));
      }
    }
    Judgement judgement = guardrails.judge(fresh);
    Map<ResourceId, List<Verdict>> verdicts = byResource(judgement.verdicts());
    Set<ResourceId> judged = new HashSet<>();
    fresh.forEach(resource -> judged.add(resource.id()));
    List<Verdict> all = new ArrayList<>();
    for (int i = 0; i < resources.size(); i++) {
      ResourceId id = resources.get(i).id();
      Judged now =
          judged.contains(id)
              ? new Judged(digests.get(i), List.copyOf(verdicts.getOrDefault(id, List.of())))
              : known.getOrDefault(id, new Judged(digests.get(i), List.of()));
      known.put(id, now);
      all.addAll(now.verdicts);
    }
    return new Look(
        new Judgement(all, judgement.guardrails(), judgement.policyDigest(), judgement.diagnostics()),
        fresh.size(),
        resources.size() - fresh.size());
  }

  /** Resources that are no longer there. */
  public synchronized void forget(Collection<ResourceId> gone) {
    known.keySet().removeAll(Set.copyOf(gone));
  }

  /**
   * Other guardrails, or the same with other parameters: the estate is judged by those that changed, and keeps the
   * verdicts of the others. Resources whose own digest changed as well are judged whole.
   *
   * @return how many guardrails were new or changed
   */
  public synchronized int judgeBy(Guardrails next, Snapshot snapshot) {
    Map<String, String> before = guardrails.digests();
    Map<String, String> after = next.digests();
    Set<String> changed = new TreeSet<>();
    after.forEach(
        (id, digest) -> {
          if (!digest.equals(before.get(id))) {
            changed.add(id);
          }
        });
    guardrails = next;
    Map<ResourceId, List<Verdict>> fresh =
        changed.isEmpty() ? Map.of() : byResource(next.only(changed).judge(snapshot).verdicts());
    for (Resource resource : snapshot.resources()) {
      Judged judged = known.get(resource.id());
      if (judged != null) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Verdict verdict : judged.verdicts) {
          if (after.containsKey(verdict.guardrail()) && !changed.contains(verdict.guardrail())) {
            verdicts.add(verdict);
          }
        }
        verdicts.addAll(fresh.getOrDefault(resource.id(), List.of()));
        verdicts.sort(java.util.Comparator.comparing(Verdict::guardrail));
        known.put(resource.id(), new Judged(judged.digest, List.copyOf(verdicts)));
      }
    }
    return changed.size();
  }

  /** What is wrong with the guardrails that judge. */
  public synchronized List<Diagnostic> diagnostics() {
    return guardrails.diagnostics();
  }

  private static Map<ResourceId, List<Verdict>> byResource(List<Verdict> verdicts) {
    Map<ResourceId, List<Verdict>> byResource = new HashMap<>();
    verdicts.forEach(verdict -> byResource.computeIfAbsent(verdict.resource(), _ -> new ArrayList<>()).add(verdict));
    return byResource;
  }
}
