package roadbed.collect.kubernetes.kustomize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import roadbed.model.Value;

/** What one kustomization does to the objects that it builds upon, in the order in which kustomize does it. */
final class Transforms {
  private static final Set<String> CLUSTER_WIDE =
      Set.of(
          "Namespace", "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "PersistentVolume", "StorageClass",
          "PriorityClass", "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "APIService", "IngressClass",
          "RuntimeClass", "Node", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding");

  /** The kinds whose names do not change. */
  private static final Set<String> FIXED_NAMES = Set.of("Namespace", "CustomResourceDefinition", "APIService");

  private static final Map<String, String> REFERENCES =
      Map.of(
          "configMapRef", "ConfigMap", "configMapKeyRef", "ConfigMap", "configMap", "ConfigMap", "secretRef", "Secret",
          "secretKeyRef", "Secret", "service", "Service");
  private static final Map<String, String> NAMED =
      Map.of("secretName", "Secret", "serviceAccountName", "ServiceAccount", "claimName", "PersistentVolumeClaim", "serviceName", "Service");

  private final Value.Fields kustomization;
  private final List<Patch> patches;

  Transforms(Value.Fields kustomization, List<Patch> patches) {
    this.kustomization = kustomization;
    this.patches = patches;
  }

  List<Item> apply(List<Item> items) {
    List<Item> all = new ArrayList<>();
    for (Item item : items) {
      Value patched = item.object();
      for (Patch patch : patches) {
        if (patched instanceof Value.Fields object && patch.isFor(item.with(object))) {
          patched = patch.apply(object);
        }
      }
      if (patched instanceof Value.Fields object) {
        Item changed = item.with(namespaced(object, items));
        all.add(changed.with(images(replicas(changed.with(annotated(labelled(changed.object())))))));
      }
    }
    return renamed(all);
  }

  private static String kind(Value.Fields object) {
    return object.text("kind").orElse("");
  }

  private Value.Fields namespaced(Value.Fields object, List<Item> items) {
    String namespace = kustomization.text("namespace").orElse("");
    if (namespace.isEmpty()) {
      return object;
    }
    if (kind(object).equals("Namespace")) {
      return Texts.with(object, Value.of(namespace), "metadata", "name");
    }
    Value.Fields bound = subjects(object, namespace, items);
    return CLUSTER_WIDE.contains(kind(object)) ? bound : Texts.with(bound, Value.of(namespace), "metadata", "namespace");
  }

  /** Service accounts that a binding names, and that move with it. */
  private static Value.Fields subjects(Value.Fields object, String namespace, List<Item> items) {
    if (!kind(object).endsWith("RoleBinding") || !(object.values().get("subjects") instanceof Value.Items subjects)) {
      return object;
    }
    List<Value> all = new ArrayList<>();
    for (Value subject : subjects.values()) {
      boolean moves =
          subject instanceof Value.Fields fields
              && kind(fields).equals("ServiceAccount")
              && fields.text("name").filter(name -> name.equals("default") || isThere(items, name)).isPresent();
      all.add(moves && subject instanceof Value.Fields fields ? Texts.with(fields, Value.of(namespace), "namespace") : subject);
    }
    return Texts.with(object, new Value.Items(all), "subjects");
  }

  private static boolean isThere(List<Item> items, String name) {
    return items.stream().anyMatch(item -> item.kind().equals("ServiceAccount") && item.isNamed(name::equals));
  }

  private Value.Fields labelled(Value.Fields object) {
    Value.Fields labelled = object;
    if (kustomization.values().get("commonLabels") instanceof Value.Fields common) {
      labelled = labelled(labelled, common, true, true);
    }
    for (Value.Fields label : Texts.objects(kustomization.values().get("labels"))) {
      if (label.values().get("pairs") instanceof Value.Fields pairs) {
        boolean selectors = Value.Bool.TRUE.equals(label.values().get("includeSelectors"));
        boolean templates = Value.Bool.TRUE.equals(label.values().get("includeTemplates"));
        labelled = labelled(labelled, pairs, selectors, selectors || templates);
      }
    }
    return labelled;
  }

  private static Value.Fields labelled(Value.Fields object, Value.Fields labels, boolean selectors, boolean templates) {
    Value.Fields labelled = Texts.adding(object, labels, "metadata", "labels");
    if (templates && labelled.at("spec", "template").isPresent()) {
      labelled = Texts.adding(labelled, labels, "spec", "template", "metadata", "labels");
    }
    if (templates && labelled.at("spec", "jobTemplate", "spec", "template").isPresent()) {
      labelled = Texts.adding(labelled, labels, "spec", "jobTemplate", "metadata", "labels");
      labelled = Texts.adding(labelled, labels, "spec", "jobTemplate", "spec", "template", "metadata", "labels");
    }
    if (selectors && labelled.at("spec", "selector", "matchLabels").isPresent()) {
      labelled = Texts.adding(labelled, labels, "spec", "selector", "matchLabels");
    } else if (selectors && kind(labelled).equals("Service") && labelled.at("spec", "selector").isPresent()) {
      labelled = Texts.adding(labelled, labels, "spec", "selector");
    }
    return labelled;
  }

  private Value.Fields annotated(Value.Fields object) {
    if (!(kustomization.values().get("commonAnnotations") instanceof Value.Fields annotations)) {
      return object;
    }
    Value.Fields annotated = Texts.adding(object, annotations, "metadata", "annotations");
    if (annotated.at("spec", "template").isPresent()) {
      annotated = Texts.adding(annotated, annotations, "spec", "template", "metadata", "annotations");
    }
    if (annotated.at("spec", "jobTemplate", "spec", "template").isPresent()) {
      annotated = Texts.adding(annotated, annotations, "spec", "jobTemplate", "metadata", "annotations");
      annotated = Texts.adding(annotated, annotations, "spec", "jobTemplate", "spec", "template", "metadata", "annotations");
    }
    return annotated;
  }

  private Value.Fields replicas(Item item) {
    Value.Fields object = item.object();
    for (Value.Fields replica : Texts.objects(kustomization.values().get("replicas"))) {
      boolean meant = replica.text("name").filter(name -> item.isNamed(name::equals)).isPresent();
      if (meant && Set.of("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController").contains(kind(object))) {
        return Texts.with(object, replica.get("count").orElse(Value.Null.INSTANCE), "spec", "replicas");
      }
    }
    return object;
  }

  private Value.Fields images(Value.Fields object) {
    List<Value.Fields> images = Texts.objects(kustomization.values().get("images"));
    return images.isEmpty() ? object : (Value.Fields) images(object, images);
  }

  private static Value images(Value value, List<Value.Fields> images) {
    return switch (value) {
      case Value.Fields fields -> {
        Map<String, Value> changed = new LinkedHashMap<>();
        fields
            .values()
            .forEach(
                (name, inner) ->
                    changed.put(
                        name,
                        name.equals("image") && inner instanceof Value.Text text
                            ? Value.of(image(text.value(), images))
                            : images(inner, images)));
        yield new Value.Fields(changed);
      }
      case Value.Items items -> new Value.Items(items.values().stream().map(item -> images(item, images)).toList());
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ ->
          value;
    };
  }

  private static String image(String image, List<Value.Fields> images) {
    String name = image;
    String suffix = "";
    int at = name.indexOf('@');
    if (at >= 0) {
      suffix = name.substring(at);
      name = name.substring(0, at);
    }
    int colon = name.lastIndexOf(':');
    if (colon > name.lastIndexOf('/')) {
      suffix = name.substring(colon) + suffix;
      name = name.substring(0, colon);
    }
    for (Value.Fields change : images) {
      if (change.text("name").filter(name::equals).isPresent()) {
        String tag =
            change.get("newTag").map(value -> ":" + (value instanceof Value.Text text ? text.value() : roadbed.model.ValueJson.text(value))).orElse("");
        String digest = change.text("digest").map(text -> "@" + text).orElse("");
        String renamed = change.text("newName").orElse(name);
        return renamed + (tag.isEmpty() && digest.isEmpty() ? suffix : tag + digest);
      }
    }
    return image;
  }

  /** Gives names their prefix and suffix, and has what refers to them say the new ones. */
  private List<Item> renamed(List<Item> items) {
    String prefix = kustomization.text("namePrefix").orElse("");
    String suffix = kustomization.text("nameSuffix").orElse("");
    if (prefix.isEmpty() && suffix.isEmpty()) {
      return items;
    }
    Map<String, String> names = new HashMap<>();
    for (Item item : items) {
      if (!FIXED_NAMES.contains(item.kind())) {
        item.name().ifPresent(name -> names.put(item.kind() + "/" + name, prefix + name + suffix));
      }
    }
    for (Item item : items) {
      // What an overlay adds may still refer to something by a name that it had.
      String now = names.get(item.kind() + "/" + item.name().orElse(""));
      if (now != null) {
        item.formerNames().forEach(former -> names.putIfAbsent(item.kind() + "/" + former, now));
      }
    }
    List<Item> all = new ArrayList<>();
    for (Item item : items) {
      Item referring = item.with((Value.Fields) references("", item.object(), names));
      String renamed = names.get(item.kind() + "/" + item.name().orElse(""));
      all.add(renamed == null ? referring : referring.called(renamed));
    }
    return all;
  }

  private static Value references(String key, Value value, Map<String, String> names) {
    return switch (value) {
      case Value.Fields fields -> {
        String kind = REFERENCES.getOrDefault(key, "");
        if (Set.of("roleRef", "scaleTargetRef", "subjects").contains(key)) {
          kind = fields.text("kind").orElse("");
        }
        Map<String, Value> changed = new LinkedHashMap<>();
        for (Map.Entry<String, Value> entry : fields.values().entrySet()) {
          String named = entry.getKey().equals("name") && !kind.isEmpty() ? kind : NAMED.getOrDefault(entry.getKey(), "");
          String renamed = entry.getValue() instanceof Value.Text text ? names.get(named + "/" + text.value()) : null;
          changed.put(
              entry.getKey(), renamed == null ? references(entry.getKey(), entry.getValue(), names) : Value.of(renamed));
        }
        yield new Value.Fields(changed);
      }
      case Value.Items items -> new Value.Items(items.values().stream().map(item -> references(key, item, names)).toList());
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ ->
          value;
    };
  }
}
