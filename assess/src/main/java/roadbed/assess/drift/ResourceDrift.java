package roadbed.assess.drift;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import roadbed.model.Declaration;
import roadbed.model.Location;
import roadbed.model.Provider;
import roadbed.model.ResourceId;
import roadbed.model.Severity;

/**
 * What became of one resource between the sides.
 *
 * @param key what it is recognised by in the next report; the same as long as its sides keep saying who it is
 * @param id its identity in the inventory
 * @param kind what became of it
 * @param provider who runs it
 * @param type its type in Terraform's spelling
 * @param account account, subscription, project or cluster; empty where it is not known
 * @param region region or location; empty where it is not known or has none
 * @param name what people call it
 * @param owner the team that owns it
 * @param environment its environment
 * @param declared the code that declares it
 * @param state the state that holds it
 * @param live the collection that found it
 * @param changes attributes that are not as declared, by path
 * @param notCompared attributes that are declared and could not be compared
 * @param compared how many attributes were compared
 * @param reason why it is of this kind where the attributes do not say it; empty where they do
 * @param broken guardrails that what is declared passes and what is fails
 * @param acts what an activity log tells of it, the newest first
 */
public record ResourceDrift(
    String key,
    ResourceId id,
    DriftKind kind,
    Provider provider,
    String type,
    String account,
    String region,
    String name,
    Optional<String> owner,
    Optional<String> environment,
    Optional<Standing> declared,
    Optional<Standing> state,
    Optional<Standing> live,
    List<AttributeDrift> changes,
    List<NotCompared> notCompared,
    int compared,
    String reason,
    List<BrokenGuardrail> broken,
    List<Act> acts) {
  public ResourceDrift {
    changes = List.copyOf(changes);
    notCompared = List.copyOf(notCompared);
    broken = List.copyOf(broken);
    acts = List.copyOf(acts);
  }

  /**
   * Where a side says it.
   *
   * @param source the collection's source
   * @param address its address there
   * @param declaration what kind of document
   * @param location the place
   * @param capturedAt when it was looked at
   */
  public record Standing(
      String source, String address, Declaration declaration, Location location, Instant capturedAt) {}

  /** An attribute that is declared and could not be compared, and why. */
  public record NotCompared(String path, String why) {}

  /** A guardrail that what is declared passes and what is fails. */
  public record BrokenGuardrail(String id, Severity severity, String message) {}

  /**
   * Something that was done to it.
   *
   * @param at when
   * @param actor who, as the log names them
   * @param event the provider's name of what was done
   * @param address the network address that it came from; empty where the log does not say
   * @param through {@code console}, {@code code}, {@code command line}, {@code service} or {@code program}
   */
  public record Act(Instant at, String actor, String event, String address, String through) {}

  /** How much it matters: the worst guardrail that it breaks. */
  public Optional<Severity> risk() {
    return broken.stream().map(BrokenGuardrail::severity).max(Comparator.naturalOrder());
  }

  /** Where a person should look first: the code, else the state, else what was found. */
  public Location location() {
    return changes.stream()
        .flatMap(change -> change.place().stream())
        .findFirst()
        .or(() -> declared.map(Standing::location))
        .or(() -> state.map(Standing::location))
        .or(() -> live.map(Standing::location))
        .orElse(Location.of(id.value()));
  }

  /** Its address in the code or the state, or its identity where neither knows it. */
  public String title() {
    return declared.or(() -> state).map(Standing::address).orElse(id.value());
  }

  /** The same with only these changes left, because there is leave for the others. */
  ResourceDrift excepted(String why, List<AttributeDrift> left) {
    return new ResourceDrift(
        key, id, left.isEmpty() ? DriftKind.EXCEPTED : kind, provider, type, account, region, name, owner,
        environment, declared, state, live, left, notCompared, compared,
        reason.isEmpty() ? why : reason + "; " + why, broken, acts);
  }

  /** The same with the guardrails that it breaks. */
  public ResourceDrift withBroken(List<BrokenGuardrail> guardrails) {
    return new ResourceDrift(
        key, id, kind, provider, type, account, region, name, owner, environment, declared, state, live, changes,
        notCompared, compared, reason, guardrails, acts);
  }

  /** The same with what was done to it. */
  public ResourceDrift withActs(List<Act> done) {
    return new ResourceDrift(
        key, id, kind, provider, type, account, region, name, owner, environment, declared, state, live, changes,
        notCompared, compared, reason, broken, done);
  }
}
