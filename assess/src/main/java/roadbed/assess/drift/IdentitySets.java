package roadbed.assess.drift;

import java.util.List;
import roadbed.inventory.Sighting;
import roadbed.model.Value;

/** Who may do what, as sets: policies that are attached or inline, and the members of roles. */
final class IdentitySets {
  private static final String ATTACHED = "managed_policy_arns";
  private static final String INLINE = "inline_policy";

  private IdentitySets() {}

  static void principal(Folded principal, Sighting main) {
    Value attached = principal.document().remove(ATTACHED);
    if (attached instanceof Value.Items items) {
      for (int i = 0; i < items.values().size(); i++) {
        member(principal, items.values().get(i), main, ATTACHED + "." + i);
      }
    } else if (attached instanceof Value.Unknown unknown && !unknown.isLeftToProvider()) {
      principal.member(ATTACHED, "?", unknown, main, ATTACHED);
    }
    Value inline = principal.document().remove(INLINE);
    NetworkSets.blocks(
        inline,
        (block, attribute) ->
            block
                .text("name")
                .ifPresent(
                    name ->
                        principal.member(
                            INLINE,
                            name,
                            block.values().getOrDefault("policy", Value.Null.INSTANCE),
                            main,
                            INLINE + attribute + ".policy")));
    if (inline instanceof Value.Unknown unknown && !unknown.isLeftToProvider()) {
      principal.member(INLINE, "?", unknown, main, INLINE);
    }
    principal.complete(ATTACHED);
    principal.complete(INLINE);
  }

  private static void member(Folded principal, Value arn, Sighting from, String attribute) {
    if (arn instanceof Value.Text text) {
      principal.member(ATTACHED, text.value(), Value.of(true), from, attribute);
    } else if (arn instanceof Value.Unknown) {
      principal.member(ATTACHED, "?" + from.address(), arn, from, attribute);
    }
  }

  static void attachment(Folded principal, Sighting attachment) {
    Value arn = attachment.attributes().values().get("policy_arn");
    if (arn != null) {
      member(principal, arn, attachment, "policy_arn");
    }
  }

  static void inlinePolicy(Folded principal, Sighting policy) {
    policy
        .attributes()
        .text("name")
        .ifPresent(
            name ->
                principal.member(
                    INLINE,
                    name,
                    policy.attributes().values().getOrDefault("policy", Value.Null.INSTANCE),
                    policy,
                    "policy"));
  }

  private static String role(String role) {
    return "iam " + role;
  }

  /** One member of a role; that there are others is nobody's business. */
  static void googleMember(Folded target, Sighting member) {
    member
        .attributes()
        .text("role")
        .ifPresent(role -> add(target, role, member.attributes().values().get("member"), member, "member"));
  }

  /** All members of a role. */
  static void googleBinding(Folded target, Sighting binding) {
    binding
        .attributes()
        .text("role")
        .ifPresent(
            role -> {
              if (binding.attributes().values().get("members") instanceof Value.Items members) {
                members.values().forEach(member -> add(target, role, member, binding, "members"));
              }
              target.complete(role(role));
            });
  }

  /** All members of all roles, as JSON. */
  static void googlePolicy(Folded target, Sighting policy) {
    if (policy.attributes().values().get("policy_data") instanceof Value.Text text
        && JsonTexts.parse(text.value()).orElse(Value.Null.INSTANCE) instanceof Value.Fields document
        && document.values().get("bindings") instanceof Value.Items bindings) {
      for (Value one : bindings.values()) {
        if (one instanceof Value.Fields binding && binding.text("role").isPresent()) {
          String role = binding.text("role").get();
          List<Value> members =
              binding.values().get("members") instanceof Value.Items items ? items.values() : List.of();
          members.forEach(member -> add(target, role, member, policy, "policy_data"));
          target.complete(role(role));
        }
      }
    }
  }

  private static void add(
      Folded target, String role, @org.jspecify.annotations.Nullable Value member, Sighting from, String attribute) {
    if (member instanceof Value.Text text) {
      target.member(role(role), text.value(), Value.of(true), from, attribute);
    } else if (member instanceof Value.Unknown) {
      target.member(role(role), "?" + from.address(), member, from, attribute);
    }
  }
}
