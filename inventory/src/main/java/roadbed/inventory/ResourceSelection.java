package roadbed.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import roadbed.model.ExceptionGrant;
import roadbed.model.Ownership;
import roadbed.model.Resource;

/** The resources that an exception's selector speaks of, its patterns made once. */
public final class ResourceSelection {
  private final List<Predicate<Resource>> conditions = new ArrayList<>();

  /**
   * A selection.
   *
   * @param marked tells whether a resource's source refers to the exception
   */
  public ResourceSelection(ExceptionGrant.ResourceSelector selector, Predicate<Resource> marked) {
    texts(selector.ids(), resource -> resource.id().value());
    texts(selector.addresses(), resource -> resource.origin().address());
    texts(selector.types(), Resource::type);
    texts(selector.kinds(), Resource::kind);
    texts(selector.accounts(), Resource::account);
    texts(selector.environments(), resource -> resource.environment().orElse(""));
    texts(selector.owners(), resource -> resource.ownership().map(Ownership::owner).orElse(""));
    texts(selector.modules(), resource -> resource.origin().module().orElse(""));
    tags(selector.tags());
    if (!selector.files().isEmpty()) {
      List<PathGlob> globs = selector.files().stream().map(PathGlob::ofPath).toList();
      conditions.add(resource -> matches(globs, resource.origin().location().file()));
    }
    if (selector.marked()) {
      conditions.add(marked);
    }
  }

  /** Whether the selector speaks of a resource; one without conditions speaks of none. */
  public boolean includes(Resource resource) {
    return !conditions.isEmpty() && conditions.stream().allMatch(condition -> condition.test(resource));
  }

  private void texts(List<String> patterns, Function<Resource, String> column) {
    if (!patterns.isEmpty()) {
      List<PathGlob> globs = patterns.stream().map(PathGlob::ofText).toList();
      conditions.add(resource -> matches(globs, column.apply(resource)));
    }
  }

  private void tags(List<String> tags) {
    if (!tags.isEmpty()) {
      conditions.add(resource -> anyTag(tags, resource.tags()));
    }
  }

  /** Whether tags are among those that selectors name as {@code name=value}. */
  public static boolean anyTag(List<String> wanted, Map<String, String> tags) {
    return wanted.stream().anyMatch(one -> isTagged(one, tags));
  }

  private static boolean isTagged(String tag, Map<String, String> tags) {
    int equals = tag.indexOf('=');
    String name = equals < 0 ? tag : tag.substring(0, equals);
    PathGlob value = PathGlob.ofText(equals < 0 ? "*" : tag.substring(equals + 1));
    return Optional.ofNullable(tags.get(name)).filter(value::matches).isPresent();
  }

  private static boolean matches(List<PathGlob> globs, String text) {
    return globs.stream().anyMatch(glob -> glob.matches(text));
  }

  /** A pattern over identifiers, in which {@code *} stands for any text. */
  public static Predicate<String> pattern(String glob) {
    PathGlob compiled = PathGlob.ofText(glob);
    return compiled::matches;
  }
}
