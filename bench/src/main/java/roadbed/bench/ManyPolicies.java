package roadbed.bench;

/**
 * Files of a policy as organizations have them by the thousand: metadata, imports, rules with iteration, functions,
 * comprehensions and messages, and every other one with its tests; 45 to 80 lines each. The same number gives the same text.
 */
final class ManyPolicies {
  private static final String[] KINDS = {
    "bucket", "instance", "volume", "database", "queue", "topic", "cluster", "function", "role", "gateway"
  };
  private static final String[] SETTINGS = {
    "encryption", "logging", "versioning", "backup", "monitoring", "rotation", "replication"
  };

  private ManyPolicies() {}

  static String name(int i) {
    return "policies/" + KINDS[i % KINDS.length] + "/" + SETTINGS[i % SETTINGS.length] + "_" + i + ".rego";
  }

  /** One file; it needs nothing of the others, except where it shares a library. */
  static String text(int i, boolean alone) {
    String kind = KINDS[i % KINDS.length];
    String setting = SETTINGS[i % SETTINGS.length];
    StringBuilder out = new StringBuilder();
    out.append(
        """
        # METADATA
        # title: Every %1$s has %2$s
        # description: >-
        #   A %1$s without %2$s cannot be trusted with what is kept in it.
        # scope: package
        # related_resources:
        #   - https://example.com/policies/%1$s/%2$s
        # custom:
        #   id: P%3$04d
        #   severity: %4$s
        package policies.%1$s.%2$s_%3$d

        import rego.v1

        """
            .formatted(kind, setting, i, i % 3 == 0 ? "HIGH" : "LOW"));
    if (!alone) {
      out.append("import data.lib.shared\n\n");
    }
    out.append(
        """
        required_tags := {"owner", "environment", "cost-center", "%1$s-%2$s"}

        default allow := false

        allow if count(deny) == 0

        # METADATA
        # title: The setting is on
        deny contains message if {
        	some %1$s in %1$ss
        	not enabled(%1$s)
        	not exempt(%1$s.name)
        	message := sprintf("%%s '%%s' has no %2$s (%%v)", [%1$s.type, %1$s.name, object.get(%1$s, ["values", "%2$s"], null)])
        }

        # METADATA
        # title: The tags are there
        deny contains message if {
        	some %1$s in %1$ss
        	missing := required_tags - {tag | some tag, _ in %1$s.values.tags}
        	count(missing) > 0
        	message := sprintf("%%s lacks %%s", [%1$s.name, concat(", ", sort(missing))])
        }

        %1$ss contains resource if {
        	some resource in input.resources
        	resource.type == "cloud_%1$s"
        	resource.mode != "data"
        }

        enabled(%1$s) if %1$s.values.%2$s.enabled == true

        enabled(%1$s) if {
        	some rule in %1$s.values.%2$s_rules
        	rule.status in {"Enabled", "on"}
        	to_number(rule.days) >= %3$d
        }

        exempt(name) if {
        	some pattern in data.exemptions.%2$s
        	glob.match(pattern, ["-"], name)
        }

        by_owner[owner] contains %1$s.name if {
        	some %1$s in %1$ss
        	owner := lower(trim_space(%1$s.values.tags.owner))
        	regex.match(`^[a-z][a-z0-9-]+$`, owner)
        }
        """
            .formatted(kind, setting, 1 + i % 30));
    if (!alone) {
      out.append("\nsummary := shared.summary(\"%s\", deny, by_owner)\n".formatted(kind));
    }
    if (i % 2 == 0) {
      out.append(
          """

          test_without_%2$s if {
          	found := deny with input as {"resources": [{"type": "cloud_%1$s", "mode": "managed", "name": "a", "values": {"tags": {}}}]}
          	count(found) == 2
          }

          test_with_%2$s if {
          	values := {"%2$s": {"enabled": true}, "tags": {tag: "x" | some tag in required_tags}}
          	allow with input as {"resources": [{"type": "cloud_%1$s", "mode": "managed", "name": "a", "values": values}]}
          }
          """
              .formatted(kind, setting));
    }
    return out.toString();
  }

  /** What the files share where they are one policy. */
  static String library() {
    return """
        package lib.shared

        import rego.v1

        summary(kind, messages, owners) := {
        	"kind": kind,
        	"count": count(messages),
        	"owners": {owner: count(names) | some owner, names in owners},
        }
        """;
  }
}
