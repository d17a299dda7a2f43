package roadbed.assess.cost.allocation;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.inventory.LabelNames;
import roadbed.model.AllocationRules.Attribute;
import roadbed.model.BillingColumn;
import roadbed.model.EstateFacts;
import roadbed.model.Ownership;
import roadbed.model.Resource;

/** One line with all that is known of it. */
final class Sight {
  private final BilledLine line;
  private final BilledAccount billed;
  private final Optional<EstateFacts.Account> account;
  private final Optional<Resource> resource;
  private final Map<String, VirtualTagValue> virtualTags;
  private final List<String> environmentTags;
  private final Map<String, String> found = new HashMap<>();

  Sight(
      BilledLine line,
      BilledAccount billed,
      Optional<EstateFacts.Account> account,
      Optional<Resource> resource,
      Map<String, VirtualTagValue> virtualTags,
      List<String> environmentTags) {
    this.line = line;
    this.billed = billed;
    this.account = account;
    this.resource = resource;
    this.virtualTags = virtualTags;
    this.environmentTags = environmentTags;
  }

  BilledLine line() {
    return line;
  }

  /** What the line has there; empty where it has nothing. */
  String value(Attribute attribute) {
    return switch (attribute) {
      case Attribute.Column(BillingColumn column) ->
          column == BillingColumn.ACCOUNT ? billed.id() : line.column(column);
      case Attribute.Tag(String name) -> tag(name);
      case Attribute.Label(String name) -> first(KubernetesTags.label(name));
      case Attribute.Namespace _ -> first(KubernetesTags.NAMESPACE);
      case Attribute.ResourceOwner _ -> resource.flatMap(Resource::ownership).map(Ownership::owner).orElse("");
      case Attribute.AccountOwner _ -> account.flatMap(EstateFacts.Account::owner).map(LabelNames::team).orElse("");
      case Attribute.Environment _ -> environment();
      case Attribute.Group _ -> "";
    };
  }

  /** A tag's value. Inside a virtual tag its own name is the tag of the bill. */
  String tag(String name) {
    VirtualTagValue virtual = virtualTags.get(name);
    if (virtual == null) {
      return line.tags().getOrDefault(name, "");
    }
    String known = found.get(name);
    if (known == null) {
      found.put(name, line.tags().getOrDefault(name, ""));
      known = virtual.of(this);
      found.put(name, known);
    }
    return known;
  }

  private String first(List<String> names) {
    for (String name : names) {
      String value = line.tags().getOrDefault(name, "");
      if (!value.isBlank()) {
        return value.strip();
      }
    }
    return "";
  }

  private String environment() {
    String tagged = first(environmentTags);
    return tagged.isEmpty()
        ? resource
            .flatMap(Resource::environment)
            .or(() -> account.flatMap(EstateFacts.Account::environment))
            .orElse("")
        : tagged.toLowerCase(Locale.ROOT);
  }

  Placement placement(String owner, String pool, String rule, String basis) {
    return new Placement(
        billed.provider(),
        billed.id(),
        account
            .map(EstateFacts.Account::name)
            .filter(name -> !name.isEmpty())
            .orElse(line.column(BillingColumn.ACCOUNT_NAME)),
        environment(),
        owner,
        pool,
        rule,
        basis);
  }
}
