package roadbed.collect.azure;

/** A template with the name of the file it stands in; a nested template stands in the file around it. */
record TemplateFile(String name, Node.Mapping root) {

  /** The place that its schema says it is for. */
  Place.Level level() {
    return Place.levelOf(root.text("$schema").orElse(""));
  }
}
