import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Terraform resources and workspaces, and how Terraform writes them: plans of format 1.2, states of version 4. */
final class Terraform {
  static final String VERSION = "1.11.4";
  static final LocalDate ALWAYS = LocalDate.of(2024, 3, 1);

  private Terraform() {}

  /** An attribute that is another resource's. */
  record Ref(Resource target, String attribute) {}

  /** A change of an attribute that had another value until a day. */
  record Earlier(LocalDate until, String attribute, Object value) {}

  /** What a resource costs. */
  record Price(String service, String category, String type, double perDay) {}

  /** A call of a module. */
  record Call(String source, String version) {}

  static final class Resource {
    final Workspace workspace;
    final String module;
    final String type;
    final String name;
    final Object index;
    final Map<String, Object> attributes = new LinkedHashMap<>();
    final Set<String> unknown = new LinkedHashSet<>();
    final Set<String> sensitive = new LinkedHashSet<>();
    final List<Earlier> earlier = new ArrayList<>();
    final List<Price> prices = new ArrayList<>();
    LocalDate born = ALWAYS;
    LocalDate died = LocalDate.MAX;
    String planned = "no-op";
    final Map<String, Object> plannedValues = new LinkedHashMap<>();

    Resource(Workspace workspace, String module, String type, String name, Object index) {
      this.workspace = workspace;
      this.module = module;
      this.type = type;
      this.name = name;
      this.index = index;
    }

    Resource with(String attribute, Object value) {
      attributes.put(attribute, value);
      return this;
    }

    /** Sets pairs of names and values. */
    Resource with(Object... pairs) {
      for (int i = 0; i < pairs.length; i += 2) {
        attributes.put((String) pairs[i], pairs[i + 1]);
      }
      return this;
    }

    Resource costs(String service, String category, String type, double perDay) {
      prices.add(new Price(service, category, type, perDay));
      return this;
    }

    Resource since(String day) {
      born = LocalDate.parse(day);
      return this;
    }

    Resource until(String day) {
      died = LocalDate.parse(day);
      return this;
    }

    /** Until that day the attribute had another value. */
    Resource was(String untilDay, String attribute, Object value) {
      earlier.add(new Earlier(LocalDate.parse(untilDay), attribute, value));
      return this;
    }

    /** Only planned: it is not there yet, and these attributes are known only after apply. */
    Resource planned(String... unknownAttributes) {
      planned = "create";
      born = Generate.NOW;
      for (String attribute : unknownAttributes) {
        unknown.add(attribute);
        attributes.remove(attribute);
      }
      return this;
    }

    /** A change of one attribute is planned. */
    Resource change(String attribute, Object value) {
      planned = "update";
      plannedValues.put(attribute, value);
      return this;
    }

    Resource delete() {
      planned = "delete";
      return this;
    }

    Resource secret(String attribute) {
      sensitive.add(attribute);
      return this;
    }

    String declaration() {
      return type + "." + name;
    }

    String address() {
      return (module.isEmpty() ? "" : "module." + module + ".") + declaration()
          + (index == null ? "" : index instanceof String ? "[\"" + index + "\"]" : "[" + index + "]");
    }

    boolean existsOn(LocalDate day) {
      return !day.isBefore(born) && day.isBefore(died);
    }

    /** The attributes on a day, references resolved; what is unknown is left out. */
    Map<String, Object> values(LocalDate day) {
      Map<String, Object> values = new TreeMap<>();
      attributes.forEach(
          (name, value) -> {
            Object resolved = resolve(value, day);
            if (resolved != UNKNOWN) {
              values.put(name, resolved);
            }
          });
      for (Earlier change : earlier) {
        if (day.isBefore(change.until())) {
          values.put(change.attribute(), change.value());
        }
      }
      return values;
    }

    Map<String, Object> unknowns(LocalDate day) {
      Map<String, Object> unknowns = new TreeMap<>();
      unknown.forEach(name -> unknowns.put(name, true));
      attributes.forEach(
          (name, value) -> {
            if (resolve(value, day) == UNKNOWN) {
              unknowns.put(name, true);
            }
          });
      return unknowns;
    }

    /** The provider's own identifier, as billing names it. */
    String identity() {
      if (attributes.get("arn") instanceof String arn) {
        return arn;
      }
      if (attributes.get("self_link") instanceof String link) {
        return type.equals("google_storage_bucket")
            ? "//storage.googleapis.com/projects/_/buckets/" + attributes.get("name")
            : "//" + (link.contains("www.googleapis.com") ? "compute" : link.substring(8, link.indexOf('.')))
                + ".googleapis.com" + link.substring(link.indexOf("/projects/"));
      }
      return String.valueOf(attributes.get("id"));
    }
  }

  static final Object UNKNOWN = new Object();

  static Object resolve(Object value, LocalDate day) {
    return switch (value) {
      case Ref ref ->
          ref.target().unknown.contains(ref.attribute())
              ? UNKNOWN
              : ref.target().values(day).getOrDefault(ref.attribute(), UNKNOWN);
      case List<?> items -> {
        List<Object> resolved = new ArrayList<>();
        for (Object item : items) {
          Object one = resolve(item, day);
          if (one == UNKNOWN) {
            yield UNKNOWN;
          }
          resolved.add(one);
        }
        yield resolved;
      }
      case null, default -> value;
    };
  }

  static final class Workspace {
    final String path;
    final String provider;
    final String account;
    final String accountName;
    final String region;
    final boolean state;
    final Map<String, Call> calls = new LinkedHashMap<>();
    final List<Resource> resources = new ArrayList<>();

    Workspace(String path, String provider, String account, String accountName, String region, boolean state) {
      this.path = path;
      this.provider = provider;
      this.account = account;
      this.accountName = accountName;
      this.region = region;
      this.state = state;
    }

    String providerName() {
      return "registry.terraform.io/hashicorp/" + provider;
    }

    void call(String name, String source, String version) {
      calls.put(name, new Call(source, version));
    }

    Resource add(String module, String type, String name, Object index) {
      Resource resource = new Resource(this, module, type, name, index);
      resources.add(resource);
      return resource;
    }

    Resource add(String type, String name) {
      return add("", type, name, null);
    }

    List<Resource> on(LocalDate day) {
      return resources.stream().filter(resource -> resource.existsOn(day)).toList();
    }

    String file(LocalDate day) {
      return path + (state ? "/terraform.tfstate" : "/plan.json");
    }

    String json(LocalDate day) {
      return state ? StateDocument.of(this, day) : new PlanDocument(this, day).text();
    }
  }
}
