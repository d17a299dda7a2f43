package roadbed.collect.edit;

import java.util.List;
import java.util.Locale;
import roadbed.model.Location;
import roadbed.model.Value;

/**
 * Sets attributes of a resource in the file that declares it: Terraform's native and JSON syntax, CloudFormation and
 * Kubernetes in YAML and JSON.
 */
public final class SourceEdit {
  private static final int MOST_CHARACTERS = 8 << 20;

  private SourceEdit() {}

  /**
   * What to change.
   *
   * @param type the source's own type of the resource
   * @param name its name within its type, or its logical id
   * @param at where it stands
   */
  public record Target(String type, String name, Location at) {}

  /**
   * Sets an attribute.
   *
   * @param path its steps; {@code *} is each item of a list, {@code containers*} each container of any kind, and a step
   *     that ends in <code>{}</code> is a map where nested settings would else be a block; a last
   *     step that ends in {@code ?} is changed only where it is there
   */
  public static Edit set(String file, String text, Target target, List<String> path, Value value) {
    if (text.length() > MOST_CHARACTERS) {
      return new Edit.Refused("the file is too large to be changed");
    }
    if (isNative(file)) {
      return new HclEdit(file, text).set(target, path, value);
    }
    return new YamlEdit(file, text).set(target, path, value);
  }

  /**
   * Adds a resource of Terraform that says more about another one, in native syntax.
   *
   * @param type the type of the resource to add; it gets the name of the other one
   * @param reference the attribute by which it refers to the other one
   */
  public static Edit add(
      String file, String text, Target target, String type, String reference, List<Setting> settings) {
    if (text.length() > MOST_CHARACTERS || !isNative(file)) {
      return new Edit.Refused("a resource is added only to files in Terraform's native syntax");
    }
    return new HclEdit(file, text).add(target, type, reference, settings);
  }

  /**
   * Takes a resource of Terraform away, in native syntax. What refers to it in its own file makes that impossible; other
   * files of its folder are to be asked with {@link #mentions}.
   */
  public static Edit remove(String file, String text, Target target) {
    if (text.length() > MOST_CHARACTERS || !isNative(file)) {
      return new Edit.Refused("a resource is taken away only from files in Terraform's native syntax");
    }
    return new HclEdit(file, text).remove(target);
  }

  /** Whether a text refers to a resource, given as its type and name with a dot between. */
  public static boolean mentions(String text, String resource) {
    for (int at = text.indexOf(resource); at >= 0; at = text.indexOf(resource, at + 1)) {
      int end = at + resource.length();
      boolean begins = at == 0 || (!isOfName(text.charAt(at - 1)) && text.charAt(at - 1) != '.');
      if (begins && (end == text.length() || !isOfName(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  /** An attribute and what it is to be. */
  public record Setting(List<String> path, Value value) {
    public Setting {
      path = List.copyOf(path);
    }
  }

  private static boolean isNative(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    return name.endsWith(".tf") || name.endsWith(".tofu");
  }
}
