import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A plan as {@code terraform show -json} writes it. */
final class PlanDocument {
  private final Terraform.Workspace workspace;
  private final LocalDate day;
  private final List<Terraform.Resource> resources;
  private final boolean now;

  PlanDocument(Terraform.Workspace workspace, LocalDate day) {
    this.workspace = workspace;
    this.day = day;
    this.resources = workspace.on(day);
    this.now = day.equals(Generate.NOW);
  }

  String text() {
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("format_version", "1.2");
    plan.put("terraform_version", Terraform.VERSION);
    plan.put("planned_values", Map.of("root_module", module(true)));
    List<Object> changes = new ArrayList<>();
    resources.forEach(resource -> changes.add(change(resource)));
    plan.put("resource_changes", changes);
    Map<String, Object> prior = new LinkedHashMap<>();
    prior.put("format_version", "1.0");
    prior.put("terraform_version", Terraform.VERSION);
    prior.put("values", Map.of("root_module", module(false)));
    plan.put("prior_state", prior);
    plan.put("configuration", configuration());
    plan.put("timestamp", day + "T02:15:00Z");
    plan.put("applyable", resources.stream().anyMatch(resource -> !action(resource).equals("no-op")));
    plan.put("complete", true);
    plan.put("errored", false);
    return Json.of(plan);
  }

  /** Changes are planned only in the newest documents; in earlier ones the resource was as it was. */
  private String action(Terraform.Resource resource) {
    return now ? resource.planned : "no-op";
  }

  private Map<String, Object> after(Terraform.Resource resource) {
    Map<String, Object> values = resource.values(day);
    if (now) {
      values.putAll(resource.plannedValues);
    }
    return values;
  }

  private Map<String, Object> module(boolean planned) {
    Map<String, Object> root = new LinkedHashMap<>();
    List<Object> own = new ArrayList<>();
    Map<String, List<Object>> children = new TreeMap<>();
    for (Terraform.Resource resource : resources) {
      String action = action(resource);
      if (planned ? action.equals("delete") : action.equals("create")) {
        continue;
      }
      Map<String, Object> entry = header(resource);
      entry.put("schema_version", 0);
      entry.put("values", planned ? after(resource) : resource.values(day));
      entry.put("sensitive_values", sensitive(resource));
      if (resource.module.isEmpty()) {
        own.add(entry);
      } else {
        children.computeIfAbsent(resource.module, _ -> new ArrayList<>()).add(entry);
      }
    }
    if (!own.isEmpty()) {
      root.put("resources", own);
    }
    if (!children.isEmpty()) {
      List<Object> modules = new ArrayList<>();
      children.forEach(
          (name, entries) -> {
            Map<String, Object> child = new LinkedHashMap<>();
            child.put("resources", entries);
            child.put("address", "module." + name);
            modules.add(child);
          });
      root.put("child_modules", modules);
    }
    return root;
  }

  private Map<String, Object> header(Terraform.Resource resource) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("address", resource.address());
    header.put("mode", "managed");
    header.put("type", resource.type);
    header.put("name", resource.name);
    if (resource.index != null) {
      header.put("index", resource.index);
    }
    header.put("provider_name", workspace.providerName());
    return header;
  }

  private static Map<String, Object> sensitive(Terraform.Resource resource) {
    Map<String, Object> sensitive = new TreeMap<>();
    resource.sensitive.forEach(name -> sensitive.put(name, true));
    return sensitive;
  }

  private Map<String, Object> change(Terraform.Resource resource) {
    String action = action(resource);
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("actions", List.of(action));
    change.put("before", action.equals("create") ? null : resource.values(day));
    change.put("after", action.equals("delete") ? null : after(resource));
    change.put("after_unknown", action.equals("create") ? resource.unknowns(day) : Map.of());
    change.put("before_sensitive", action.equals("create") ? (Object) false : sensitive(resource));
    change.put("after_sensitive", action.equals("delete") ? (Object) false : sensitive(resource));
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("address", resource.address());
    if (!resource.module.isEmpty()) {
      entry.put("module_address", "module." + resource.module);
    }
    header(resource).forEach(entry::putIfAbsent);
    entry.put("change", change);
    return entry;
  }

  private Map<String, Object> configuration() {
    Map<String, Object> provider = new LinkedHashMap<>();
    provider.put("name", workspace.provider);
    provider.put("full_name", workspace.providerName());
    provider.put("version_constraint", workspace.provider.equals("google") ? "~> 6.12" : workspace.provider.equals("aws") ? "~> 5.80" : "~> 4.14");
    provider.put("expressions", providerExpressions());
    Map<String, Object> root = new LinkedHashMap<>();
    List<Object> own = new ArrayList<>();
    Map<String, Map<String, Object>> calls = new TreeMap<>();
    Map<String, Terraform.Resource> declared = new LinkedHashMap<>();
    for (Terraform.Resource resource : resources) {
      if (now && resource.planned.equals("delete")) {
        continue;
      }
      declared.putIfAbsent(resource.module + "/" + resource.declaration(), resource);
    }
    for (Terraform.Resource resource : declared.values()) {
      if (resource.module.isEmpty()) {
        own.add(declaration(resource, Map.of()));
      }
    }
    workspace.calls.forEach(
        (name, call) -> {
          List<Terraform.Resource> inside =
              declared.values().stream().filter(resource -> resource.module.equals(name)).toList();
          if (!inside.isEmpty()) {
            calls.put(name, call(call, inside));
          }
        });
    if (!own.isEmpty()) {
      root.put("resources", own);
    }
    if (!calls.isEmpty()) {
      root.put("module_calls", calls);
    }
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("provider_config", Map.of(workspace.provider, provider));
    configuration.put("root_module", root);
    return configuration;
  }

  private Map<String, Object> providerExpressions() {
    Map<String, Object> expressions = new LinkedHashMap<>();
    switch (workspace.provider) {
      case "aws" -> {
        expressions.put("allowed_account_ids", constant(List.of(workspace.account)));
        expressions.put("region", constant(workspace.region));
      }
      case "google" -> {
        expressions.put("project", constant(workspace.account));
        expressions.put("region", constant(workspace.region));
      }
      default -> {
        expressions.put("features", List.of(Map.of()));
        expressions.put("subscription_id", constant(workspace.account));
      }
    }
    return expressions;
  }

  private static Map<String, Object> constant(Object value) {
    Map<String, Object> constant = new LinkedHashMap<>();
    constant.put("constant_value", value);
    return constant;
  }

  /** A module reads what comes from outside through variables, as every module does. */
  private Map<String, Object> call(Terraform.Call call, List<Terraform.Resource> inside) {
    Map<String, Object> passed = new TreeMap<>();
    Map<String, Object> variables = new TreeMap<>();
    Map<String, Object> outputs = new TreeMap<>();
    List<Object> declarations = new ArrayList<>();
    for (Terraform.Resource resource : inside) {
      Map<String, String> byAttribute = new LinkedHashMap<>();
      resource.attributes.forEach(
          (name, value) -> {
            if (refs(value).stream().anyMatch(ref -> !ref.target().module.equals(resource.module))) {
              byAttribute.put(name, name);
              passed.put(name, Map.of("references", references(value, "")));
              variables.put(name, Map.of());
            } else if (name.equals("tags")) {
              byAttribute.put(name, name);
              passed.put(name, constant(value));
              variables.put(name, Map.of("default", Map.of()));
            }
          });
      declarations.add(declaration(resource, byAttribute));
      String output = resource.declaration().replace('.', '_');
      outputs.put(
          output,
          Map.of("expression", Map.of("references", List.of(resource.declaration() + ".id", resource.declaration()))));
    }
    Map<String, Object> module = new LinkedHashMap<>();
    module.put("outputs", outputs);
    module.put("resources", declarations);
    if (!variables.isEmpty()) {
      module.put("variables", variables);
    }
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("source", call.source());
    if (!passed.isEmpty()) {
      entry.put("expressions", passed);
    }
    entry.put("module", module);
    if (!call.version().isEmpty()) {
      entry.put("version_constraint", call.version());
    }
    return entry;
  }

  private Map<String, Object> declaration(Terraform.Resource resource, Map<String, String> variables) {
    Map<String, Object> expressions = new TreeMap<>();
    resource.attributes.forEach(
        (name, value) -> {
          if (variables.containsKey(name)) {
            expressions.put(name, Map.of("references", List.of("var." + variables.get(name))));
          } else if (!refs(value).isEmpty()) {
            expressions.put(name, Map.of("references", references(value, resource.module)));
          } else if (!isComputed(name) && !(value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance))) {
            expressions.put(name, constant(value));
          }
        });
    Map<String, Object> declaration = new LinkedHashMap<>();
    declaration.put("address", resource.declaration());
    declaration.put("mode", "managed");
    declaration.put("type", resource.type);
    declaration.put("name", resource.name);
    declaration.put("provider_config_key", resource.module.isEmpty() ? workspace.provider : resource.module + ":" + workspace.provider);
    declaration.put("expressions", expressions);
    declaration.put("schema_version", 0);
    if (resource.index instanceof Integer) {
      declaration.put("count_expression", resource.module.isEmpty() ? constant(2) : Map.of("references", List.of("var.size")));
    } else if (resource.index != null) {
      declaration.put("for_each_expression", Map.of("references", List.of("local.instances")));
    }
    return declaration;
  }

  private static boolean isComputed(String name) {
    return name.equals("id") || name.equals("arn") || name.equals("self_link") || name.equals("tags_all");
  }

  private static List<Terraform.Ref> refs(Object value) {
    List<Terraform.Ref> refs = new ArrayList<>();
    if (value instanceof Terraform.Ref ref) {
      refs.add(ref);
    } else if (value instanceof List<?> items) {
      items.forEach(item -> refs.addAll(refs(item)));
    }
    return refs;
  }

  /** As Terraform writes them: the attribute, then the resource; of another module, its output. */
  private static List<String> references(Object value, String from) {
    List<String> references = new ArrayList<>();
    for (Terraform.Ref ref : refs(value)) {
      Terraform.Resource target = ref.target();
      if (target.module.equals(from)) {
        references.add(target.declaration() + "." + ref.attribute());
        references.add(target.declaration());
      } else if (target.module.isEmpty()) {
        references.add(target.declaration() + "." + ref.attribute());
        references.add(target.declaration());
      } else {
        references.add("module." + target.module + "." + target.declaration().replace('.', '_'));
        references.add("module." + target.module);
      }
    }
    return references;
  }
}
