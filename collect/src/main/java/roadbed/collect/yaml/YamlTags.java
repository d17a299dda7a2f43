package roadbed.collect.yaml;

/** What a format means by its own tags, for example {@code !Ref Bucket}. */
@FunctionalInterface
public interface YamlTags {
  /**
   * The node that a tagged one stands for; the same node where the tag means nothing.
   *
   * @param tag its name without the exclamation mark
   */
  YamlNode read(String tag, YamlNode node);
}
