package roadbed.app.cost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import roadbed.assess.cost.waste.Remedy;
import roadbed.assess.cost.waste.WasteFinding;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.collect.edit.Edit;
import roadbed.collect.edit.SourceEdit;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.prove.report.LineDifference;

/**
 * The changes of findings in the code that declares their resources, as patches. What cannot be changed safely by
 * itself is left to a person, and why is said.
 */
public final class WastePatches {
  private static final long MOST_BYTES = 8L << 20;
  private static final int MOST_LINES = 5_000;

  private final Map<ResourceId, Resource> resources;
  private final Map<String, Long> places;
  private final Map<String, String> texts = new HashMap<>();

  /** Patches of what this estate declares. */
  public WastePatches(Snapshot snapshot) {
    resources = snapshot.resources().stream().collect(Collectors.toMap(Resource::id, Function.identity()));
    places = snapshot.resources().stream().collect(Collectors.groupingBy(WastePatches::place, Collectors.counting()));
  }

  private static String place(Resource resource) {
    return resource.origin().location() + " " + resource.type();
  }

  /** What came of making a patch. */
  public sealed interface Patched {
    /**
     * It can be made.
     *
     * @param file the file that changes
     * @param after its text with the change
     * @param patch the change in the unified form
     */
    record Made(String file, String after, String patch) implements Patched {}

    /**
     * It is left to a person.
     *
     * @param why why
     */
    record Left(String why) implements Patched {}
  }

  /** The patch of a finding. */
  public Patched of(WasteFinding finding) {
    if (finding.remedy().edits().isEmpty()) {
      return new Patched.Left("what is to be written is not a change of the resource alone");
    }
    Optional<Resource> code = finding.subject().code().map(resources::get);
    if (code.isEmpty()) {
      return new Patched.Left("the code that declares it was not read");
    }
    Resource resource = code.get();
    if (resource.origin().declaration() != Declaration.TERRAFORM_SOURCE) {
      return new Patched.Left("it is not declared in Terraform code");
    }
    if (places.getOrDefault(place(resource), 1L) > 1 || resource.origin().address().endsWith("]")) {
      return new Patched.Left("the same block declares several resources");
    }
    return edited(finding, resource);
  }

  private Patched edited(WasteFinding finding, Resource resource) {
    Map<String, String> changed = new LinkedHashMap<>();
    for (Remedy.Edit edit : finding.remedy().edits()) {
      Location at = at(edit, resource);
      Optional<String> before = Optional.ofNullable(changed.get(at.file())).or(() -> text(at.file()));
      if (before.isEmpty()) {
        return new Patched.Left("its file cannot be read as text");
      }
      switch (apply(edit, resource, at.file(), before.get())) {
        case Edit.Changed(String text) -> changed.put(at.file(), text);
        case Edit.Same _ -> changed.putIfAbsent(at.file(), before.get());
        case Edit.Refused(String why) -> {
          return new Patched.Left(why);
        }
      }
    }
    changed.entrySet().removeIf(entry -> Optional.of(entry.getValue()).equals(text(entry.getKey())));
    if (changed.size() != 1) {
      return new Patched.Left(changed.isEmpty() ? "the code says so already, and what is differs from it" : "it would change several files");
    }
    Map.Entry<String, String> one = changed.entrySet().iterator().next();
    String before = text(one.getKey()).orElse("");
    if (!isSound(one.getKey(), before, one.getValue(), finding, resource)) {
      return new Patched.Left("with the change the code could not be read as it is meant");
    }
    if (before.lines().count() > MOST_LINES) {
      return new Patched.Left("its file is too long for a patch");
    }
    return new Patched.Made(one.getKey(), one.getValue(), LineDifference.of(one.getKey(), before, one.getValue()));
  }

  /** The code with the change is read again: it has no more errors, and what is taken away is gone. */
  private static boolean isSound(String file, String before, String after, WasteFinding finding, Resource resource) {
    Collection was = read(file, before);
    Collection is = read(file, after);
    boolean removes = finding.remedy().edits().contains(new Remedy.Edit.Remove());
    String name = localName(resource.origin().address());
    boolean there =
        is.resources().stream()
            .anyMatch(one -> one.type().equals(resource.type()) && localName(one.address()).equals(name));
    return errors(is) <= errors(was) && there != removes;
  }

  private static Collection read(String file, String text) {
    Path path = Path.of(file).toAbsolutePath().normalize();
    return Collector.reading(Map.of(path, text)).collect("patch", List.of(path), Instant.EPOCH, Progress.NONE, Limits.DEFAULT);
  }

  private static long errors(Collection collection) {
    return collection.diagnostics().stream().filter(one -> one.level() == Diagnostic.Level.ERROR).count();
  }

  /** Where a change is made: in the resource, or in the one that says more about it where that is there already. */
  private static Location at(Remedy.Edit edit, Resource resource) {
    return switch (edit) {
      case Remedy.Edit.Set set -> satellite(set, resource).map(Resource.Satellite::location).orElse(resource.origin().location());
      case Remedy.Edit.Add _, Remedy.Edit.Remove _ -> resource.origin().location();
    };
  }

  private static Optional<Resource.Satellite> satellite(Remedy.Edit.Set set, Resource resource) {
    return set.satellite().flatMap(type -> resource.satellites().getOrDefault(type, List.of()).stream().findFirst());
  }

  private Edit apply(Remedy.Edit edit, Resource resource, String file, String text) {
    SourceEdit.Target target =
        new SourceEdit.Target(resource.type(), localName(resource.origin().address()), resource.origin().location());
    return switch (edit) {
      case Remedy.Edit.Set set -> {
        SourceEdit.Target of =
            set.satellite()
                .map(
                    type ->
                        satellite(set, resource)
                            .map(there -> new SourceEdit.Target(type, localName(there.address()), there.location()))
                            // One that this change adds has the name of the resource.
                            .orElseGet(() -> new SourceEdit.Target(type, target.name(), target.at())))
                .orElse(target);
        yield SourceEdit.set(file, text, of, set.path(), set.value());
      }
      case Remedy.Edit.Add add -> {
        List<SourceEdit.Setting> settings =
            add.settings().stream().map(one -> new SourceEdit.Setting(one.path(), one.value())).toList();
        yield SourceEdit.add(file, text, target, add.type(), add.reference(), settings);
      }
      case Remedy.Edit.Remove _ -> removed(resource, file, text, target);
    };
  }

  private Edit removed(Resource resource, String file, String text, SourceEdit.Target target) {
    String name = resource.type() + "." + target.name();
    for (String other : besides(file)) {
      if (text(other).map(content -> SourceEdit.mentions(content, name)).orElse(true)) {
        return new Edit.Refused("something in " + Path.of(other).getFileName() + " refers to " + name);
      }
    }
    return SourceEdit.remove(file, text, target);
  }

  private static List<String> besides(String file) {
    Path folder = Path.of(file).toAbsolutePath().getParent();
    if (folder == null) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> others = new ArrayList<>();
      files
          .filter(Files::isRegularFile)
          .filter(path -> path.toString().endsWith(".tf") || path.toString().endsWith(".tofu") || path.toString().endsWith(".tf.json"))
          .filter(path -> !path.equals(Path.of(file).toAbsolutePath()))
          .forEach(path -> others.add(path.toString()));
      return others;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<String> text(String file) {
    if (!texts.containsKey(file)) {
      try {
        Path path = Path.of(file);
        if (!Files.isRegularFile(path) || Files.size(path) > MOST_BYTES) {
          return Optional.empty();
        }
        texts.put(file, Files.readString(path));
      } catch (IOException | InvalidPathException _) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(texts.get(file));
  }

  private static String localName(String address) {
    int key = address.endsWith("]") ? address.lastIndexOf('[') : -1;
    String name = key > 0 ? address.substring(0, key) : address;
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
