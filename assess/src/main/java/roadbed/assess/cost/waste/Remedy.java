package roadbed.assess.cost.waste;

import java.util.List;
import java.util.Optional;
import roadbed.model.Value;

/**
 * The change that does away with a waste.
 *
 * @param edits changes of the Terraform source, in their order; empty where there is none that can be made by itself
 * @param snippet Terraform to write where no source is at hand or it cannot be changed safely; may be empty
 * @param commands the same by the provider's command line; may be empty
 */
public record Remedy(List<Edit> edits, String snippet, List<String> commands) {
  public Remedy {
    edits = List.copyOf(edits);
    commands = List.copyOf(commands);
  }

  /** A change of a resource's source. */
  public sealed interface Edit {

    /**
     * An attribute gets a value.
     *
     * @param satellite the type of the resource that says more about this one and has the attribute; empty for itself
     * @param path the attribute's steps
     */
    record Set(Optional<String> satellite, List<String> path, Value value) implements Edit {
      public Set {
        path = List.copyOf(path);
      }
    }

    /**
     * A resource is added that says more about this one.
     *
     * @param type its type
     * @param reference its attribute that refers to this one
     * @param settings its attributes, which are of one nested block at most
     */
    record Add(String type, String reference, List<Set> settings) implements Edit {
      public Add {
        settings = List.copyOf(settings);
      }
    }

    /** The resource is taken away. */
    record Remove() implements Edit {}
  }

  static Remedy set(String attribute, Value value, String snippet, String... commands) {
    return new Remedy(List.of(attribute(value, attribute)), snippet, List.of(commands));
  }

  static Edit.Set attribute(Value value, String... path) {
    return new Edit.Set(Optional.empty(), List.of(path), value);
  }

  static Remedy remove(String... commands) {
    return new Remedy(List.of(new Edit.Remove()), "", List.of(commands));
  }

  static Remedy words(String snippet, String... commands) {
    return new Remedy(List.of(), snippet, List.of(commands));
  }
}
