package roadbed.assess.policy.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.Judgement;
import roadbed.inventory.Snapshot;
import roadbed.model.Location;
import roadbed.model.Ownership;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Severity;
import roadbed.model.Verdict;

/**
 * A verdict that is no pass, with as much of its resource as it takes to find it again on the other side of a change.
 *
 * @param guardrail the guardrail's id
 * @param title its title
 * @param severity its severity
 * @param outcome fail, not-evaluated or excepted
 * @param messages what is wrong
 * @param resource the resource's id
 * @param address its address in its source
 * @param type the source's own type
 * @param name what people call it
 * @param owner its owner; empty where nobody is known
 * @param environment its environment; empty where none is known
 * @param account its account; empty where none is known
 * @param location where it stands; its file is named as on both sides of a change
 */
public record GateFinding(
    String guardrail,
    String title,
    Severity severity,
    Verdict.Outcome outcome,
    List<String> messages,
    String resource,
    String address,
    String type,
    String name,
    String owner,
    String environment,
    String account,
    Location location) {
  public GateFinding {
    messages = List.copyOf(messages);
  }

  /**
   * All verdicts of a judgement that are no pass.
   *
   * @param file makes the name of a file the same on both sides of a change
   */
  public static List<GateFinding> of(Judgement judgement, Snapshot snapshot, UnaryOperator<String> file) {
    Map<ResourceId, Resource> resources = new HashMap<>();
    snapshot.resources().forEach(resource -> resources.put(resource.id(), resource));
    Map<String, String> titles = new HashMap<>();
    for (Guardrail guardrail : judgement.guardrails()) {
      titles.put(guardrail.id(), guardrail.title());
    }
    List<GateFinding> findings = new ArrayList<>();
    for (Verdict verdict : judgement.verdicts()) {
      Resource resource = resources.get(verdict.resource());
      if (verdict.outcome() != Verdict.Outcome.PASS && resource != null) {
        String title = titles.getOrDefault(verdict.guardrail(), verdict.guardrail());
        findings.add(of(verdict, title, resource, file));
      }
    }
    return findings;
  }

  private static GateFinding of(Verdict verdict, String title, Resource resource, UnaryOperator<String> file) {
    Location at = resource.origin().location();
    return new GateFinding(
        verdict.guardrail(),
        title,
        verdict.severity(),
        verdict.outcome(),
        verdict.messages(),
        resource.id().value(),
        resource.origin().address(),
        resource.type(),
        resource.name(),
        resource.ownership().map(Ownership::owner).orElse(""),
        resource.environment().orElse(""),
        resource.account(),
        new Location(file.apply(at.file()), at.line(), at.column(), at.pointer()));
  }

  /** The same under another address. */
  GateFinding called(String other) {
    return new GateFinding(
        guardrail, title, severity, outcome, messages, resource, other, type, name, owner, environment, account, location);
  }

  /** The same at another place. */
  public GateFinding at(Location place) {
    return new GateFinding(
        guardrail, title, severity, outcome, messages, resource, address, type, name, owner, environment, account, place);
  }

  /** The address without the modules that it stands in: what stays when a module gets another name. */
  String localAddress() {
    int at = 0;
    while (address.startsWith("module.", at)) {
      int end = endOfStep(at + "module.".length());
      if (end >= address.length()) {
        break;
      }
      at = end + 1;
    }
    return address.substring(at);
  }

  /** Where a module's name with its instance key ends; dots inside of quoted keys do not end it. */
  private int endOfStep(int from) {
    boolean quoted = false;
    for (int i = from; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '.' && !quoted) {
        return i;
      }
    }
    return address.length();
  }

  /** The folder of its file. */
  String folder() {
    String file = location.file();
    int slash = file.lastIndexOf('/');
    return slash < 0 ? "" : file.substring(0, slash);
  }
}
