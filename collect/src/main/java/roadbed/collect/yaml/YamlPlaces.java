package roadbed.collect.yaml;

import roadbed.model.AttributePlaces;

/** Where the attributes of a YAML document stand. */
public final class YamlPlaces {
  /** So many attributes of one document have their places kept; a document of more is data. */
  private static final int MOST = 2_000;

  private final String file;
  private final AttributePlaces.Builder places = new AttributePlaces.Builder();
  private int count;

  private YamlPlaces(String file) {
    this.file = file;
  }

  /** The places of everything in a document: a field stands where its name stands, an item where it begins. */
  public static AttributePlaces of(YamlNode document, String file) {
    return under("", document, file);
  }

  /** The same, where the document stands at an attribute of a larger one. */
  public static AttributePlaces under(String attribute, YamlNode document, String file) {
    YamlPlaces places = new YamlPlaces(file);
    places.walk(attribute, document);
    return places.places.build();
  }

  private void walk(String path, YamlNode node) {
    switch (node) {
      case YamlNode.Mapping mapping -> {
        for (YamlNode.Entry entry : mapping.entries().values()) {
          String inner = path.isEmpty() ? entry.key().text() : path + "." + entry.key().text();
          if (!add(inner, entry.key().line(), entry.key().column())) {
            return;
          }
          walk(inner, entry.value());
        }
      }
      case YamlNode.Sequence sequence -> {
        for (int i = 0; i < sequence.items().size(); i++) {
          YamlNode item = sequence.items().get(i);
          String inner = path.isEmpty() ? Integer.toString(i) : path + "." + i;
          if (!add(inner, item.line(), item.column())) {
            return;
          }
          walk(inner, item);
        }
      }
      case YamlNode.Scalar _ -> {}
    }
  }

  private boolean add(String attribute, int line, int column) {
    if (count++ >= MOST) {
      return false;
    }
    places.add(attribute, file, line, column);
    return true;
  }
}
