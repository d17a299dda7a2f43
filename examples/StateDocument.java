import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A state file of version 4. */
final class StateDocument {
  private StateDocument() {}

  static String of(Terraform.Workspace workspace, LocalDate day) {
    Map<String, Map<String, Object>> resources = new TreeMap<>();
    for (Terraform.Resource resource : workspace.on(day)) {
      Map<String, Object> entry =
          resources.computeIfAbsent(
              resource.module + "/" + resource.declaration(),
              _ -> {
                Map<String, Object> created = new LinkedHashMap<>();
                if (!resource.module.isEmpty()) {
                  created.put("module", "module." + resource.module);
                }
                created.put("mode", "managed");
                created.put("type", resource.type);
                created.put("name", resource.name);
                created.put("provider", "provider[\"" + workspace.providerName() + "\"]");
                created.put("instances", new ArrayList<Object>());
                return created;
              });
      @SuppressWarnings("unchecked") // put above
      List<Object> instances = (List<Object>) entry.get("instances");
      instances.add(instance(resource, day));
    }
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("version", 4);
    state.put("terraform_version", Terraform.VERSION);
    state.put("serial", (int) (day.toEpochDay() - 20_000));
    state.put("lineage", Stable.uuid("lineage" + workspace.path));
    state.put("outputs", Map.of());
    state.put("resources", new ArrayList<>(resources.values()));
    state.put("check_results", null);
    return Json.of(state) + "\n";
  }

  private static Map<String, Object> instance(Terraform.Resource resource, LocalDate day) {
    Map<String, Object> instance = new LinkedHashMap<>();
    if (resource.index != null) {
      instance.put("index_key", resource.index);
    }
    instance.put("schema_version", 0);
    instance.put("attributes", resource.values(day));
    List<Object> sensitive = new ArrayList<>();
    for (String name : resource.sensitive) {
      Map<String, Object> step = new LinkedHashMap<>();
      step.put("type", "get_attr");
      step.put("value", name);
      sensitive.add(List.of(step));
    }
    instance.put("sensitive_attributes", sensitive);
    TreeSet<String> dependencies = new TreeSet<>();
    resource.attributes.values().forEach(value -> dependencies(value, dependencies));
    if (!dependencies.isEmpty()) {
      instance.put("dependencies", List.copyOf(dependencies));
    }
    return instance;
  }

  private static void dependencies(Object value, TreeSet<String> found) {
    if (value instanceof Terraform.Ref ref) {
      Terraform.Resource target = ref.target();
      found.add((target.module.isEmpty() ? "" : "module." + target.module + ".") + target.declaration());
    } else if (value instanceof List<?> items) {
      items.forEach(item -> dependencies(item, found));
    }
  }
}
