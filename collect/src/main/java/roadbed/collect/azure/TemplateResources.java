package roadbed.collect.azure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.CollectionSink;
import roadbed.collect.DocumentSecrets;
import roadbed.model.Change;
import roadbed.model.CollectedResource;
import roadbed.model.Declaration;
import roadbed.model.Provider;
import roadbed.model.Reference;
import roadbed.model.Value;

/**
 * What a template declares, as collected resources: the ids in their properties become references to what else the
 * template declares, secrets go, and symbols become unknown values.
 */
final class TemplateResources {
  private static final int MOST_REFERENCES = 500;

  private final List<Declared> declared;
  private final String root;
  private final Map<String, String> addresses = new HashMap<>();

  TemplateResources(List<Declared> declared, String root) {
    this.declared = declared;
    this.root = root;
    for (Declared one : declared) {
      String address = Symbols.display(one.address());
      addresses.putIfAbsent(address.toLowerCase(Locale.ROOT), address);
    }
  }

  void collect(CollectionSink sink) {
    for (Declared one : declared) {
      sink.resource(resource(one));
    }
  }

  private CollectedResource resource(Declared one) {
    String address = Symbols.display(one.address());
    Set<Reference> references = new LinkedHashSet<>();
    one.parent()
        .flatMap(parent -> target(Symbols.display(parent)))
        .ifPresent(parent -> references.add(new Reference("parent", parent, "id")));
    references(one.attributes(), "", address, references);
    Map<String, String> context = new LinkedHashMap<>();
    List<String> id = Symbols.segments(one.id());
    if (id.size() > 2 && id.get(1).equals("subscriptions") && !Symbols.in(id.get(2))) {
      context.put("subscription", id.get(2));
    }
    Value.Fields attributes =
        (Value.Fields) Symbols.settled(DocumentSecrets.conceal(one.type(), one.attributes()));
    return new CollectedResource(
        Declaration.ARM_TEMPLATE,
        Provider.AZURE,
        one.type(),
        address,
        address.substring(address.lastIndexOf('/') + 1),
        attributes,
        List.copyOf(references),
        one.module().filter(module -> !module.equals(root)),
        context,
        Change.NONE,
        one.location(),
        one.places(),
        Optional.empty());
  }

  private void references(Value value, String path, String self, Set<Reference> references) {
    if (references.size() >= MOST_REFERENCES) {
      return;
    }
    switch (value) {
      case Value.Text text -> {
        if (text.value().indexOf('/') >= 0) {
          target(Symbols.display(Declarations.relativeOf(text.value())))
              .filter(target -> !target.equals(self))
              .ifPresent(target -> references.add(new Reference(path, target, "id")));
        }
      }
      case Value.Items items -> {
        List<Value> values = new ArrayList<>(items.values());
        for (int i = 0; i < values.size(); i++) {
          references(values.get(i), path + "." + i, self, references);
        }
      }
      case Value.Fields fields ->
          fields
              .values()
              .forEach((name, inner) -> references(inner, path.isEmpty() ? name : path + "." + name, self, references));
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> {}
    }
  }

  /** The declared resource that an address means, or the one around it: a subnet may stand inside its network. */
  private Optional<String> target(String address) {
    String here = address.toLowerCase(Locale.ROOT);
    while (true) {
      String found = addresses.get(here);
      if (found != null) {
        return Optional.of(found);
      }
      int last = here.lastIndexOf('/');
      int before = last < 0 ? -1 : here.lastIndexOf('/', last - 1);
      if (before < 0) {
        return Optional.empty();
      }
      here = here.substring(0, before);
    }
  }
}
